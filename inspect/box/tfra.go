package box

// tfra is the random access points of one track.
func tfra(d *D) {
	d.Full(1)
	var scale uint64
	id := d.U("track_id", 32)
	if d.notes {
		scale = d.trackOf(id).scale
	}
	d.U("reserved", 26)
	traf := d.U("length_size_of_traf_num", 2)
	trun := d.U("length_size_of_trun_num", 2)
	sample := d.U("length_size_of_sample_num", 2)
	n := d.U("number_of_entry", 32)
	d.Table("entries", n,
		Column{Name: "time", Bits: d.wide(), note: d.tickNote(scale)},
		Column{Name: "moof_offset", Bits: d.wide()},
		Column{Name: "traf_number", Bits: 8 * int(traf+1)},
		Column{Name: "trun_number", Bits: 8 * int(trun+1)},
		Column{Name: "sample_number", Bits: 8 * int(sample+1)})
}

// mfro is the size of the mfra around it.
func mfro(d *D) {
	d.Full(0)
	d.U("size", 32)
	d.Note("bytes of the mfra box")
}
