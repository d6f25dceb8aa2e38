package check

import (
	"fmt"

	"smoothscope/inspect/media"
)

// causeOf is what usually makes a level lie beside the others as this one does,
// and what to do.
func (c *Case) causeOf(a *alignment, t *Track, p pairing) string {
	if a.why == byNothing {
		return c.bothWays(a, t)
	}
	level, ref := c.line(t), c.line(a.ref)
	switch {
	case len(p.moved) == 0 && len(p.extra) == 0:
		return missingWhy(level, ref, p)
	case t.Kind != media.Video:
		return "The levels were cut at different samples. Pack all of them in one go with the same fragment duration (ffmpeg: -frag_duration)."
	case level.irregular() && !ref.irregular():
		low, high := level.spread()
		return fmt.Sprintf("Its chunks last between %s and %s, the others %s: its encoder sets key frames at scene cuts. Turn that off (x264: -sc_threshold 0) and fix the GOP: -g %s -keyint_min %s.",
			level.gop(low), level.gop(high), ref.gop(ref.usual()), ref.gopNumber(), ref.gopNumber())
	case !level.sameSteps(ref):
		return fmt.Sprintf("Its GOP is %s, that of the others %s. Encode it again with the same: -g %s -keyint_min %s -sc_threshold 0.",
			level.gop(level.usual()), ref.gop(ref.usual()), ref.gopNumber(), ref.gopNumber())
	case c.constant(a, t, p):
		if len(p.same) == 0 {
			return "The whole level is moved by the same time: its encoder was started later, or its input was cut elsewhere. Encode all levels in one go from one input."
		}
		return "From there on the level is moved by the same time: its encoder lost or repeated frames there. Encode all levels in one go with a constant frame rate."
	}
	return "The levels were not encoded together with one fixed, closed GOP. Encode all of them in one go: same -g and -keyint_min, -sc_threshold 0."
}

// bothWays is for two levels of which neither can be called right.
func (c *Case) bothWays(a *alignment, t *Track) string {
	level, ref := c.line(t), c.line(a.ref)
	if level.sameSteps(ref) {
		return "Which of the two is wrong cannot be told. Encode both in one go from one input."
	}
	return fmt.Sprintf("The GOP is %s in %s and %s in %s. Choose one and encode both with it: the same -g and -keyint_min, -sc_threshold 0.",
		level.gop(level.usual()), c.level(t), ref.gop(ref.usual()), c.level(a.ref))
}

func missingWhy(level, ref *line, p pairing) string {
	last := p.missing[len(p.missing)-1] == ref.byTime[len(ref.byTime)-1]
	first := p.missing[0] == ref.byTime[len(ref.byTime)-len(p.missing)]
	if last && first {
		return "The end is missing: the encode was stopped, not flushed, or the copy was cut short. Copy or encode the level again."
	}
	if p.missing[len(p.missing)-1] == len(p.missing)-1 && len(level.begins) > 0 {
		return "The beginning is missing: the encoder of this level was started later. Encode all levels in one go."
	}
	return "Fragments were lost in between, by the recorder or by a tool that joined files. Make the level again from its source."
}

// irregular says that a fifth of the chunks or more does not last as usual.
func (l *line) irregular() bool { return l.unsteady()*5 >= max(1, len(l.byTime)-1) }

// spread is the shortest and the longest step.
func (l *line) spread() (low, high int64) {
	for i, step := range l.steps() {
		if i == 0 || step < low {
			low = step
		}
		high = max(high, step)
	}
	return low, high
}

// sameSteps says whether the usual chunk lasts equally long.
func (l *line) sameSteps(other *line) bool {
	a := moment{uint64(max(0, l.usual())), uint64(l.track.TimeScale)}
	b := moment{uint64(max(0, other.usual())), uint64(other.track.TimeScale)}
	return a.compare(b) == 0
}

// gop is a length of a chunk in words.
func (l *line) gop(step int64) string { return l.track.Off(step).words() }

// gopNumber is the usual chunk in frames, for a command.
func (l *line) gopNumber() string {
	if l.frame() == 0 {
		return "N"
	}
	return fmt.Sprint((l.usual() + l.frame()/2) / l.frame())
}

// constant says whether all moved fragments are moved by the same time.
func (c *Case) constant(a *alignment, t *Track, p pairing) bool {
	first := int64(0)
	for i, x := range p.moved {
		d := c.distance(t, c.line(t).moment(x.level), c.line(a.ref).moment(x.ref)).Ticks
		if i == 0 {
			first = d
		}
		if !t.same(d, first) {
			return false
		}
	}
	return len(p.moved) > 0
}
