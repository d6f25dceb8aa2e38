package box

// metadataValue is the value of an item of iTunes metadata.
func metadataValue(d *D) {
	d.Reserved(8)
	kind := d.U("type_indicator", 24)
	d.Note(valueKind(kind))
	d.U("locale_indicator", 32)
	bits := d.Left()
	switch {
	case bits == 0:
	case kind == 1:
		d.Chars("value", bits/8, utf8Text)
	case kind == 2:
		d.Chars("value", bits/8, utf16Big)
	case kind == 21 && bits <= 64:
		d.I("value", int(bits))
	case kind == 22 && bits <= 64:
		d.U("value", int(bits))
	default:
		d.Rest("value")
	}
}

func valueKind(v uint64) string {
	switch v {
	case 1:
		return "UTF-8"
	case 2:
		return "UTF-16"
	case 13:
		return "JPEG"
	case 14:
		return "PNG"
	case 21:
		return "signed integer"
	case 22:
		return "unsigned integer"
	}
	return ""
}

// metadataText is mean and name of an item of iTunes metadata.
func metadataText(d *D) {
	d.Full(0)
	d.text("value")
}
