package media

import (
	"fmt"
	"math"
	"slices"

	"smoothscope/inspect/box"
)

const maxSamples = 50 << 20 // of one track; a day of 48 kHz AAC has 4 million

// samples walks over the sample tables of one track (ISO/IEC 14496-12 8.6, 8.7)
// side by side. It never makes more samples than the chunk table has room for.
type samples struct {
	track  Track
	count  uint64
	size   uint32 // of every sample, 0 where they differ
	sizes  *box.Table
	keys   *box.Table // stss; nil where every sample is a key
	cuts   []uint64   // times to cut at where there are no keys
	times  runs       // stts
	delays runs       // ctts
	chunks chunks
	start  int64  // media time at which the presentation starts, by the edit list
	note   string // what was wrong
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

// chunks walks over the chunks of a track.
type chunks struct {
	offsets *box.Table // stco or co64
	samples *box.Table // stsc
	next    int        // chunk to start next
	row     int        // of samples
	left    uint64     // samples left in the chunk that was started
	at      int64      // where the next sample of it lies
}

// place is where the next sample lies; false when there is no chunk for it.
// Whoever takes it adds its size to at.
func (c *chunks) place() bool {
	for c.left == 0 {
		if c.next >= c.offsets.Count() {
			return false
		}
		for c.row+1 < c.samples.Count() && c.samples.Uint(c.row+1, 0) <= uint64(c.next)+1 {
			c.row++
		}
		c.at, c.left = int64(min(c.offsets.Uint(c.next, 0), math.MaxInt64)), c.samples.Uint(c.row, 1)
		c.next++
	}
	c.left--
	return true
}

func (f *File) samplesOf(track Track) (*samples, error) {
	i := slices.IndexFunc(f.Tracks, func(t Track) bool { return t.ID == track.ID })
	tree, trak := f.moov.tree, f.moov.tracks[i]
	stbl := tree.Child(trak, "mdia", "minf", "stbl")
	table := func(kind string) *box.Table {
		if n := tree.Child(stbl, kind); stbl >= 0 && n >= 0 {
			return fieldsOf(tree, n).Table("entries")
		}
		return nil
	}
	s := &samples{track: track, keys: table("stss")}
	s.times.table, s.delays.table = table("stts"), table("ctts")
	s.chunks = chunks{offsets: table("stco"), samples: table("stsc")}
	if s.chunks.offsets == nil {
		s.chunks.offsets = table("co64")
	}
	for _, kind := range []string{"stsz", "stz2"} {
		if n := tree.Child(stbl, kind); stbl >= 0 && n >= 0 {
			d := fieldsOf(tree, n)
			s.size, s.count, s.sizes = uint32(d.Uint("sample_size")), d.Uint("sample_count"), d.Table("entries")
		}
	}
	if s.size == 0 {
		s.count = uint64(s.sizes.Count())
	}
	if s.chunks.samples.Count() == 0 || s.chunks.offsets.Count() == 0 {
		s.count = 0
	}
	if s.count > maxSamples {
		return nil, fmt.Errorf("track %d claims %d samples, more than any file needs", track.ID, s.count)
	}
	if elst := tree.Child(trak, "edts", "elst"); elst >= 0 {
		s.start = firstMediaTime(fieldsOf(tree, elst).Table("entries"))
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

func (s *samples) sizeOf(n uint64) uint32 {
	if s.size != 0 {
		return s.size
	}
	return uint32(s.sizes.Uint(int(n), 0))
}
