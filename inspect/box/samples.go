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

// sdtp is the dependencies of each sample; the box does not say how many.
func sdtp(d *D) {
	d.Full(0)
	d.Table("sample", uint64(d.LeftBytes()),
		Column{Name: "is_leading", Bits: 2, note: textOf(leadingText)},
		Column{Name: "sample_depends_on", Bits: 2, note: textOf(dependsText)},
		Column{Name: "sample_is_depended_on", Bits: 2, note: textOf(dependedText)},
		Column{Name: "sample_has_redundancy", Bits: 2, note: textOf(redundancyText)})
}

func textOf(list []string) func(uint64, int64) string {
	return func(v uint64, _ int64) string {
		if v < uint64(len(list)) {
			return list[v]
		}
		return ""
	}
}

// subs is the parts that samples are made of.
func subs(d *D) {
	d.Full(1)
	n := d.U("entry_count", 32)
	size := 16
	if d.Version > 0 {
		size = 32
	}
	d.Each("entries", n, func(uint64) {
		d.U("sample_delta", 32)
		n := d.U("subsample_count", 16)
		d.Table("subsamples", n,
			Column{Name: "subsample_size", Bits: size},
			Column{Name: "subsample_priority", Bits: 8},
			Column{Name: "discardable", Bits: 8},
			Column{Name: "codec_specific_parameters", Bits: 32, Hex: true})
	})
}
