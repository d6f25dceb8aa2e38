package asset

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// Location is where one chunk of one level lies.
type Location struct {
	Chunk    int    // ordinal in the stream; -1 for a fragment that the manifest does not list
	Time     uint64 // ticks of the stream: the key in the URL
	Duration uint64 // ticks; 0 where unknown
	Member   string // path of the media member
	Offset   int64  // of the moof, in bytes from the start of the file
	MoofSize int64
	Size     int64 // from the moof to the end of its mdat
	Missing  error // why there are no bytes; nil when there are
}

// Located is the chunks of one level by time: those of the manifest, and
// fragments that it does not list.
type Located struct {
	Locations []Location
	Warnings  []string // what was tolerated
	Problems  []string // what was not
	Broken    int      // how much: chunks without bytes, fragments left out
}

// tolerance is how far a fragment's time may be from the chunk's, in ticks:
// encoders round each level on its own.
const tolerance = 3

// Locate finds the bytes of every chunk of a level. Streams whose data is in
// the manifest have none.
func (a *Asset) Locate(ctx context.Context, stream, level int) (*Located, error) {
	s, l := &a.Streams[stream], &a.Streams[stream].Levels[level]
	if a.URL != "" {
		return nil, fmt.Errorf("%s: %w", source.Shown(a.URL), ErrRemote)
	}
	if s.Embedded {
		return &Located{}, nil
	}
	if l.File == "" {
		return missing(s, errors.New(l.why)), nil
	}
	if m, _ := a.Member(l.File); !m.Present {
		return missing(s, errAbsent(l.File)), nil
	}
	file, err := a.Media(ctx, l.File)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return missing(s, plain(err)), nil
	}
	if !file.Fragmented {
		return nil, fmt.Errorf("%s: %w", l.File, ErrUnfragmented)
	}
	index, err := file.Fragments(ctx, l.TrackID)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return missing(s, err), nil
	}
	track, _ := file.Track(l.TrackID)
	return match(s, l, index, uint64(track.TimeScale)), nil
}

func errAbsent(path string) error {
	return fmt.Errorf("%s: is missing, though the server manifest names it: put it into the folder of the asset", path)
}

// missing is a level none of whose chunks has bytes, for one reason.
func missing(s *Stream, why error) *Located {
	at := &Located{Broken: max(1, len(s.Chunks)), Problems: []string{why.Error()}}
	for i, c := range s.Chunks {
		at.Locations = append(at.Locations, Location{Chunk: i, Time: c.Time, Duration: c.Duration, Missing: why})
	}
	return at
}

// match joins the chunks of a stream with the fragments of one level: by the
// exact time, else within the tolerance, else, when all are off by the same
// amount, by their order. scale is the ticks per second of the fragments.
func match(s *Stream, l *Level, index *media.Index, scale uint64) *Located {
	out := &Located{Broken: index.Broken}
	fragments := inScaleOf(s, index.Fragments, scale)
	for _, w := range index.Warnings {
		out.Warnings = append(out.Warnings, l.File+": "+w)
	}
	for _, p := range index.Problems {
		out.Problems = append(out.Problems, l.File+": "+p)
	}
	if len(fragments)+len(index.Problems)+len(s.Chunks) == 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("%s: track %d has no fragments", l.File, l.TrackID))
	}
	if shift, ok := shifted(s.Chunks, fragments); ok {
		out.Warnings = append(out.Warnings, fmt.Sprintf(
			"%s: all fragments of track %d start %+d ticks from where the manifest lists them; joined by their order", l.File, l.TrackID, shift))
		for i, f := range fragments {
			out.Locations = append(out.Locations, locationOf(l.File, i, s.Chunks[i], f))
		}
		return out
	}
	taken := make([]bool, len(fragments))
	for i, c := range s.Chunks {
		at, ok := nearest(fragments, taken, c.Time)
		if !ok {
			out.Broken++
			out.Locations = append(out.Locations, Location{Chunk: i, Time: c.Time, Duration: c.Duration, Member: l.File,
				Missing: fmt.Errorf("%s: no fragment of track %d starts at %d", l.File, l.TrackID, c.Time)})
			continue
		}
		taken[at] = true
		out.Locations = append(out.Locations, locationOf(l.File, i, c, fragments[at]))
	}
	for i, f := range fragments {
		if !taken[i] {
			extra := locationOf(l.File, -1, manifest.Chunk{Time: f.Time, Duration: f.Duration}, f)
			out.Locations = append(out.Locations, extra)
		}
	}
	out.explain(s, l)
	slices.SortStableFunc(out.Locations, func(a, b Location) int { return cmp.Compare(a.Time, b.Time) })
	return out
}

// inScaleOf is the fragments with their times in the stream's ticks. Where the
// media count otherwise but the manifest took their numbers over as they are,
// these stay.
func inScaleOf(s *Stream, fragments []media.Fragment, scale uint64) []media.Fragment {
	if scale == 0 || scale == s.TimeScale || len(s.Chunks) == 0 || len(fragments) == 0 {
		return fragments
	}
	scaled := slices.Clone(fragments)
	for i := range scaled {
		scaled[i].Time = media.Rescale(scaled[i].Time, scale, s.TimeScale)
		scaled[i].Duration = media.Rescale(scaled[i].Duration, scale, s.TimeScale)
	}
	if hits(s.Chunks, scaled) > hits(s.Chunks, fragments) {
		return scaled
	}
	return fragments
}

// hits counts the chunks that have a fragment.
func hits(chunks []manifest.Chunk, fragments []media.Fragment) int {
	n, taken := 0, make([]bool, len(fragments))
	for _, c := range chunks {
		if at, ok := nearest(fragments, taken, c.Time); ok {
			taken[at] = true
			n++
		}
	}
	return n
}

func locationOf(file string, n int, c manifest.Chunk, f media.Fragment) Location {
	duration := c.Duration
	if duration == 0 {
		duration = f.Duration
	}
	return Location{Chunk: n, Time: c.Time, Duration: duration, Member: file,
		Offset: f.Offset, MoofSize: f.MoofSize, Size: f.Size}
}

// nearest is the free fragment at that time, or the closest within the tolerance.
func nearest(fragments []media.Fragment, taken []bool, time uint64) (int, bool) {
	from, _ := slices.BinarySearchFunc(fragments, time-min(time, tolerance),
		func(f media.Fragment, t uint64) int { return cmp.Compare(f.Time, t) })
	best, off := -1, uint64(tolerance+1)
	for i := from; i < len(fragments); i++ {
		d := distance(fragments[i].Time, time)
		if d > tolerance {
			break
		}
		if d < off && !taken[i] {
			best, off = i, d
		}
	}
	return best, best >= 0
}

func distance(a, b uint64) uint64 { return max(a, b) - min(a, b) }

// shifted says whether all fragments are off by one amount beyond the
// tolerance, as when a manifest does not give the first time.
func shifted(chunks []manifest.Chunk, fragments []media.Fragment) (int64, bool) {
	if len(chunks) == 0 || len(chunks) != len(fragments) {
		return 0, false
	}
	shift := int64(fragments[0].Time - chunks[0].Time)
	if distance(fragments[0].Time, chunks[0].Time) <= tolerance {
		return 0, false
	}
	for i, c := range chunks {
		if distance(uint64(int64(c.Time)+shift), fragments[i].Time) > tolerance {
			return 0, false
		}
	}
	return shift, true
}

// explain says in one line each what the manifest and the file do not share.
func (o *Located) explain(s *Stream, l *Level) {
	lost, extra, first, firstExtra := 0, 0, uint64(0), uint64(0)
	for _, at := range o.Locations {
		switch {
		case at.Missing != nil:
			if lost++; lost == 1 {
				first = at.Time
			}
		case at.Chunk < 0:
			if extra++; extra == 1 {
				firstExtra = at.Time
			}
		}
	}
	if lost > 0 {
		o.Problems = append(o.Problems, fmt.Sprintf("%s: %d of %d chunks of %s %s have no fragment in track %d, the first at %d",
			l.File, lost, len(s.Chunks), s.Name, l.BitrateKey, l.TrackID, first))
	}
	if extra > 0 {
		o.Warnings = append(o.Warnings, fmt.Sprintf("%s: the manifest does not list %d fragments of track %d, the first at %d",
			l.File, extra, l.TrackID, firstExtra))
	}
}
