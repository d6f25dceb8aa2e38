package report

import (
	"fmt"
	"html/template"
	"strings"

	"smoothscope/inspect/check"
)

// The measures of the drawing, in its own units.
const (
	labels   = 130
	axis     = 1000
	tall     = 26
	rowGap   = 8
	top      = 26
	minLabel = 70
)

// timeline is the drawing of all lanes.
type timeline struct {
	Width, Height int
	Lanes         []lane
	Marks         []mark
}

// lane is one level. Fine, Warn and Bad are paths of its fragments, Keys of its
// key frames: thousands of them are one element.
type lane struct {
	Title, Sub, Kind      string
	Y, Middle, SubY       int
	Fine, Warn, Bad, Keys template.HTMLAttr
}

// mark is a label of the ruler.
type mark struct {
	X    int
	Text string
}

// scale puts times of any scale on the axis.
type scale struct {
	from, to float64 // seconds
}

func (s scale) x(ticks, per uint64) float64 {
	at := float64(ticks) / float64(max(1, per))
	return labels + (at-s.from)/max(s.to-s.from, 0.001)*axis
}

func newTimeline(r *check.Report) timeline {
	s := extent(r)
	t := timeline{Width: labels + axis + 10, Height: top}
	for i := range r.Streams {
		stream := &r.Streams[i]
		if stream.Embedded {
			continue
		}
		for n := range stream.Levels {
			if len(stream.Levels[n].Fragments) > 0 {
				t.Lanes = append(t.Lanes, newLane(stream, &stream.Levels[n], s, t.Height))
				t.Height += tall + rowGap
			}
		}
	}
	if len(t.Lanes) > 0 {
		t.Marks = marks(s)
	}
	return t
}

// extent is the time that all fragments cover.
func extent(r *check.Report) scale {
	s, first := scale{}, true
	for _, stream := range r.Streams {
		for _, l := range stream.Levels {
			for _, f := range l.Fragments {
				from, to := float64(f.Time)/float64(max(1, l.TimeScale)), float64(f.End())/float64(max(1, l.TimeScale))
				if first {
					s, first = scale{from, to}, false
				}
				s.from, s.to = min(s.from, from), max(s.to, to)
			}
		}
	}
	return s
}

func newLane(stream *check.StreamFacts, level *check.LevelFacts, s scale, y int) lane {
	l := lane{Title: stream.Name, Sub: check.Rate(level.Bitrate), Kind: stream.Type, Y: y, Middle: y + 12, SubY: y + 24}
	if stream.Language != "" && stream.Language != "und" {
		l.Title += " " + stream.Language
	}
	var fine, warn, bad, keys path
	for n := range level.Fragments {
		f := &level.Fragments[n]
		from, to := s.x(f.Time, level.TimeScale), s.x(f.End(), level.TimeScale)
		switch level.Marks[n] {
		case check.Error:
			bad.block(from, to, y)
		case check.Warning:
			warn.block(from, to, y)
		default:
			fine.block(from, to, y)
		}
		for _, at := range f.Syncs {
			keys.line(s.x(f.Time+at, level.TimeScale), y)
		}
	}
	l.Fine, l.Warn, l.Bad, l.Keys = fine.attr(), warn.attr(), bad.attr(), keys.attr()
	return l
}

// path gathers shapes. Those that fall on one unit of the axis are drawn once.
type path struct {
	strings.Builder
	drawn float64
}

func (p *path) block(from, to float64, y int) {
	if to-from < 1 && to <= p.drawn {
		return
	}
	to = max(to, from+1)
	fmt.Fprintf(p, "M%.1f %dh%.1fv%dh%.1fz", from, y, max(0.6, to-from-0.6), tall, -max(0.6, to-from-0.6))
	p.drawn = to
}

func (p *path) line(x float64, y int) {
	if x < p.drawn+1 {
		return
	}
	fmt.Fprintf(p, "M%.1f %dv%d", x, y, tall)
	p.drawn = x
}

// attr is the path as an attribute: it holds numbers and path commands only.
func (p *path) attr() template.HTMLAttr {
	return template.HTMLAttr(`d="` + p.String() + `"`) //nolint:gosec // made of numbers above
}

// marks are the labels of the ruler.
func marks(s scale) []mark {
	steps := []float64{0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200, 86400}
	step := steps[len(steps)-1]
	for _, candidate := range steps {
		if candidate/max(s.to-s.from, 0.001)*axis >= minLabel {
			step = candidate
			break
		}
	}
	var list []mark
	for n := 0; float64(n)*step <= s.to-s.from && n < 200; n++ {
		at := float64(n) * step
		list = append(list, mark{X: labels + int(at/max(s.to-s.from, 0.001)*axis), Text: clock(at)})
	}
	return list
}

// clock is seconds as a clock shows them.
func clock(s float64) string {
	if s < 60 {
		return fmt.Sprintf("%g s", s)
	}
	n := int(s)
	if n < 3600 {
		return fmt.Sprintf("%d:%02d", n/60, n%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
}
