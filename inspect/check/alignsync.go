package check

import (
	"fmt"
	"strings"
)

// judgeAlignSyncs compares the key frames inside chunks that begin and end
// together; that each begins with one is for FRAG-IDR.
func judgeAlignSyncs(c *Case, to *Reporter) {
	c.each(func(a *alignment, t *Track, p pairing) {
		for _, x := range p.same {
			f, ref := &t.Fragments[x.level], &a.ref.Fragments[x.ref]
			if !c.endTogether(a, t, x) {
				continue
			}
			here, there, differ := firstDifferent(f.inner(t), ref.inner(a.ref))
			if !differ {
				continue
			}
			finding := Finding{
				Place:    t.At(x.level),
				Measured: keyFrames(f.inner(t)), Expected: keyFrames(ref.inner(a.ref)),
				Hint: "The encoder sets key frames by itself, at scene cuts. Turn that off (x264: -sc_threshold 0; hardware encoders: scene change detection) and fix the GOP for all levels.",
			}
			if here != nil {
				finding.Message = fmt.Sprintf("%s has a key frame %s after its start where %s has none", c.chunkOf(t, x.level), shortly(clamped(here.ticks), here.scale), c.others(a))
			} else {
				finding.Message = fmt.Sprintf("%s has no key frame %s after its start where %s has one", c.chunkOf(t, x.level), shortly(clamped(there.ticks), there.scale), c.others(a))
			}
			finding.Message = strings.Replace(finding.Message, "the other levels has", "the other levels have", 1)
			to.Add("", finding)
		}
	})
}

// endTogether says whether the fragments behind these begin together too, or
// both are the last.
func (c *Case) endTogether(a *alignment, t *Track, x pair) bool {
	here, there := x.level+1, x.ref+1
	if here >= len(t.Fragments) || there >= len(a.ref.Fragments) {
		return here == len(t.Fragments) && there == len(a.ref.Fragments)
	}
	return c.line(t).moment(here).compare(c.line(a.ref).moment(there)) == 0
}

// inner is the sync samples behind the first sample, from the fragment's start.
func (f *Fragment) inner(t *Track) []moment {
	var list []moment
	for _, at := range f.Syncs {
		if at > 0 {
			list = append(list, moment{at, uint64(t.TimeScale)})
		}
	}
	return list
}

// firstDifferent finds the first key frame that only one of two chunks has; the
// other is nil.
func firstDifferent(here, there []moment) (a, b *moment, differ bool) {
	for i := range max(len(here), len(there)) {
		switch {
		case i >= len(here):
			return nil, &there[i], true
		case i >= len(there):
			return &here[i], nil, true
		}
		switch here[i].compare(there[i]) {
		case -1:
			return &here[i], nil, true
		case 1:
			return nil, &there[i], true
		}
	}
	return nil, nil, false
}

// keyFrames lists the first few key frames inside a chunk.
func keyFrames(list []moment) string {
	if len(list) == 0 {
		return "no key frame after the first"
	}
	var at []string
	for _, m := range list[:min(5, len(list))] {
		at = append(at, shortly(clamped(m.ticks), m.scale))
	}
	return "key frames at " + strings.Join(at, ", ")
}

func judgeAlignOffset(c *Case, to *Reporter) {
	c.each(func(a *alignment, t *Track, p pairing) {
		for _, x := range p.same {
			f, ref := &t.Fragments[x.level], &a.ref.Fragments[x.ref]
			if f.Samples == 0 || ref.Samples == 0 || offset(f.First, t).compare(offset(ref.First, a.ref)) == 0 {
				continue
			}
			wanted := ref.First
			if t.TimeScale != a.ref.TimeScale {
				wanted = int64(float64(ref.First) * float64(t.TimeScale) / float64(a.ref.TimeScale))
			}
			d := t.Off(f.First - wanted)
			to.Add("", Finding{
				Message: fmt.Sprintf("the first frame of %s is shown %s %s after decoding than that of %s", c.chunkOf(t, x.level), d.words(), later(d.Ticks), c.others(a)),
				Place:   t.At(x.level), Off: d,
				Measured: "composition offset " + seconds(f.First, uint64(t.TimeScale)),
				Expected: seconds(ref.First, uint64(a.ref.TimeScale)),
				Hint:     "The levels use different numbers of B-frames, often because one has the baseline profile. Give all the same -bf and the same profile.",
			})
		}
	})
}

// offset is a composition offset as a moment: moments have no sign, so that it
// counts from long before 0.
func offset(ticks int64, t *Track) moment {
	const longBefore = 1 << 24 // seconds
	return moment{uint64(max(0, ticks+longBefore*int64(t.TimeScale))), uint64(t.TimeScale)}
}
