package box

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
