package check

import "fmt"

// each calls back for every level that is compared with the right one.
func (c *Case) each(found func(a *alignment, t *Track, p pairing)) {
	for stream := range c.Asset.Streams {
		a := c.alignment(stream)
		for _, t := range a.levels {
			if t != a.ref && t.cut() && a.ref.cut() {
				found(a, t, a.pairs[t])
			}
		}
	}
}

func judgeAlignCount(c *Case, to *Reporter) {
	c.each(func(a *alignment, t *Track, p pairing) {
		have, want := len(t.Fragments), len(a.ref.Fragments)
		if have == want || t.damaged() || a.ref.damaged() {
			return
		}
		f := Finding{
			Message:  fmt.Sprintf("%s has %s, %s %d", c.level(t), count(have, "chunk", "chunks"), c.others(a), want),
			Place:    t.Place(),
			Measured: count(have, "chunk", "chunks"), Expected: fmt.Sprint(want),
			Hint: c.causeOf(a, t, p),
		}
		message := f.Message
		if len(p.moved) > 0 { // which chunk is too much cannot be told
			to.Add("", f)
			return
		}
		for _, n := range p.missing {
			f.Place = t.Place().AtChunk(n, a.ref.Fragments[n].Time)
			f.Message = message + fmt.Sprintf("; it lacks chunk %d at %s", n, shortly(c.line(a.ref).begins[n], uint64(a.ref.TimeScale)))
			to.Add("", f)
		}
		for _, n := range p.extra {
			f.Place = t.At(n)
			f.Message = message + fmt.Sprintf("; its chunk %d at %s is one too many", n, shortly(c.line(t).begins[n], uint64(t.TimeScale)))
			to.Add("", f)
		}
	})
}

func judgeAlignTime(c *Case, to *Reporter) {
	c.each(func(a *alignment, t *Track, p pairing) {
		if len(p.moved) == 0 {
			return
		}
		hint := c.causeOf(a, t, p)
		for _, x := range p.moved {
			d := c.distance(t, c.line(t).moment(x.level), c.line(a.ref).moment(x.ref))
			side := "after"
			if d.Ticks < 0 {
				side = "before"
			}
			f := Finding{
				Message:  fmt.Sprintf("%s starts %s %s that of %s", c.chunkOf(t, x.level), d.words(), side, c.others(a)),
				Place:    t.At(x.level),
				Off:      d,
				Measured: "starts at " + seconds(c.line(t).begins[x.level], uint64(t.TimeScale)),
				Expected: seconds(c.line(a.ref).begins[x.ref], uint64(a.ref.TimeScale)),
				Hint:     hint,
			}
			if a.why == byNothing {
				f.Message += "; which of the two is right cannot be told"
			}
			to.Add("", f)
		}
	})
}

// distance is how far a level's time lies behind the other, in its own ticks.
func (c *Case) distance(t *Track, at, ref moment) Distance {
	return t.Off(apart(ref.in(at.scale), at.ticks))
}

// others is how a sentence calls what a level is measured by.
func (c *Case) others(a *alignment) string {
	switch {
	case a.why == byVote && len(a.levels) > 2:
		return "the other levels"
	case a.why == byManifest:
		return c.level(a.ref) + " and the manifest"
	}
	return c.level(a.ref)
}

// judgeAlignDuration compares the last chunks. How long the others last is told
// by the start of the next, and gaps by TIME-GAP.
func judgeAlignDuration(c *Case, to *Reporter) {
	c.each(func(a *alignment, t *Track, p pairing) {
		x, lasts, wanted, differ := c.lastChunks(a, t, p)
		if !differ {
			return
		}
		d := c.distance(t, lasts, wanted)
		to.Add("", Finding{
			Message: fmt.Sprintf("%s, the last, is %s %s than that of %s", c.chunkOf(t, x.level), d.words(), shorter(d.Ticks), c.others(a)),
			Place:   t.At(x.level), Off: d,
			Measured: seconds(clamped(lasts.ticks), lasts.scale),
			Expected: seconds(clamped(wanted.ticks), wanted.scale),
			Hint:     "The encoder was not flushed at the end, or the levels were made from inputs of different length. Encode all levels in one go and let the encoder finish.",
		})
	})
}

// lastChunks is how long the last chunks last, where they begin together.
func (c *Case) lastChunks(a *alignment, t *Track, p pairing) (x pair, lasts, wanted moment, differ bool) {
	if len(p.same) == 0 || t.damaged() || a.ref.damaged() {
		return pair{}, moment{}, moment{}, false
	}
	x = p.same[len(p.same)-1]
	level, ref := c.line(t), c.line(a.ref)
	if x.level != level.byTime[len(level.byTime)-1] || x.ref != ref.byTime[len(ref.byTime)-1] {
		return x, moment{}, moment{}, false
	}
	lasts = moment{uint64(max(0, t.shown(x.level))), uint64(t.TimeScale)}
	wanted = moment{uint64(max(0, a.ref.shown(x.ref))), uint64(a.ref.TimeScale)}
	return x, lasts, wanted, lasts.ticks != 0 && wanted.ticks != 0 && lasts.compare(wanted) != 0
}

func shorter(ticks int64) string {
	if ticks < 0 {
		return "shorter"
	}
	return "longer"
}
