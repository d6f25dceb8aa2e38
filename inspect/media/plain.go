package media

import (
	"context"
	"fmt"
)

// groupSeconds is the length of groups where no key frames set it.
const groupSeconds = 2

// groups lists the groups of pictures of a track of a plain MP4, from its
// sample tables. Tracks without key frames, such as audio, are cut where those
// of the video are, else every two seconds.
func (f *File) groups(ctx context.Context, track Track) (*Index, error) {
	x := &Index{From: FromTables, Fragments: []Fragment{}}
	s, err := f.samplesOf(track)
	if err != nil {
		x.Broken++
		x.Problems = append(x.Problems, err.Error())
		return x, nil
	}
	if s.keys == nil {
		if s.cuts, err = f.cuts(ctx, track); err != nil {
			return nil, err
		}
	}
	x.Fragments, err = s.collect(ctx, f.Source.Size())
	if err != nil {
		return nil, err
	}
	if s.note != "" {
		x.Broken++
		x.Problems = append(x.Problems, s.note)
	}
	return x, nil
}

// cuts are the times, in the track's ticks, at which groups start: those of
// the first video track with key frames.
func (f *File) cuts(ctx context.Context, track Track) ([]uint64, error) {
	for _, t := range f.Tracks {
		if t.Kind != Video || t.ID == track.ID {
			continue
		}
		video, err := f.samplesOf(t)
		if err != nil || video.keys == nil {
			continue
		}
		groups, err := video.collect(ctx, f.Source.Size())
		if err != nil {
			return nil, err
		}
		cuts := []uint64{} // the first group starts with the track
		for _, g := range groups[min(1, len(groups)):] {
			cuts = append(cuts, Rescale(g.Time, uint64(t.TimeScale), uint64(track.TimeScale)))
		}
		return cuts, nil
	}
	return nil, nil
}

// collect walks over all samples and gathers them into groups. fileSize bounds
// where samples may lie.
func (s *samples) collect(ctx context.Context, fileSize int64) ([]Fragment, error) {
	g := grouping{samples: s, groups: []Fragment{}}
	for n := range s.count {
		if n%65536 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !s.chunks.place() {
			s.note = fmt.Sprintf("track %d: the tables have %d samples but chunks for %d only", s.track.ID, s.count, n)
			break
		}
		at, size := s.chunks.at, int64(s.sizeOf(n))
		if at < 0 || size > fileSize-at {
			s.note = fmt.Sprintf("track %d: sample %d at 0x%x (%d) with %d bytes lies outside the file; what follows is left out", s.track.ID, n+1, at, at, size)
			break
		}
		g.take(n, at, size)
		s.chunks.at += size
	}
	g.close()
	return g.groups, nil
}

// grouping is the groups in the making.
type grouping struct {
	*samples
	groups []Fragment
	decode int64 // time of the next sample
	began  int64 // decode time of the last group
	key    int   // row of the key frame to come
	cut    int   // index of the cut to come
}

// take puts the n-th sample into its group.
func (g *grouping) take(n uint64, at, size int64) {
	time := uint64(max(0, g.decode+g.delays.next()-g.start))
	if len(g.groups) == 0 || g.starts(n, time) {
		g.close()
		g.groups = append(g.groups, Fragment{Track: g.track.ID, Time: time, Offset: at})
		g.began = g.decode
	}
	g.groups[len(g.groups)-1].add(at, size)
	g.decode += g.times.next()
}

// starts says whether the n-th sample starts a group.
func (g *grouping) starts(n, time uint64) bool {
	last := g.groups[len(g.groups)-1].Time
	switch {
	case g.keys != nil:
		for g.key < g.keys.Count() && g.keys.Uint(g.key, 0) < n+1 {
			g.key++
		}
		return g.key < g.keys.Count() && g.keys.Uint(g.key, 0) == n+1
	case g.cuts != nil:
		starts := false
		for g.cut < len(g.cuts) && g.cuts[g.cut] <= time {
			starts = g.cuts[g.cut] > last || starts
			g.cut++
		}
		return starts
	}
	return time >= last+groupSeconds*uint64(g.track.TimeScale)
}

// add puts one sample into the group.
func (f *Fragment) add(at, size int64) {
	if at != f.Offset+f.Size {
		f.Scattered = true
	}
	if !f.Scattered {
		f.Size += size
	}
	f.Data += size
	f.Samples++
}

// close ends the last group before the next sample.
func (g *grouping) close() {
	if len(g.groups) == 0 {
		return
	}
	last := &g.groups[len(g.groups)-1]
	last.Duration = uint64(max(0, g.decode-g.began))
	if last.Scattered {
		last.Size = 0
	}
}
