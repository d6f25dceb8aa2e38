package asset

import (
	"cmp"
	"fmt"
	"slices"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// build makes the client manifest that the tracks would have, and the streams
// from it.
func (a *Asset) build(tracks []*found) {
	c := &manifest.Client{MajorVersion: 2, MinorVersion: 0, TimeScale: manifest.DefaultTimeScale}
	groups := group(tracks)
	for _, g := range groups {
		slices.SortStableFunc(g.tracks, func(x, y *found) int { return cmp.Compare(x.level.Bitrate, y.level.Bitrate) })
		a.distinct(g)
		s := streamOf(g)
		c.Streams = append(c.Streams, s)
		c.Duration = max(c.Duration, length(&s))
	}
	a.made = c
	a.show(nil, "")
	for i, g := range groups {
		for j, f := range g.tracks {
			l := &a.Streams[i].Levels[j]
			l.File, l.TrackID, l.BitrateFrom = f.file, f.track.ID, f.level.BitrateFrom
			l.Codec = f.level.Codec // the media know better than what a FourCC lets one guess
		}
	}
}

// distinct makes the keys of the levels differ: two with one bitrate would
// have the same addresses.
func (a *Asset) distinct(g *groupOf) {
	seen := map[string]bool{}
	for _, f := range g.tracks {
		was := f.level.Bitrate
		for f.level.BitrateKey == "" || seen[f.level.BitrateKey] {
			if f.level.BitrateKey != "" {
				f.level.Bitrate++
			}
			f.level.BitrateKey = fmt.Sprint(f.level.Bitrate)
		}
		seen[f.level.BitrateKey] = true
		if f.level.Bitrate != was {
			a.warn(fmt.Sprintf("%s: track %d has the bitrate %d of another level of %s and is addressed as %d", f.file, f.track.ID, was, g.name, f.level.Bitrate))
		}
	}
}

// length is how long a stream plays, in 100 ns.
func length(s *manifest.Stream) uint64 {
	if len(s.Chunks) == 0 {
		return 0
	}
	last := s.Chunks[len(s.Chunks)-1]
	return media.Rescale(last.Time+last.Duration-s.Chunks[0].Time, s.TimeScale, manifest.DefaultTimeScale)
}
