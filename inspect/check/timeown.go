package check

import "fmt"

func judgeTfxdDuration(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		limit := tolerance(threeTicks, uint64(t.TimeScale))
		for n := range t.Fragments {
			f := &t.Fragments[n]
			if !f.HasTfxd || f.Span == 0 {
				continue
			}
			off := apart(f.Span, f.TfxdFor)
			if magnitude(off) <= limit || magnitude(c.line(t).next(n)-clamped(f.TfxdFor)) <= limit ||
				magnitude(t.shown(n)-clamped(f.TfxdFor)) <= limit {
				continue // to the start of the next is right too, and as long as it is shown
			}
			d := t.Off(off)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s claims to last %s %s than its %s do", c.chunkOf(t, n), d.words(), longer(off), t.unit()),
				Place:   t.At(n), Off: d,
				Measured: seconds(clamped(f.TfxdFor), uint64(t.TimeScale)) + " in tfxd",
				Expected: seconds(clamped(f.Span), uint64(t.TimeScale)) + ", the sum in trun",
				Hint:     "The file was changed after it was written, or the encoder closed the fragment too early. Pack it again: with ffmpeg, -c copy -f ismv -movflags frag_keyframe.",
			})
		}
	}
}

// next is how long it is from the start of a fragment to that of the next, -1
// for the last.
func (l *line) next(n int) int64 {
	if n+1 < len(l.begins) {
		return l.begins[n+1] - l.begins[n]
	}
	return -1
}

func longer(off int64) string {
	if off < 0 {
		return "less"
	}
	return "longer"
}

func judgeTfxdTfdt(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		for n := range t.Fragments {
			f := &t.Fragments[n]
			decode := int64(f.Tfdt)
			if !f.HasTfxd || !f.HasTfdt || t.same(f.Tfxd, decode) || t.same(f.Tfxd, decode+f.First) {
				continue
			}
			d := t.Off(f.Tfxd - decode)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s tells two times, %s apart", c.chunkOf(t, n), d.words()),
				Place:   t.At(n), Off: d,
				Measured: seconds(f.Tfxd, uint64(t.TimeScale)) + " in tfxd",
				Expected: seconds(decode, uint64(t.TimeScale)) + ", as in tfdt",
				Hint:     "Smooth players go by tfxd, DASH and HLS players by tfdt, so one of them plays it at the wrong time. Usually a packager changed one and left the other: pack the file again.",
			})
		}
	}
}

func judgeTfraTfxd(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		for n := range t.Fragments {
			if !c.line(t).disputed(n) {
				continue
			}
			f := &t.Fragments[n]
			own, _ := f.Own()
			d := t.Off(own - clamped(f.Time))
			to.Add("", Finding{
				Message: fmt.Sprintf("%s is listed at %s in the file's index but says itself that it starts at %s, %s %s",
					c.chunkOf(t, n), shortly(clamped(f.Time), uint64(t.TimeScale)), shortly(own, uint64(t.TimeScale)), d.words(), later(d.Ticks)),
				Place: t.At(n), Off: d,
				Measured: seconds(own, uint64(t.TimeScale)) + " in the fragment",
				Expected: seconds(clamped(f.Time), uint64(t.TimeScale)) + ", as in tfra",
				Hint:     "The server finds the fragment by the index, the player then takes the other time. The file was changed by hand or a tool rewrote only one of the two: pack it again.",
			})
		}
	}
}

func later(ticks int64) string {
	if ticks < 0 {
		return "earlier"
	}
	return "later"
}
