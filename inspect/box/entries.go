package box

// stsd and dref begin with the number of their children.
func counted(d *D) {
	d.Full(1)
	d.U("entry_count", 32)
}

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
	hdlr := d.tree.Child(mdia, "hdlr")
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

// urlBox is where the media lies; without text it is this file.
func urlBox(d *D) {
	d.Full(0)
	d.flags(flag{1, "in this file"})
	if d.Left() > 0 {
		d.CStr("location")
	}
}

// urnBox is the name of where the media lies.
func urnBox(d *D) {
	d.Full(0)
	d.flags(flag{1, "in this file"})
	if d.Left() > 0 {
		d.CStr("name")
	}
	if d.Left() > 0 {
		d.CStr("location")
	}
}

// wfex is a WAVEFORMATEX: Windows' description of audio, little-endian.
func wfex(d *D) {
	tag := d.LE("w_format_tag", 16)
	d.Note(waveFormat(tag))
	d.LE("n_channels", 16)
	d.LE("n_samples_per_sec", 32)
	d.LE("n_avg_bytes_per_sec", 32)
	d.LE("n_block_align", 16)
	d.LE("w_bits_per_sample", 16)
	if d.Left() > 0 {
		d.Bytes("extra", int64(d.LE("cb_size", 16)))
	}
}

func waveFormat(v uint64) string {
	switch v {
	case 1:
		return "PCM"
	case 0x55:
		return "MP3"
	case 0xff:
		return "AAC"
	case 0x161:
		return "Windows Media Audio"
	case 0x162:
		return "Windows Media Audio Professional"
	case 0x163:
		return "Windows Media Audio lossless"
	case 0xfffe:
		return "extensible"
	}
	return ""
}
