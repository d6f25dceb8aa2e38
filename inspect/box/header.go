package box

import "bytes"

// unity is the matrix that changes nothing.
var unity = []byte("\x00\x01\x00\x00" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x01\x00\x00" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" + "\x40\x00\x00\x00")

// ftyp and styp are the brands that a file or segment conforms to.
func ftyp(d *D) {
	d.FourCC("major_brand")
	d.U("minor_version", 32)
	note := ""
	if d.notes {
		note = brands(d.peekBytes(8 * 4))
		if d.LeftBytes() > 8*4 {
			note += ", …"
		}
	}
	d.Table("compatible_brands", uint64(d.LeftBytes()/4), Column{Kind: FourCC, Bits: 32})
	d.Note(note)
}

func brands(p []byte) (list string) {
	for ; len(p) >= 4; p = p[4:] {
		if list != "" {
			list += ", "
		}
		list += Type(p[:4]).String()
	}
	return list
}

// times are the fields that mvhd, tkhd and mdhd begin with.
func (d *D) times(names ...flag) {
	d.Full(1)
	d.flags(names...)
	d.UV("creation_time")
	d.date()
	d.UV("modification_time")
	d.date()
}

// matrix is how the picture is turned and scaled: 16.16, the last column 2.30.
func (d *D) matrix() {
	note := ""
	if bytes.Equal(d.peekBytes(9*4), unity) {
		note = "as is: no turn, no scale"
	}
	d.Table("matrix", 9, Column{Kind: Int, Bits: 32})
	d.Note(note)
}

// mvhd is the header of the movie.
func mvhd(d *D) {
	d.times()
	scale := d.U("timescale", 32)
	d.UV("duration")
	d.ticks(scale)
	d.Fixed("rate", 32, 16, true)
	d.Fixed("volume", 16, 8, true)
	d.Reserved(16)
	d.Reserved(64)
	d.matrix()
	d.span("pre_defined", Bytes, 6*32)
	d.U("next_track_id", 32)
}

// tkhd is the header of a track.
func tkhd(d *D) {
	d.times(flag{1, "enabled"}, flag{2, "in movie"}, flag{4, "in preview"})
	d.U("track_id", 32)
	d.Reserved(32)
	d.UV("duration")
	if d.notes {
		d.ticks(d.tracks().movie)
	}
	d.Reserved(64)
	d.I("layer", 16)
	d.I("alternate_group", 16)
	d.Fixed("volume", 16, 8, true)
	d.Reserved(16)
	d.matrix()
	d.Fixed("width", 32, 16, false)
	d.Fixed("height", 32, 16, false)
}

// mdhd is the header of a track's media.
func mdhd(d *D) {
	d.times()
	scale := d.U("timescale", 32)
	d.UV("duration")
	d.ticks(scale)
	d.language()
	d.U("pre_defined", 16)
}

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

// mehd is the duration of the whole presentation, fragments included.
func mehd(d *D) {
	d.Full(1)
	d.UV("fragment_duration")
	if d.notes {
		d.ticks(d.tracks().movie)
	}
}

// trex is what fragments of a track use where they say nothing.
func trex(d *D) {
	d.Full(0)
	id := d.U("track_id", 32)
	d.U("default_sample_description_index", 32)
	d.U("default_sample_duration", 32)
	if d.notes {
		d.ticks(d.trackOf(id).scale)
	}
	d.U("default_sample_size", 32)
	d.sampleFlags("default_sample_flags")
}

// elst maps the timeline of the movie to that of a track.
func elst(d *D) {
	d.Full(1)
	n := d.U("entry_count", 32)
	var movie uint64
	if d.notes {
		movie = d.tracks().movie
	}
	d.Table("entries", n,
		Column{Name: "segment_duration", Bits: d.wide(), note: d.tickNote(movie)},
		Column{Name: "media_time", Kind: Int, Bits: d.wide(), note: d.mediaTimeNote()},
		Column{Name: "media_rate_integer", Kind: Int, Bits: 16},
		Column{Name: "media_rate_fraction", Kind: Int, Bits: 16})
}

func (d *D) mediaTimeNote() func(uint64, int64) string {
	scale := d.scale()
	if scale == 0 {
		return nil
	}
	return func(v uint64, bits int64) string {
		if signExtend(v, bits) == -1 {
			return "empty edit"
		}
		return seconds(signExtend(v, bits), scale)
	}
}
