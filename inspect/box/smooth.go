package box

// tfxd is the time and duration of a fragment.
func tfxd(d *D) {
	d.Full(1)
	scale := d.smoothScale()
	d.smoothTime("fragment_absolute_time", scale)
	d.UV("fragment_duration")
	d.ticks(scale)
}

// smoothTime reads a time. Encoders write what comes before zero as a two's
// complement number, so a 64-bit time with its top bit set is negative.
func (d *D) smoothTime(name string, scale uint64) {
	if d.Version > 0 && d.Peek(1) == 1 {
		v := d.I(name, 64)
		if d.notes {
			d.Note(seconds(v, scale) + ", negative: before the start of the presentation")
		}
		return
	}
	d.UV(name)
	d.ticks(scale)
}

func (d *D) smoothScale() uint64 {
	if !d.notes {
		return 0
	}
	if s := d.scale(); s != 0 {
		return s
	}
	return smoothTimeScale
}

// tfrf is the times and durations of the fragments that follow.
func tfrf(d *D) {
	d.Full(1)
	n := d.U("fragment_count", 8)
	note := d.signedTickNote(d.smoothScale())
	d.Table("entries", n,
		Column{Name: "fragment_absolute_time", Bits: d.wide(), note: note},
		Column{Name: "fragment_duration", Bits: d.wide(), note: note})
}

// manifestText is a manifest that is carried in the file: UTF-8, or UTF-16
// with a byte order mark, or UTF-16 that is known by its zero bytes.
func manifestText(d *D) {
	d.Full(0)
	code := utf8Text
	if p := d.peekBytes(2); len(p) == 2 {
		switch {
		case p[0] == '<' && p[1] == 0:
			code = utf16Little
		case p[0] == 0 && p[1] == '<':
			code = utf16Big
		}
	}
	if n := d.LeftBytes(); n > 0 {
		d.Chars("manifest", n, code)
	}
}
