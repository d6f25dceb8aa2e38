package media

import (
	"context"
	"fmt"
	"iter"
)

// Samples walks once over the samples of a track of a plain MP4 in decode
// order, from its sample tables (ISO/IEC 14496-12 8.6, 8.7). Composition is that
// of the ctts, before any edit list. A track without stss has sync samples only.
// An error ends the walk; so do tables or a file that are too short, silently,
// as the problems of Fragments tell of them. Fragmented files have no samples
// here: see Run.
func (f *File) Samples(ctx context.Context, trackID uint32) iter.Seq2[Sample, error] {
	return func(yield func(Sample, error) bool) {
		track, ok := f.Track(trackID)
		if !ok || f.Fragmented || f.moov == nil {
			return
		}
		s, err := f.samplesOf(track)
		if err != nil {
			yield(Sample{}, fmt.Errorf("%s: %w", f.Source.Name(), err))
			return
		}
		w := walkedSamples{samples: s}
		for n := range s.count {
			if n%65536 == 0 && ctx.Err() != nil {
				yield(Sample{}, ctx.Err())
				return
			}
			sample, ok := w.next(n, f.Source.Size())
			if !ok || !yield(sample, nil) {
				return
			}
		}
	}
}

// walkedSamples is a walk over the samples, one after the other.
type walkedSamples struct {
	*samples
	key int // row of the sync sample to come
}

// next is the n-th sample; false where there is none within the file.
func (w *walkedSamples) next(n uint64, fileSize int64) (Sample, bool) {
	if !w.chunks.place() {
		return Sample{}, false
	}
	x := Sample{Offset: w.chunks.at, Size: w.sizeOf(n), Composition: w.delays.next(), Duration: uint32(w.times.next())}
	if x.Offset < 0 || int64(x.Size) > fileSize-x.Offset {
		return Sample{}, false
	}
	w.chunks.at += int64(x.Size)
	x.Sync = w.keys == nil
	if w.keys != nil {
		for w.key < w.keys.Count() && w.keys.Uint(w.key, 0) < n+1 {
			w.key++
		}
		x.Sync = w.key < w.keys.Count() && w.keys.Uint(w.key, 0) == n+1
	}
	return x, true
}
