package check

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// portion is a stretch of a track's fragments, the work of one goroutine at a
// time. Of plain files it is the whole track: their tables are walked in order.
type portion struct {
	track    *Track
	from, to int
}

// portionSize is how many fragments a portion has: enough to read ahead, few
// enough to keep all processors busy to the end.
const portionSize = 64

// everyFragment reads every fragment of every track.
func (g *gathering) everyFragment(ctx context.Context) error {
	list := g.portions()
	var next atomic.Int64
	work, ctx := errgroup.WithContext(ctx)
	for range min(runtime.GOMAXPROCS(0), len(list)) {
		work.Go(func() error {
			w := &worker{g: g}
			for n := next.Add(1) - 1; n < int64(len(list)); n = next.Add(1) - 1 {
				if err := w.take(ctx, list[n]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return work.Wait()
}

func (g *gathering) portions() []portion {
	var list []portion
	for _, f := range g.c.Files {
		for _, t := range f.Tracks {
			g.total += int64(len(t.Fragments))
			size := portionSize
			if !f.Media.Fragmented {
				size = max(1, len(t.Fragments))
			}
			for from := 0; from < len(t.Fragments); from += size {
				list = append(list, portion{t, from, min(from+size, len(t.Fragments))})
			}
		}
	}
	return list
}

// worker gathers portions one after the other and keeps its buffers.
type worker struct {
	g      *gathering
	track  *Track
	reader *media.RunReader
	bytes  readAhead
	units  unitReader
	stride int // of the fragments in which every sample is looked at
}

// lookedAt is of how many samples of a track the NAL units are read at least. Of
// longer tracks, evenly spread fragments are read whole, and of all others what
// could be a key frame: the first sample, those flagged, and large ones.
const lookedAt = 8_192

// take reads every moof of a portion, and lets the rules see it.
func (w *worker) take(ctx context.Context, p portion) error {
	w.open(ctx, p.track)
	for n := p.from; n < p.to; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := Sight{Track: p.track, N: n, Fragment: &p.track.Fragments[n], units: &w.units, bytes: &w.bytes}
		w.units.every = w.g.c.thorough || n%w.stride == 0
		w.bytes.expect(s.Fragment, w.units.every && w.units.family != nil, w.stride == 1)
		if s.Run, s.Err = w.reader.Run(s.Fragment.Fragment); s.Err != nil {
			s.Run = nil
		}
		s.fill()
		s.hearSplices()
		s.hearCaptions()
		for _, j := range w.g.fragments {
			j.rule.fragment(w.g.c, &s, j.to)
		}
	}
	w.g.tell(int64(p.to - p.from))
	return ctx.Err()
}

// open turns to another track.
func (w *worker) open(ctx context.Context, t *Track) {
	if w.track == t {
		return
	}
	w.track = t
	w.bytes.open(source.WithContext(ctx, t.File.Media.Source))
	w.reader = t.File.Media.RunReaderFrom(ctx, &w.bytes)
	w.units.open(t, &w.bytes)
	samples := 0
	for i := range t.Fragments {
		samples += int(t.Fragments[i].Samples)
	}
	w.stride = max(1, (samples+lookedAt-1)/lookedAt)
}

// tell counts fragments that are done.
func (g *gathering) tell(more int64) {
	if g.progress == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done += more
	g.progress(g.done, g.total)
}
