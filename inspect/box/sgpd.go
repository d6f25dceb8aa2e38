package box

// sbgp says which group each run of samples is in.
func sbgp(d *D) {
	d.Full(1)
	d.groupingType()
	if d.Version > 0 {
		d.U("grouping_type_parameter", 32)
	}
	n := d.U("entry_count", 32)
	d.Table("entries", n,
		Column{Name: "sample_count", Bits: 32},
		Column{Name: "group_description_index", Bits: 32})
}

// sgpd describes the groups of samples.
func sgpd(d *D) {
	d.Full(2)
	kind := d.groupingType()
	var length uint64
	if d.Version > 0 {
		length = d.U("default_length", 32)
	}
	if d.Version > 1 {
		d.U("default_group_description_index", 32)
	}
	n := d.U("entry_count", 32)
	if d.Version == 0 {
		d.groupsWithoutLength(kind, n)
		return
	}
	d.Each("entries", n, func(uint64) {
		size := length
		if length == 0 {
			size = d.U("description_length", 32)
		}
		if size > uint64(d.LeftBytes()) {
			d.Bytes("description", int64(size))
			return
		}
		d.within(int64(size), func() { d.groupEntry(kind) })
	})
}

// groupsWithoutLength are those of version 0: the type must tell their size.
func (d *D) groupsWithoutLength(kind Type, n uint64) {
	if groupSize(kind) == 0 {
		if d.Left() > 0 {
			d.Rest("entries")
		}
		return
	}
	d.Each("entries", n, func(uint64) { d.groupEntry(kind) })
}

// groupSize is the bytes of an entry of version 0; 0 where they vary or are
// not known.
func groupSize(kind Type) int {
	switch string(kind[:]) {
	case "roll", "prol":
		return 2
	case "rap ", "sync", "tele":
		return 1
	case "seig":
		return 20
	}
	return 0
}

func (d *D) groupingType() Type {
	kind := d.FourCC("grouping_type")
	d.Note(groupText(kind))
	return kind
}

func groupText(kind Type) string {
	switch string(kind[:]) {
	case "roll", "prol":
		return "how many samples until the output is right"
	case "rap ":
		return "random access points"
	case "seig":
		return "keys of samples"
	case "sync":
		return "sync samples"
	case "tele":
		return "temporal levels"
	}
	return ""
}

// groupEntry is one description (ISO/IEC 14496-12, 10; 23001-7, 6).
func (d *D) groupEntry(kind Type) {
	switch string(kind[:]) {
	case "roll", "prol":
		d.I("roll_distance", 16)
	case "rap ":
		d.U("num_leading_samples_known", 1)
		d.U("num_leading_samples", 7)
	case "tele":
		d.U("level_independently_decodable", 1)
		d.Reserved(7)
	case "sync":
		d.Reserved(2)
		d.U("nal_unit_type", 6)
	case "seig":
		d.Reserved(8)
		d.U("crypt_byte_block", 4)
		d.U("skip_byte_block", 4)
		protected := d.U("is_protected", 8)
		iv := d.U("per_sample_iv_size", 8)
		d.UUID("kid")
		d.constantVector("", protected, iv)
	default:
		d.Rest("description")
	}
}
