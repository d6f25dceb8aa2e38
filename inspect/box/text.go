package box

// The boxes of WebVTT (ISO/IEC 14496-30, 6.5 and 7.5), all of them one text.

func vttConfig(d *D) { d.text("config") }
func vttLabel(d *D)  { d.text("source_label") }
func vttText(d *D)   { d.text("cue_text") }
func vttID(d *D)     { d.text("cue_id") }
func vttStyle(d *D)  { d.text("settings") }
func vttTime(d *D)   { d.text("cue_current_time") }

// text passes all that is left as text.
func (d *D) text(name string) {
	if n := d.LeftBytes(); n > 0 {
		d.Chars(name, n, utf8Text)
	}
}

// mime is the type of what the samples of a text track hold.
func mime(d *D) {
	d.Full(0)
	d.CStr("content_type")
}

// kind is what a track is for.
func kind(d *D) {
	d.Full(0)
	d.CStr("scheme_uri")
	if d.Left() > 0 {
		d.CStr("value")
	}
}

// elng is the language of a track as RFC 4646 writes it.
func elng(d *D) {
	d.Full(0)
	d.CStr("extended_language")
}
