package caption

import (
	"fmt"
	"time"
)

// Limits are what viewers can follow.
type Limits struct {
	LineLength int           // characters in a line
	Lines      int           // lines in a cue
	Speed      float64       // characters a second
	Shortest   time.Duration // that a cue is shown
}

// Usual are limits that broadcasters ask for.
func Usual() Limits {
	return Limits{LineLength: 42, Lines: 2, Speed: 20, Shortest: 5 * time.Second / 6}
}

// Warning is one doubt about a cue.
type Warning struct {
	Cue  int
	Kind string // order, overlap, speed, length, lines, short or empty
	Text string // for people

	Other int // of an overlap: the cue that is shown already
}

// Judge tells what viewers may stumble over. A limit of 0 is none. Cues that
// are shown together from beginning to end do not count as an overlap.
func Judge(cues []Cue, l Limits) []Warning {
	var out []Warning
	last := -1 // of those before, the one that ends last
	for i, c := range cues {
		tell := func(kind, format string, args ...any) {
			out = append(out, Warning{Cue: i, Kind: kind, Text: fmt.Sprintf(format, args...), Other: max(0, last)})
		}
		if c.End <= c.Start {
			tell("order", "ends at %s, not after it begins", Clock(c.End))
		}
		if i > 0 && c.Start < cues[i-1].Start {
			tell("order", "begins before the caption above it")
		}
		if last >= 0 && c.Start < cues[last].End && (c.Start != cues[last].Start || c.End != cues[last].End) {
			tell("overlap", "begins at %s while caption %d is shown until %s", Clock(c.Start), last+1, Clock(cues[last].End))
		}
		if last < 0 || c.End > cues[last].End {
			last = i
		}
		l.judge(c, tell)
	}
	return out
}

func (l Limits) judge(c Cue, tell func(kind, format string, args ...any)) {
	text := c.Text()
	if isBlank(text) {
		tell("empty", "has no text")
		return
	}
	parts := c.LineLengths()
	for _, n := range parts {
		if l.LineLength > 0 && n > l.LineLength {
			tell("length", "a line has %d characters, more than %d", n, l.LineLength)
		}
	}
	if l.Lines > 0 && len(parts) > l.Lines {
		tell("lines", "has %d lines, more than %d", len(parts), l.Lines)
	}
	length := c.End - c.Start
	if c.End == Open || length <= 0 {
		return
	}
	if length < l.Shortest {
		tell("short", "is shown for %d ms, less than %d", length.Milliseconds(), l.Shortest.Milliseconds())
	}
	if speed := c.Speed(); l.Speed > 0 && speed > l.Speed {
		tell("speed", "asks for %.1f characters a second, more than %g", speed, l.Speed)
	}
}
