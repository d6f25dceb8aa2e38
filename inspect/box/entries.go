package box

// sampleEntry is an entry of stsd, by its family.
func sampleEntry(d *D) {
	d.span("reserved", Bytes, 6*8)
	d.U("data_reference_index", 16)
	code := d.tree.nodes[d.node].Type
	kind, _ := kindOfEntry(code, d.handler())
	switch {
	case d.Left() == 0:
	case kind == visualEntry:
		d.visualEntry()
	case kind == audioEntry:
		d.audioEntry()
	default:
		d.otherEntry(code)
	}
}

// handler is the handler type of the track around the box.
func (d *D) handler() Type {
	mdia := d.tree.above(d.node, "mdia")
	if mdia < 0 {
		return Type{}
	}
	hdlr := d.tree.near(mdia, "hdlr")
	if hdlr < 0 {
		return Type{}
	}
	return typeOf(uint32(d.tree.uint(hdlr, 8, 4)))
}

func (d *D) visualEntry() {
	d.U("pre_defined", 16)
	d.Reserved(16)
	d.span("pre_defined", Bytes, 3*32)
	d.U("width", 16)
	d.U("height", 16)
	d.Fixed("horizresolution", 32, 16, false)
	d.Fixed("vertresolution", 32, 16, false)
	d.Reserved(32)
	d.U("frame_count", 16)
	d.Chars("compressorname", 32, pascalString)
	d.Hex("depth", 16)
	d.I("pre_defined", 16)
}

func (d *D) audioEntry() {
	version := d.U("entry_version", 16)
	d.span("reserved", Bytes, 48)
	d.U("channelcount", 16)
	d.U("samplesize", 16)
	d.I("pre_defined", 16)
	d.Reserved(16)
	d.Fixed("samplerate", 32, 16, false)
	left := d.LeftBytes()
	switch {
	case version == 1 && left >= audioMore1 && d.soundsOld():
		d.U("samples_per_packet", 32)
		d.U("bytes_per_packet", 32)
		d.U("bytes_per_frame", 32)
		d.U("bytes_per_sample", 32)
	case version == 2 && left >= audioMore2 && d.soundsOld():
		d.soundVersion2()
	}
}

// soundsOld reports whether the entry may be QuickTime's: version 1 of stsd is
// ISO's, which has no more fields.
func (d *D) soundsOld() bool {
	p := d.tree.Parent(d.node)
	return p < 0 || d.tree.uint(p, 0, 1) == 0
}

func (d *D) soundVersion2() {
	d.U("size_of_struct_only", 32)
	d.Hex("audio_sample_rate", 64) // a float64, shown by its bits
	d.U("num_audio_channels", 32)
	d.Hex("always_7f000000", 32)
	d.U("const_bits_per_channel", 32)
	d.Hex("format_specific_flags", 32)
	d.U("const_bytes_per_audio_packet", 32)
	d.U("const_lpcm_frames_per_audio_packet", 32)
}

func (d *D) otherEntry(code Type) {
	for _, name := range entryStrings(code) {
		if d.Left() == 0 {
			return // the last ones are left out by some writers
		}
		d.CStr(name)
	}
}

// entryStrings is the strings that text and metadata entries begin with.
func entryStrings(code Type) []string {
	switch string(code[:]) {
	case "stpp":
		return []string{"namespace", "schema_location", "auxiliary_mime_types"}
	case "metx":
		return []string{"content_encoding", "namespace", "schema_location"}
	case "sbtt", "stxt", "mett":
		return []string{"content_encoding", "mime_format"}
	}
	return nil
}
