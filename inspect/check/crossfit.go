package check

import (
	"cmp"
	"slices"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// indexSlack is how many ticks of 100 ns a chunk may be from its fragment:
// the manifest is made from differences of index times.
const indexSlack = 3

// fit is how the chunks that a manifest lists and the fragments of one level
// go together.
type fit struct {
	track   *Track
	missing []int     // chunks that no fragment is for
	extra   []int     // fragments that no chunk is for
	moved   []fitPair // chunks whose fragment starts at another time
	lasting []fitPair // chunks whose fragment starts right and lasts otherwise
}

// fitPair is a chunk and its fragment, by ordinal; -1 for none.
type fitPair struct{ chunk, fragment int }

// fits are the levels of the streams that a client manifest lists, with their
// fragments. Embedded streams have none.
func (c *Case) fits(do func(stream, level int, f *fit)) {
	if !c.listed() || !c.wholeClient() {
		return
	}
	_, m := c.client()
	for i := range c.Asset.Streams {
		s := &c.Asset.Streams[i]
		if s.Embedded {
			continue
		}
		blamed := blamedChunks(&c.Client.Doc.Streams[i], &m.streams[i])
		for j := range s.Levels {
			if t := c.LevelOf(i, j); t != nil && (t.File.Media.Fragmented || len(t.Fragments) > 0) {
				do(i, j, fitOf(s, t, blamed))
			}
		}
	}
}

// blamedChunks are those that a rule about the manifest alone speaks of: that
// they do not fit the media is no second fact.
func blamedChunks(s *manifest.Stream, m *streamMarkup) map[int]bool {
	blamed := map[int]bool{}
	disorder(s, m, func(chunk int, _ uint64, _ *chunkMarkup) { blamed[chunk], blamed[chunk-1] = true, true })
	for k := range m.chunks {
		if m.timeless(k) {
			blamed[m.chunks[k].first] = true
		}
	}
	return blamed
}

// own is a fragment with its times in the ticks of the stream.
type ownTime struct {
	time     uint64
	fragment int
}

func fitOf(s *asset.Stream, t *Track, blamed map[int]bool) *fit {
	f := &fit{track: t}
	scale := scaleFor(s, t)
	if f.shifted(s, scale) {
		return f
	}
	times := ownTimes(t, scale)
	taken := make([]bool, len(t.Fragments))
	var lost []int
	for n, chunk := range s.Chunks {
		at, ok := nearestTime(times, taken, chunk.Time)
		switch {
		case ok:
			taken[at] = true
			if !blamed[n] && lastsOtherwise(chunk, &t.Fragments[at], scale) {
				f.lasting = append(f.lasting, fitPair{n, at})
			}
		case !blamed[n]:
			lost = append(lost, n)
		}
	}
	var free []int
	for n := range t.Fragments {
		if !taken[n] {
			free = append(free, n)
		}
	}
	f.sort(s, scale, lost, free, len(blamed) > 0)
	return f
}

// sort tells what is moved from what is missing or more. Chunks and fragments
// beyond the end of the other list have no partner; where chunks without a
// fragment and fragments without a chunk lie between each other, they moved.
func (f *fit) sort(s *asset.Stream, scale func(uint64) uint64, lost, free []int, blamed bool) {
	all := f.track.Fragments
	inside := func(n int) bool {
		last := &all[len(all)-1]
		return len(all) > 0 && s.Chunks[n].Time < scale(last.Time+max(last.Duration, last.Span)) && s.Chunks[n].Time >= scale(all[0].Time)
	}
	covered := func(n int) bool {
		last := s.Chunks[len(s.Chunks)-1]
		return scale(all[n].Time) < last.Time+last.Duration && scale(all[n].Time) >= s.Chunks[0].Time
	}
	var between []int
	if len(all) > 0 && len(s.Chunks) > 0 {
		for _, n := range free {
			if covered(n) {
				between = append(between, n)
			}
		}
	}
	for _, n := range lost {
		if len(all) == 0 || !inside(n) || len(between) == 0 {
			f.missing = append(f.missing, n)
			continue
		}
		f.moved = append(f.moved, fitPair{n, partner(n, free)})
	}
	if len(f.moved) > 0 || blamed {
		f.missing = nil // the first thing first: once the times are right, the ends show
		return
	}
	f.extra = free
}

// partner is the free fragment that a chunk without one means: that of its
// ordinal, else the one nearest to it.
func partner(chunk int, free []int) int {
	at, ok := slices.BinarySearch(free, chunk)
	if ok {
		return chunk
	}
	if at == len(free) || at > 0 && chunk-free[at-1] < free[at]-chunk {
		at--
	}
	return free[at]
}

// shifted tells whether all fragments start off by the same amount, as where a
// manifest does not give the time of its first chunk.
func (f *fit) shifted(s *asset.Stream, scale func(uint64) uint64) bool {
	all := f.track.Fragments
	if len(all) == 0 || len(all) != len(s.Chunks) {
		return false
	}
	by := int64(scale(all[0].Time) - s.Chunks[0].Time)
	if by >= -indexSlack && by <= indexSlack {
		return false
	}
	var pairs []fitPair
	for n, chunk := range s.Chunks {
		if off := int64(scale(all[n].Time)-chunk.Time) - by; off < -indexSlack || off > indexSlack {
			return false
		}
		if own, ok := all[n].Own(); ok && own >= 0 && within(scale(uint64(own)), chunk.Time, indexSlack) {
			return false
		}
		pairs = append(pairs, fitPair{n, n})
	}
	f.moved = pairs
	return true
}

// scaleFor turns ticks of the media into those of the stream. Where the two
// count otherwise but the manifest took the numbers over, they stay.
func scaleFor(s *asset.Stream, t *Track) func(uint64) uint64 {
	same := func(ticks uint64) uint64 { return ticks }
	from := uint64(t.TimeScale)
	if from == 0 || from == s.TimeScale {
		return same
	}
	scaled := func(ticks uint64) uint64 { return media.Rescale(ticks, from, s.TimeScale) }
	if hitsOf(s, t, scaled) >= hitsOf(s, t, same) {
		return scaled
	}
	return same
}

func hitsOf(s *asset.Stream, t *Track, scale func(uint64) uint64) int {
	times, taken, hits := ownTimes(t, scale), make([]bool, len(t.Fragments)), 0
	for _, chunk := range s.Chunks {
		if at, ok := nearestTime(times, taken, chunk.Time); ok {
			taken[at] = true
			hits++
		}
	}
	return hits
}

// ownTimes are the times by which a fragment may be asked for: that of the
// index, and its own where the two differ, which is told elsewhere.
func ownTimes(t *Track, scale func(uint64) uint64) []ownTime {
	list := make([]ownTime, 0, len(t.Fragments))
	for n := range t.Fragments {
		f := &t.Fragments[n]
		list = append(list, ownTime{scale(f.Time), n})
		if own, ok := f.Own(); ok && own >= 0 && !within(uint64(own), f.Time, indexSlack) {
			list = append(list, ownTime{scale(uint64(own)), n})
		}
	}
	slices.SortFunc(list, func(a, b ownTime) int {
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.fragment, b.fragment))
	})
	return list
}

// nearestTime is the free fragment closest to a time, within the slack.
func nearestTime(times []ownTime, taken []bool, time uint64) (int, bool) {
	from, _ := slices.BinarySearchFunc(times, time-min(time, indexSlack), func(a ownTime, t uint64) int { return cmp.Compare(a.time, t) })
	best, off := -1, uint64(indexSlack+1)
	for _, a := range times[from:] {
		d := max(a.time, time) - min(a.time, time)
		if d > indexSlack {
			break
		}
		if d < off && !taken[a.fragment] {
			best, off = a.fragment, d
		}
	}
	return best, best >= 0
}

// lastsOtherwise tells whether a chunk has none of the durations that its
// fragment may be said to have: until the next, by its samples, by its tfxd.
func lastsOtherwise(chunk manifest.Chunk, f *Fragment, scale func(uint64) uint64) bool {
	if !chunk.DurationKnown || chunk.Duration == 0 {
		return false
	}
	known := false
	for _, d := range []uint64{f.Duration, f.Span, f.TfxdFor} {
		if d > 0 && within(chunk.Duration, scale(d), indexSlack) {
			return false
		}
		known = known || d > 0
	}
	return known
}
