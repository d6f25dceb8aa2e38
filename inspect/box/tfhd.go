package box

// mfhd is the header of a fragment.
func mfhd(d *D) {
	d.Full(0)
	d.U("sequence_number", 32)
}

// tfhd is what the samples of a fragment have in common.
func tfhd(d *D) {
	d.Full(0)
	d.flags(flag{1, "base data offset"}, flag{2, "sample description index"}, flag{8, "default duration"},
		flag{0x10, "default size"}, flag{0x20, "default flags"}, flag{0x10000, "duration is empty"},
		flag{0x20000, "base is moof"})
	d.U("track_id", 32)
	if d.Flags&1 != 0 {
		d.U("base_data_offset", 64)
	}
	if d.Flags&2 != 0 {
		d.U("sample_description_index", 32)
	}
	if d.Flags&8 != 0 {
		d.U("default_sample_duration", 32)
		d.ticks(d.scale())
	}
	if d.Flags&0x10 != 0 {
		d.U("default_sample_size", 32)
	}
	if d.Flags&0x20 != 0 {
		d.sampleFlags("default_sample_flags")
	}
}

// tfdt is the decode time of a fragment's first sample.
func tfdt(d *D) {
	d.Full(1)
	d.UV("base_media_decode_time")
	d.ticks(d.scale())
}
