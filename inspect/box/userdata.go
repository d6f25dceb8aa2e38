package box

// chpl is the chapters that Nero writes; it has no public clause.
func chpl(d *D) {
	d.Full(1)
	if d.Version > 0 {
		d.Reserved(32)
	}
	d.Each("chapters", d.U("chapter_count", 8), func(uint64) {
		d.U("start", 64)
		d.ticks(smoothTimeScale)
		d.Chars("title", int64(d.U("title_length", 8)), utf8Text)
	})
}

// id32 holds an ID3 tag.
func id32(d *D) {
	d.Full(0)
	d.language()
	d.Rest("id3v2_data")
}

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

// quickText is an item of user data whose type begins with ©: texts in
// several languages.
func quickText(d *D) {
	if d.LeftBytes() < 4 || int64(d.Peek(16)) > d.LeftBytes()-4 {
		d.Rest("data")
		return
	}
	d.Until("strings", func(uint64) {
		n := d.U("size", 16)
		code := d.U("language", 16)
		if d.notes {
			d.Note(Language(uint16(code)))
		}
		if n > 0 {
			d.Chars("text", int64(n), utf8Text)
		}
	})
}
