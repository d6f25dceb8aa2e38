package box

// hdlr says what kind of media a track or a meta box holds.
func hdlr(d *D) {
	d.Full(0)
	if d.Peek(32) == 0 {
		d.U("pre_defined", 32)
	} else {
		d.FourCC("pre_defined")
	}
	d.Note(handlerText(d.FourCC("handler_type")))
	d.span("reserved", Bytes, 3*32)
	if n := d.LeftBytes(); n > 1 && d.Peek(8) == uint64(n-1) {
		d.Chars("name", n, pascalString)
		return
	}
	if d.Left() > 0 {
		d.CStr("name")
	}
}

func handlerText(code Type) string {
	switch string(code[:]) {
	case "vide":
		return "video"
	case "soun":
		return "audio"
	case "text", "subt", "sbtl", "clcp":
		return "text"
	case "meta":
		return "timed metadata"
	case "hint":
		return "hints"
	case "mdir":
		return "iTunes metadata"
	case "auxv":
		return "auxiliary video"
	case "pict":
		return "pictures"
	case "tmcd":
		return "time code"
	}
	return ""
}
