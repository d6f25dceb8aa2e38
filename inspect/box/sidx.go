package box

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
