package edit

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/marker"
	"smoothscope/inspect/media"
)

// Points are the times of the video that markers can be snapped to.
type Points struct {
	Times     []uint64 // ascending, ticks
	TimeScale uint64
	Frame     uint64 // ticks of a frame, 0 where no media tells
}

// ErrNoVideo says that there is nothing to snap to.
var ErrNoVideo = errors.New("has no video whose chunks a marker could be snapped to")

// ChunkPoints are the starts of the video's chunks.
func ChunkPoints(ctx context.Context, a *asset.Asset) (Points, error) {
	at, err := video(a)
	if err != nil {
		return Points{}, err
	}
	s := &a.Streams[at]
	p := Points{TimeScale: s.TimeScale}
	for _, c := range s.Chunks {
		p.Times = append(p.Times, c.Time)
	}
	slices.Sort(p.Times)
	if runs, err := runsNear(ctx, a, at, p.Times[0], 0); err == nil && len(runs) > 0 {
		p.Frame = runs[0].frame()
	}
	return p, nil
}

// KeyPoints are the times of the key frames near a time, which is in ticks of
// a scale: those of the chunk that it is in and of the two beside it.
func KeyPoints(ctx context.Context, a *asset.Asset, time, scale uint64) (Points, error) {
	at, err := video(a)
	if err != nil {
		return Points{}, err
	}
	p := Points{TimeScale: a.Streams[at].TimeScale}
	runs, err := runsNear(ctx, a, at, marker.Rescale(time, scale, p.TimeScale), 1)
	if err != nil {
		return p, err
	}
	for i := range runs {
		p.Times = append(p.Times, runs[i].keys()...)
		p.Frame = max(p.Frame, runs[i].frame())
	}
	slices.Sort(p.Times)
	p.Times = slices.Compact(p.Times)
	if len(p.Times) == 0 {
		return p, fmt.Errorf("%s: no key frame was found near there", a.Name)
	}
	return p, nil
}

// video is the stream that the others follow.
func video(a *asset.Asset) (int, error) {
	at := slices.IndexFunc(a.Streams, func(s asset.Stream) bool { return s.Type == "video" && s.Parent == "" && len(s.Chunks) > 0 })
	if at < 0 || len(a.Streams[at].Levels) == 0 {
		return 0, fmt.Errorf("%s: %w", a.Name, ErrNoVideo)
	}
	return at, nil
}

// timedRun is what a fragment holds and where the manifest says it begins.
type timedRun struct {
	time  uint64
	scale uint64 // of time
	track uint64 // ticks per second of the samples
	run   *media.Run
}

// runsNear reads the fragments of the first level that a time is in, and so
// many on each side.
func runsNear(ctx context.Context, a *asset.Asset, stream int, time uint64, beside int) ([]timedRun, error) {
	located, err := a.Locate(ctx, stream, 0)
	if err != nil {
		return nil, err
	}
	all := located.Locations
	here, found := slices.BinarySearchFunc(all, time, func(l asset.Location, time uint64) int {
		switch {
		case l.Time < time:
			return -1
		case l.Time > time:
			return 1
		}
		return 0
	})
	if !found {
		here = max(here-1, 0)
	}
	var runs []timedRun
	for i := max(here-beside, 0); i < min(here+beside+1, len(all)); i++ {
		r, err := readRun(ctx, a, stream, &all[i])
		if err != nil {
			return runs, err
		}
		runs = append(runs, r)
	}
	return runs, nil
}

func readRun(ctx context.Context, a *asset.Asset, stream int, l *asset.Location) (timedRun, error) {
	r := timedRun{time: l.Time, scale: a.Streams[stream].TimeScale}
	if l.Missing != nil {
		return r, l.Missing
	}
	id := a.Streams[stream].Levels[0].TrackID
	f, err := a.Media(ctx, l.Member)
	if err != nil {
		return r, err
	}
	index, err := f.Fragments(ctx, id)
	if err != nil {
		return r, err
	}
	if t, ok := f.Track(id); ok {
		r.track = uint64(t.TimeScale)
	}
	for _, fragment := range index.Fragments {
		if fragment.Offset == l.Offset {
			r.run, err = f.Run(ctx, fragment)
			return r, err
		}
	}
	return r, fmt.Errorf("%s: the fragment at 0x%x is not in its index", l.Member, l.Offset)
}

// keys are the presentation times of the key frames. The first sample begins
// where the manifest says that the chunk does; where the file does not say
// which samples are key frames, it is the only one.
func (r *timedRun) keys() []uint64 {
	var all []uint64
	var decoded int64
	for i, s := range r.run.Samples {
		if s.Sync && (i == 0 || r.run.Flagged) {
			shown := decoded + s.Composition - r.run.Samples[0].Composition
			all = append(all, r.time+marker.Rescale(uint64(max(shown, 0)), r.track, r.scale))
		}
		decoded += int64(s.Duration)
	}
	return all
}

// frame is how long most samples last.
func (r *timedRun) frame() uint64 {
	var all []uint32
	for _, s := range r.run.Samples {
		all = append(all, s.Duration)
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return marker.Rescale(uint64(all[len(all)/2]), r.track, r.scale)
}
