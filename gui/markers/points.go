package markers

import (
	"context"
	"slices"

	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// points are the places where the video can be cut.
type points struct {
	chunks edit.Points
	err    error                  // why there are none
	keys   map[uint64]edit.Points // by a time in hns: the key frames near it
	cancel context.CancelFunc
}

// rate is the frames of a second, 0 where it is unknown.
func (p *points) rate() float64 {
	if p.chunks.Frame == 0 {
		return 0
	}
	return float64(p.chunks.TimeScale) / float64(p.chunks.Frame)
}

// frame is how long a frame lasts in hns, 0 where it is unknown.
func (p *points) frame() uint64 {
	return marker.Rescale(p.chunks.Frame, max(1, p.chunks.TimeScale), hns)
}

// edge is how far a place is from the nearest one where the video can be cut.
type edge struct {
	known bool
	chunk int    // the nearest chunk, by its ordinal
	moved int64  // hns from the place to the start of that chunk; negative: it is earlier
	key   *int64 // the same to the nearest key frame, where it is known and nearer
}

// best is the distance to the nearer of both.
func (e *edge) best() int64 {
	if e.key != nil {
		return *e.key
	}
	return e.moved
}

// edgeAt is the edge of a time in hns.
func (p *points) edgeAt(time uint64) edge {
	by, ok := snapTo(time, p.chunks)
	if !ok {
		return edge{}
	}
	e := edge{known: true, chunk: by.Index, moved: toHNS(by.Moved, p.chunks.TimeScale)}
	if keys, ok := p.keys[time]; ok {
		if near, ok := snapTo(time, keys); ok {
			if moved := toHNS(near.Moved, keys.TimeScale); abs(moved) < abs(e.moved) {
				e.key = &moved
			}
		}
	}
	return e
}

// snapTo is the point nearest to a time in hns.
func snapTo(time uint64, p edit.Points) (marker.Snapped, bool) {
	if p.TimeScale == 0 {
		return marker.Snapped{}, false
	}
	return marker.Snap(marker.Rescale(time, hns, p.TimeScale), p.Times, p.Frame)
}

func toHNS(ticks int64, scale uint64) int64 {
	if ticks < 0 {
		return -int64(marker.Rescale(uint64(-ticks), scale, hns))
	}
	return int64(marker.Rescale(uint64(ticks), scale, hns))
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// exact tells a distance that is none: less than half a frame, or of a
// millisecond where a frame's length is unknown.
func (p *points) exact(distance int64) bool {
	if frame := int64(p.frame()); frame > 0 {
		return abs(distance) < (frame+1)/2
	}
	return abs(distance) < hns/1000
}

// mostKeys is for how many markers the key frames near them are looked up.
const mostKeys = 500

// findPoints looks up where the video of the asset can be cut, beside the window.
func (r *Room) findPoints() {
	if r.points.cancel != nil {
		r.points.cancel()
		r.points.cancel = nil
	}
	if r.asset == nil || r.asset.URL != "" {
		return
	}
	a := r.asset
	times := r.offTimes()
	found := points{keys: map[uint64]edit.Points{}}
	r.points.cancel = r.run.Do(func(ctx context.Context) {
		found.chunks, found.err = edit.ChunkPoints(ctx, a)
		for _, at := range times {
			if by, ok := snapTo(at, found.chunks); !ok || by.Moved == 0 || ctx.Err() != nil {
				continue
			}
			if keys, err := edit.KeyPoints(ctx, a, at, hns); err == nil {
				found.keys[at] = keys
			}
		}
	}, func() {
		if found.err != nil && len(r.points.chunks.Times) > 0 {
			found.chunks = r.points.chunks // the asset is being opened anew
		}
		r.points = found
		r.judge()
		r.strip.note()
	})
}

// offTimes are the times of the markers, in hns, once each.
func (r *Room) offTimes() []uint64 {
	var times []uint64
	for i := range r.view.rows {
		times = append(times, r.view.rows[i].time())
	}
	slices.Sort(times)
	times = slices.Compact(times)
	return times[:min(len(times), mostKeys)]
}

// nearKeys finds the key frames near some times, beside the window, and calls
// then with the nearest of each; a time without one stays as it is.
func (r *Room) nearKeys(times []uint64, then func(map[uint64]uint64, error)) context.CancelFunc {
	a := r.asset
	out := map[uint64]uint64{}
	var failed error
	return r.run.Do(func(ctx context.Context) {
		for _, at := range times {
			keys, err := edit.KeyPoints(ctx, a, at, hns)
			if err != nil {
				failed = err
				continue
			}
			if by, ok := snapTo(at, keys); ok {
				out[at] = marker.Rescale(by.Time, keys.TimeScale, hns)
			}
		}
	}, func() { then(out, failed) })
}

// measure says how far the markers are from where the video can be cut.
func (v *view) measure(p *points) {
	for i := range v.rows {
		v.rows[i].edge = p.edgeAt(v.rows[i].time())
	}
}
