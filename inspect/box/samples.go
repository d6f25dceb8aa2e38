package box

// stts is the durations of a track's samples.
func stts(d *D) {
	d.Full(0)
	n := d.U("entry_count", 32)
	d.Table("entries", n,
		Column{Name: "sample_count", Bits: 32},
		Column{Name: "sample_delta", Bits: 32, note: d.tickNote(d.scale())})
}

// ctts is the composition offsets of a track's samples.
func ctts(d *D) {
	d.Full(1)
	d.versionNote(1, "offsets signed")
	n := d.U("entry_count", 32)
	d.Table("entries", n, Column{Name: "sample_count", Bits: 32}, d.composition("sample_offset", d.scale()))
}

// stss is the numbers of the sync samples.
func stss(d *D) {
	d.Full(0)
	n := d.U("entry_count", 32)
	d.Table("entries", n, Column{Name: "sample_number", Bits: 32})
}

// stsc says how many samples the chunks hold.
func stsc(d *D) {
	d.Full(0)
	n := d.U("entry_count", 32)
	d.Table("entries", n,
		Column{Name: "first_chunk", Bits: 32},
		Column{Name: "samples_per_chunk", Bits: 32},
		Column{Name: "sample_description_index", Bits: 32})
}

// stsz is the sizes of the samples.
func stsz(d *D) {
	d.Full(0)
	size := d.U("sample_size", 32)
	n := d.U("sample_count", 32)
	if size != 0 {
		return
	}
	d.Table("entries", n, Column{Name: "entry_size", Bits: 32})
}

// stz2 is the sizes of the samples in fewer bits.
func stz2(d *D) {
	d.Full(0)
	d.Reserved(24)
	bits := d.U("field_size", 8)
	n := d.U("sample_count", 32)
	if bits != 4 && bits != 8 && bits != 16 {
		return
	}
	d.Table("entries", n, Column{Name: "entry_size", Bits: int(bits)})
	if d.Left() == 4 {
		d.U("pad", 4)
	}
}

// stco is where the chunks lie in the file.
func stco(d *D) { d.chunkOffsets(32) }

// co64 is stco with 64-bit offsets.
func co64(d *D) { d.chunkOffsets(64) }

func (d *D) chunkOffsets(bits int) {
	d.Full(0)
	n := d.U("entry_count", 32)
	d.Table("entries", n, Column{Name: "chunk_offset", Bits: bits})
}
