package check

import (
	"fmt"

	"smoothscope/inspect/asset"
)

func crossExtra() *Rule {
	return &Rule{
		ID: "X-CHUNK-EXTRA", Title: "A file has fragments that the manifest does not list", Severity: Error,
		// A live window lists the end of what is stored.
		In: map[Profile]Severity{Ingest: Info, Archive: Warning},
		Help: "What the manifest does not list is never played: the recording ends early or has a hole. " +
			"Usually the manifest was made before the encoder had finished, or from another level. Make it again from the media.",
		Clause: "MS-SSTR 2.2.2.6",
		whole: func(c *Case, to *Reporter) {
			if c.Client != nil && c.Client.Doc.Live {
				return
			}
			each := c.gatherFits(func(f *fit) []int { return f.extra })
			for _, e := range each {
				t, n := e.fit.track, e.list[0]
				p := t.At(n)
				p.Stream, p.Level = e.stream, e.level
				s := &c.Asset.Streams[e.stream]
				to.Add("", Finding{
					Place: p, Count: len(e.list), More: e.more(func(n int) Place { return t.At(n) }),
					Message: fmt.Sprintf("%s has %s that the manifest does not list, the first at %s", e.whose(c), count(len(e.list), "fragment", "fragments"),
						clockText(t.Fragments[n].Time, uint64(t.TimeScale))),
					Measured: count(len(t.Fragments), "fragment", "fragments") + " in the file", Expected: count(len(s.Chunks), "chunk", "chunks") + ", as the manifest lists",
					Hint: "Make the client manifest again from the media.",
				})
			}
		},
	}
}

func crossMissing() *Rule {
	return &Rule{
		ID: "X-CHUNK-MISS", Title: "The manifest lists chunks that a file does not have", Severity: Error,
		Help: "A player asks for each chunk that the manifest lists, and stops or skips where the answer is 404. " +
			"Usually the manifest belongs to a longer version, a copy of the file was cut short, or the encoder lost some. Make the manifest again from the media, or encode the level again.",
		Clause: "MS-SSTR 2.2.2.6",
		whole: func(c *Case, to *Reporter) {
			// Where the file is damaged, that is the cause.
			each := c.gatherFits(func(f *fit) []int {
				if f.track.Index.Broken > 0 {
					return nil
				}
				return f.missing
			})
			for _, e := range each {
				s, n := &c.Asset.Streams[e.stream], e.list[0]
				at := func(n int) Place {
					p := InStream(e.stream, e.level).AtChunk(n, s.Chunks[n].Time)
					p.File = e.fit.track.File.Member.Path
					return p
				}
				to.Add("", Finding{
					Place: at(n), Count: len(e.list), More: e.more(at),
					Message: fmt.Sprintf("%s has no fragment for chunk %d, which the manifest lists at %s: players that ask for it get 404%s",
						e.whose(c), n, clockText(s.Chunks[n].Time, s.TimeScale), several(len(e.list))),
					Measured: count(len(e.fit.track.Fragments), "fragment", "fragments") + " in the file", Expected: count(len(s.Chunks), "chunk", "chunks") + ", as the manifest lists",
					Hint: "Is the manifest that of a longer version, or was the copy of the file cut short? Make the manifest again from the media.",
				})
			}
		},
	}
}

// misfit is what is wrong with the chunks of one level, or of a stream all of
// whose levels have the same fault: then the manifest is the cause.
type misfit struct {
	stream, level int // level is -1 for all
	fit           *fit
	list          []int // ordinals, never empty
}

// gatherFits lists what a choice of each fit is not empty of.
func (c *Case) gatherFits(choose func(*fit) []int) []misfit {
	var all []misfit
	levels := map[int]int{}
	c.fits(func(stream, level int, f *fit) {
		levels[stream]++
		if list := choose(f); len(list) > 0 {
			all = append(all, misfit{stream, level, f, list})
		}
	})
	var out []misfit
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].stream == all[from].stream {
			to++
		}
		if same := all[from:to]; len(same) > 1 && len(same) == levels[same[0].stream] && alike(same) {
			one := same[0]
			one.level = -1
			out = append(out, one)
		} else {
			for _, m := range same {
				if !c.misaligned(m.fit.track) { // which other rules tell
					out = append(out, m)
				}
			}
		}
		from = to
	}
	return out
}

func alike(all []misfit) bool {
	for _, m := range all[1:] {
		if len(m.list) != len(all[0].list) || m.list[0] != all[0].list[0] {
			return false
		}
	}
	return true
}

func (m *misfit) whose(c *Case) string {
	if m.level < 0 {
		return fmt.Sprintf("every level of %s", c.Asset.Streams[m.stream].Name)
	}
	return fmt.Sprintf("%s (%s)", c.levelAt(m.stream, m.level), m.fit.track.File.Member.Path)
}

// more is the places after the first.
func (m *misfit) more(at func(int) Place) []Place {
	var places []Place
	for _, n := range m.list[1:min(len(m.list), 1+morePlaces)] {
		places = append(places, at(n))
	}
	return places
}

func crossTime() *Rule {
	return &Rule{
		ID: "X-TIME", Title: "The manifest lists other times than the file has", Severity: Error,
		Help: "The start time in the manifest is the address of a chunk: servers compare it to the last tick and answer 404 where no fragment has it. " +
			"Usually the manifest was made from another level, whose key frames lie elsewhere, or from an earlier version of the file. Encode all levels with fixed, closed groups of pictures, then make the manifest again.",
		Clause: "MS-SSTR 2.2.2.6, 2.2.4.4",
		whole: func(c *Case, to *Reporter) {
			c.fits(func(stream, level int, f *fit) {
				if c.misaligned(f.track) {
					return // which other rules tell
				}
				if list := f.moved; len(list) > 0 {
					c.addMoved(to, stream, level, f, list)
				} else if list := f.lasting; len(list) > 0 {
					c.addLasting(to, stream, level, f, list)
				}
			})
		},
	}
}

// addMoved reports chunks that start elsewhere.
func (c *Case) addMoved(to *Reporter, stream, level int, f *fit, list []fitPair) {
	s, t := &c.Asset.Streams[stream], f.track
	scale, first := scaleFor(s, t), list[0]
	listed, is := s.Chunks[first.chunk].Time, scale(t.Fragments[first.fragment].Time)
	off := c.offIn(s, t, int64(is-listed))
	what := "later"
	if off.Ticks < 0 {
		what = "earlier"
	}
	to.Add("", Finding{
		Place: c.fitPlace(stream, level, t, first), Count: len(list), More: c.fitPlaces(stream, level, t, list),
		Message: fmt.Sprintf("the manifest says that chunk %d of %s starts at %s; %s has it at %s, %s %s: a player that asks for it gets 404%s",
			first.chunk, c.levelAt(stream, level), clockText(listed, s.TimeScale), t.File.Member.Path, clockText(is, s.TimeScale), off.words(), what, several(len(list))),
		Measured: clockText(is, s.TimeScale), Expected: clockText(listed, s.TimeScale) + ", as the manifest lists", Off: off,
		Hint: "Were the key frames of this level set elsewhere (scene cuts, another GOP length), or is the manifest older than the file? Align the levels, then make the manifest again.",
	})
}

// addLasting reports chunks that start where they should and last otherwise.
func (c *Case) addLasting(to *Reporter, stream, level int, f *fit, list []fitPair) {
	s, t := &c.Asset.Streams[stream], f.track
	scale, first := scaleFor(s, t), list[0]
	fragment := &t.Fragments[first.fragment]
	listed, is := s.Chunks[first.chunk].Duration, scale(max(fragment.Span, fragment.Duration))
	if fragment.Span > 0 {
		is = scale(fragment.Span)
	}
	off := c.offIn(s, t, int64(is-listed))
	to.Add("", Finding{
		Place: c.fitPlace(stream, level, t, first), Count: len(list), More: c.fitPlaces(stream, level, t, list),
		Message: fmt.Sprintf("the manifest says that chunk %d of %s lasts %s; in %s it lasts %s (%s off)%s",
			first.chunk, c.levelAt(stream, level), clockText(listed, s.TimeScale), t.File.Member.Path, clockText(is, s.TimeScale), off.words(), several(len(list))),
		Measured: clockText(is, s.TimeScale), Expected: clockText(listed, s.TimeScale) + ", as the manifest lists", Off: off,
		Hint: "The manifest was made from other media, or edited: make it again.",
	})
}

// offIn is a distance in ticks of the stream, in frames of the track.
func (c *Case) offIn(s *asset.Stream, t *Track, ticks int64) Distance {
	d := Distance{Ticks: ticks, TimeScale: s.TimeScale}
	if len(t.Fragments) > 0 && t.Fragments[0].Frame > 0 && t.TimeScale > 0 {
		d.Frames = float64(ticks) / float64(max(1, s.TimeScale)) * float64(t.TimeScale) / float64(t.Fragments[0].Frame)
	}
	return d
}

func (c *Case) fitPlace(stream, level int, t *Track, p fitPair) Place {
	place := t.At(p.fragment)
	place.Stream, place.Level = stream, level
	place.Chunk, place.Time = p.chunk, c.Asset.Streams[stream].Chunks[p.chunk].Time
	return place
}

func (c *Case) fitPlaces(stream, level int, t *Track, list []fitPair) []Place {
	var places []Place
	for _, p := range list[1:min(len(list), 1+morePlaces)] {
		places = append(places, c.fitPlace(stream, level, t, p))
	}
	return places
}
