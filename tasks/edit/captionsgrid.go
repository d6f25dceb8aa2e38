package edit

import (
	"fmt"
	"time"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// grid is the times at which captions are cut.
type grid struct {
	of    *manifest.Stream
	scale uint64   // ticks per second
	edges []uint64 // the starts of the chunks and the end of the last, in ticks
}

// gridOf is that of the first video, else of the first audio, in ticks of
// textScale. Without either it has no edges.
func gridOf(c *manifest.Client) *grid {
	for _, kind := range []string{"video", "audio"} {
		for i := range c.Streams {
			if s := &c.Streams[i]; s.Type == kind && len(s.Chunks) > 0 && !s.Embedded {
				return gridFrom(s).in(textScale)
			}
		}
	}
	return &grid{of: &manifest.Stream{}, scale: textScale}
}

// gridFrom is the chunks of a stream in its own ticks.
func gridFrom(s *manifest.Stream) *grid {
	g := &grid{of: s, scale: s.TimeScale}
	for _, chunk := range s.Chunks {
		g.edges = append(g.edges, chunk.Time)
	}
	if n := len(s.Chunks); n > 0 {
		g.edges = append(g.edges, s.Chunks[n-1].Time+s.Chunks[n-1].Duration)
	}
	return g
}

// in is the grid in other ticks.
func (g *grid) in(scale uint64) *grid {
	if scale == g.scale {
		return g
	}
	other := &grid{of: g.of, scale: scale}
	for _, at := range g.edges {
		other.edges = append(other.edges, media.Rescale(at, g.scale, scale))
	}
	return other
}

// times are the edges on the time line.
func (g *grid) times() []time.Duration {
	out := make([]time.Duration, len(g.edges))
	for i, at := range g.edges {
		out[i] = ticksAt(at, g.scale)
	}
	return out
}

// ticksAt is a time in ticks as a duration.
func ticksAt(ticks, scale uint64) time.Duration {
	return time.Duration(min(media.Rescale(ticks, max(1, scale), uint64(time.Second)), uint64(caption.Open-1)))
}

// span is the first and the last edge.
func (g *grid) span() (from, to time.Duration) {
	return ticksAt(g.edges[0], g.scale), ticksAt(g.edges[len(g.edges)-1], g.scale)
}

// check says why fragments cannot be cut there.
func (g *grid) check() error {
	for i, at := range g.edges[:len(g.edges)-1] {
		if next := g.edges[i+1]; next <= at || next-at > maxSpan {
			return fmt.Errorf("chunk %d of %s does not end after it begins, or lasts for more than %d seconds", i, g.of.Title(), maxSpan/g.scale)
		}
	}
	return nil
}

// cut is the cues of each chunk, with times relative to it or, where they are
// absolute, as they are. Cues outside of all chunks are in none.
func (g *grid) cut(cues []caption.Cue, absolute bool) [][]caption.Cue {
	cues = caption.Sort(cues)
	longest := make([]time.Duration, len(cues)+1) // the last end among the cues before
	for i, c := range cues {
		longest[i+1] = max(longest[i], c.End)
	}
	times := g.times()
	end := times[len(times)-1]
	out := make([][]caption.Cue, 0, len(times)-1)
	first := 0
	for i, from := range times[:len(times)-1] {
		for first < len(cues) && longest[first+1] <= from {
			first++
		}
		list := within(cues[first:], from, times[i+1])
		for k := range list {
			c := &list[k]
			if absolute {
				c.Start, c.End = max(c.Start, times[0]), min(c.End, end)
			} else {
				c.Start, c.End = max(c.Start, from)-from, min(c.End, times[i+1])-from
			}
		}
		out = append(out, list)
	}
	return out
}

// within is the cues that are shown between two times.
func within(cues []caption.Cue, from, to time.Duration) []caption.Cue {
	var out []caption.Cue
	for _, c := range cues {
		if c.Start >= to {
			break
		}
		if c.End > from {
			out = append(out, c)
		}
	}
	return out
}

// beyondEnd tells of cues that are never shown.
func beyondEnd(doc *caption.Document, g *grid) []string {
	from, to := g.span()
	n := 0
	for _, c := range doc.Cues {
		if c.Start >= to || c.End <= from || c.End > to && c.End != caption.Open {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	many := fmt.Sprintf("%d captions lie", n)
	if n == 1 {
		many = "1 caption lies"
	}
	return []string{fmt.Sprintf("%s in whole or in part outside of the video, which lasts from %s to %s: what lies outside is left out", many, caption.Clock(from), caption.Clock(to))}
}

// reach says that no caption at all would be shown, as when they count from 0
// and the recording of a live event begins hours later.
func (g *grid) reach(doc *caption.Document) error {
	from, to := g.span()
	if len(doc.Cues) == 0 || len(within(caption.Sort(doc.Cues), from, to)) > 0 {
		return nil
	}
	return fmt.Errorf("none of the %d captions lies within the video, which lasts from %s to %s: move them first", len(doc.Cues), caption.Clock(from), caption.Clock(to))
}
