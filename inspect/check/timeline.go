package check

import (
	"cmp"
	"math"
	"slices"

	"smoothscope/inspect/media"
)

// line is the fragments of a track as they follow each other on the time line.
// Where the index and the fragment itself tell different times, the one that
// fits its neighbours counts, so that one wrong number is one finding.
type line struct {
	track  *Track
	begins []int64 // by ordinal, in ticks: where each fragment begins
	filed  []int   // ordinals as they lie in the file
	byTime []int   // ordinals as they begin
	edit   int64   // ticks that the index takes off all decode times, by an edit list
}

// line is made once for each track. It is for whole rules, which do not run at
// the same time.
func (c *Case) line(t *Track) *line {
	if l, ok := c.lines[t]; ok {
		return l
	}
	if c.lines == nil {
		c.lines = map[*Track]*line{}
	}
	l := newLine(t)
	c.lines[t] = l
	return l
}

func newLine(t *Track) *line {
	l := &line{track: t, begins: make([]int64, len(t.Fragments)), filed: make([]int, len(t.Fragments))}
	for n := range l.filed {
		l.filed[n] = n
	}
	if t.File.Media.Fragmented {
		slices.SortStableFunc(l.filed, func(a, b int) int { return cmp.Compare(t.Fragments[a].Offset, t.Fragments[b].Offset) })
	}
	l.edit = t.commonEdit()
	for k, n := range l.filed {
		l.begins[n] = l.settled(k)
	}
	l.byTime = slices.Clone(l.filed)
	slices.SortStableFunc(l.byTime, func(a, b int) int { return cmp.Compare(l.begins[a], l.begins[b]) })
	return l
}

// disputed says that the index and the fragment tell different times. A start
// before 0 stands as 0 in the index; the one may be the time of presentation
// and the other that of decoding.
func (l *line) disputed(n int) bool {
	t, f := l.track, &l.track.Fragments[n]
	own, told := f.Own()
	if !told || own < 0 && f.Time == 0 {
		return false
	}
	for _, reading := range []int64{own, own + f.First, own - f.First, own + l.edit} {
		if t.same(max(0, reading), clamped(f.Time)) {
			return false
		}
	}
	return true
}

// commonEdit is by how much the index differs from the decode times of most
// fragments, where these tell nothing else: an edit list takes it off.
func (t *Track) commonEdit() int64 {
	var offs []int64
	for n := range t.Fragments {
		f := &t.Fragments[n]
		if !f.HasTfdt || f.HasTfxd {
			return 0
		}
		offs = append(offs, clamped(f.Time)-clamped(f.Tfdt))
	}
	if len(offs) == 0 {
		return 0
	}
	slices.Sort(offs)
	common := offs[len(offs)/2]
	if magnitude(common) > uint64(t.TimeScale) { // a second is no edit for the sake of priming or B-frames
		return 0
	}
	return common
}

// same says whether two times of a track differ by rounding only.
func (t *Track) same(a, b int64) bool {
	return magnitude(a-b) <= tolerance(oneTick, uint64(t.TimeScale))
}

func clamped(ticks uint64) int64 { return int64(min(ticks, math.MaxInt64/4)) }

// settled is where the k-th fragment of the file begins.
func (l *line) settled(k int) int64 {
	t, n := l.track, l.filed[k]
	f := &t.Fragments[n]
	own, told := f.Own()
	if told && own < 0 && f.Time == 0 {
		return own
	}
	begin := clamped(f.Time)
	if !l.disputed(n) {
		return begin
	}
	fits := func(int64) bool { return false }
	if k > 0 {
		before := l.filed[k-1]
		end := l.begins[before] + clamped(t.Fragments[before].Span)
		fits = func(at int64) bool { return t.same(at, end) }
	} else if len(l.filed) > 1 {
		next := clamped(t.Fragments[l.filed[1]].Time)
		fits = func(at int64) bool { return t.same(at+clamped(f.Span), next) }
	}
	for _, at := range []int64{begin, own, own + f.First, own - f.First} {
		if fits(at) {
			return at
		}
	}
	return begin
}

// shown is how long the last fragment of a track is shown: what is decoded
// behind its first frame and shown before it, in an open GOP, does not count.
func (t *Track) shown(n int) int64 {
	f := &t.Fragments[n]
	return clamped(f.Span) - (f.First - t.Fragments[0].First)
}

// end is where a fragment ends by its samples, in ticks.
func (l *line) end(n int) int64 { return l.begins[n] + clamped(l.track.Fragments[n].Span) }

// last is where the track ends.
func (l *line) last() int64 { return l.end(l.byTime[len(l.byTime)-1]) }

// steady says whether a track has fragments that must follow each other: those
// of sparse and text streams come when there is something to say.
func (c *Case) steady(t *Track) bool {
	if t.TimeScale == 0 || len(t.Fragments) == 0 || t.Kind != media.Video && t.Kind != media.Audio {
		return false
	}
	return t.Stream < 0 || c.Asset.Streams[t.Stream].Parent == ""
}

// damaged says that fragments are lost for reasons that other rules tell.
func (t *Track) damaged() bool { return t.Index.Broken > len(t.Index.Repeats) }

// tracks is all tracks with steady fragments.
func (c *Case) tracks() []*Track {
	var list []*Track
	for _, f := range c.Files {
		for _, t := range f.Tracks {
			if c.steady(t) {
				list = append(list, t)
			}
		}
	}
	return list
}
