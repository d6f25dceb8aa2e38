package media

import (
	"context"
	"fmt"
	"math"
	"slices"

	"smoothscope/inspect/box"
)

const (
	maxSamples   = 50 << 20 // of one track; a day of 48 kHz AAC has 4 million
	groupSeconds = 2        // length of groups where no key frames set it
)

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

// samples walks over the sample tables of one track (ISO/IEC 14496-12 8.6, 8.7)
// side by side. It never makes more samples than the chunk table has room for.
type samples struct {
	track  Track
	count  uint64
	size   uint32 // of every sample, 0 where they differ
	sizes  *box.Table
	chunks *box.Table // stco or co64
	keys   *box.Table // stss; nil where every sample is a key
	cuts   []uint64   // times to cut at where there are no keys
	times  runs       // stts
	offset runs       // ctts
	perm   *box.Table // stsc
	start  int64      // media time at which the presentation starts, by the edit list
	note   string     // what was wrong
}

// runs walks over a table of (count, value).
type runs struct {
	table *box.Table
	row   int
	left  uint64
	value int64
}

// next is the value for the next sample; the last one holds on.
func (r *runs) next() int64 {
	for r.left == 0 && r.row < r.table.Count() {
		r.left, r.value = r.table.Uint(r.row, 0), r.table.Int(r.row, 1)
		r.row++
	}
	if r.left > 0 {
		r.left--
	}
	return r.value
}

func (f *File) samplesOf(track Track) (*samples, error) {
	i := slices.IndexFunc(f.Tracks, func(t Track) bool { return t.ID == track.ID })
	tree, trak := f.moov.tree, f.moov.tracks[i]
	stbl := tree.Child(trak, "mdia", "minf", "stbl")
	table := func(kind string) *box.Table {
		if n := tree.Child(stbl, kind); stbl >= 0 && n >= 0 {
			return tree.Fields(n).Table("entries")
		}
		return nil
	}
	s := &samples{track: track, perm: table("stsc"), chunks: table("stco"), keys: table("stss")}
	s.times.table, s.offset.table = table("stts"), table("ctts")
	if s.chunks == nil {
		s.chunks = table("co64")
	}
	for _, kind := range []string{"stsz", "stz2"} {
		if n := tree.Child(stbl, kind); stbl >= 0 && n >= 0 {
			d := tree.Fields(n)
			s.size, s.count, s.sizes = uint32(d.Uint("sample_size")), d.Uint("sample_count"), d.Table("entries")
		}
	}
	if s.size == 0 {
		s.count = uint64(s.sizes.Count())
	}
	if s.perm.Count() == 0 || s.chunks.Count() == 0 {
		s.count = 0
	}
	if s.count > maxSamples {
		return nil, fmt.Errorf("track %d claims %d samples, more than any file needs", track.ID, s.count)
	}
	if elst := tree.Child(trak, "edts", "elst"); elst >= 0 {
		s.start = firstMediaTime(tree.Fields(elst).Table("entries"))
	}
	return s, nil
}

// firstMediaTime is where the first edit that is not empty starts.
func firstMediaTime(edits *box.Table) int64 {
	column := edits.Column("media_time")
	for row := range min(edits.Count(), 64) {
		if t := edits.Int(row, column); t >= 0 {
			return t
		}
	}
	return 0
}

// collect walks over all samples and gathers them into groups. fileSize bounds
// where samples may lie.
func (s *samples) collect(ctx context.Context, fileSize int64) ([]Fragment, error) {
	groups := []Fragment{}
	chunk, permRow, inChunk, perChunk := -1, 0, uint64(0), uint64(0)
	var at, decode, began int64
	key, cut := 0, 0
	closed := func() []Fragment { return closeLast(groups, decode-began) }
	for n := range s.count {
		if n%65536 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for inChunk == perChunk {
			chunk, inChunk = chunk+1, 0
			if chunk >= s.chunks.Count() {
				s.note = fmt.Sprintf("track %d: the tables have %d samples but chunks for %d only", s.track.ID, s.count, n)
				return closed(), nil
			}
			for permRow+1 < s.perm.Count() && s.perm.Uint(permRow+1, 0) <= uint64(chunk)+1 {
				permRow++
			}
			at, perChunk = int64(min(s.chunks.Uint(chunk, 0), math.MaxInt64)), s.perm.Uint(permRow, 1)
		}
		inChunk++
		size := int64(s.sizeOf(n))
		if at < 0 || size > fileSize-at {
			s.note = fmt.Sprintf("track %d: sample %d at 0x%x (%d) with %d bytes lies outside the file; what follows is left out", s.track.ID, n+1, at, at, size)
			return closed(), nil
		}
		time := uint64(max(0, decode+s.offset.next()-s.start))
		if len(groups) == 0 || s.starts(n, time, groups[len(groups)-1].Time, &key, &cut) {
			groups = append(closed(), Fragment{Track: s.track.ID, Time: time, Offset: at})
			began = decode
		}
		groups[len(groups)-1].add(at, size)
		at += size
		decode += s.times.next()
	}
	return closed(), nil
}

func (s *samples) sizeOf(n uint64) uint32 {
	if s.size != 0 {
		return s.size
	}
	return uint32(s.sizes.Uint(int(n), 0))
}

// starts says whether the sample with that ordinal and time starts a group.
func (s *samples) starts(n, time, last uint64, key, cut *int) bool {
	switch {
	case s.keys != nil:
		for *key < s.keys.Count() && s.keys.Uint(*key, 0) < n+1 {
			*key++
		}
		return *key < s.keys.Count() && s.keys.Uint(*key, 0) == n+1
	case s.cuts != nil:
		starts := false
		for *cut < len(s.cuts) && s.cuts[*cut] <= time {
			starts = s.cuts[*cut] > last || starts
			*cut++
		}
		return starts
	}
	return time >= last+groupSeconds*uint64(s.track.TimeScale)
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

// closeLast gives the last group its duration in ticks.
func closeLast(groups []Fragment, duration int64) []Fragment {
	if len(groups) > 0 {
		last := &groups[len(groups)-1]
		last.Duration = uint64(max(0, duration))
		if last.Scattered {
			last.Size = 0
		}
	}
	return groups
}
