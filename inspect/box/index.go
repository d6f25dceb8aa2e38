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

// sidx is the index of a segment.
func sidx(d *D) {
	d.Full(1)
	d.U("reference_id", 32)
	scale := d.U("timescale", 32)
	d.UV("earliest_presentation_time")
	d.ticks(scale)
	d.UV("first_offset")
	d.Note("from the end of this box")
	d.Reserved(16)
	n := d.U("reference_count", 16)
	d.Table("references", n,
		Column{Name: "reference_type", Bits: 1, note: referenceType},
		Column{Name: "referenced_size", Bits: 31},
		Column{Name: "subsegment_duration", Bits: 32, note: d.tickNote(scale)},
		Column{Name: "starts_with_sap", Bits: 1},
		Column{Name: "sap_type", Bits: 3},
		Column{Name: "sap_delta_time", Bits: 28, note: d.tickNote(scale)})
}

func referenceType(v uint64, _ int64) string {
	if v == 1 {
		return "an index"
	}
	return "media"
}
