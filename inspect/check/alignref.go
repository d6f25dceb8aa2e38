package check

import (
	"cmp"
	"slices"

	"smoothscope/inspect/media"
)

// alignment is how the levels of a stream lie beside each other.
type alignment struct {
	levels []*Track // those that can be compared
	ref    *Track   // the level that is right; nil where there is none
	why    reason   // why it is taken for right
	pairs  map[*Track]pairing
}

// reason is why a level is taken for the right one.
type reason int

const (
	byVote     reason = iota // most levels agree with it
	byManifest               // the manifest lists its chunks
	bySteps                  // its chunks are the steadier ones
	byNothing                // which one is right cannot be told
)

// mostVoters bounds the work where a file claims very many tracks: that many
// levels say what is right.
const mostVoters = 24

// alignment is made once for each stream. It is for whole rules.
func (c *Case) alignment(stream int) *alignment {
	if a, ok := c.alignments[stream]; ok {
		return a
	}
	if c.alignments == nil {
		c.alignments = map[int]*alignment{}
	}
	a := &alignment{pairs: map[*Track]pairing{}}
	c.alignments[stream] = a
	for _, t := range c.Levels(stream) {
		if t != nil && c.steady(t) && !c.scaleDisputed(t) && !slices.Contains(a.levels, t) {
			a.levels = append(a.levels, t)
		}
	}
	if len(a.levels) == 0 {
		return a
	}
	a.choose(c, stream)
	for _, t := range a.levels {
		if t != a.ref {
			a.pairs[t] = match(c.line(t), c.line(a.ref))
		}
	}
	return a
}

// misaligned says that chunks of a level lie beside those of the other levels,
// which the ALIGN rules tell.
func (c *Case) misaligned(t *Track) bool {
	if t.Stream < 0 {
		return false
	}
	a := c.alignment(t.Stream)
	p, compared := a.pairs[t]
	if !compared || !t.cut() || !a.ref.cut() {
		return false
	}
	_, _, _, differ := c.lastChunks(a, t, p)
	return differ || p.misfits() > 0
}

// cut says whether the chunks of a track are those of its encoder: the
// sound of a plain file has none, it is cut where the picture is.
func (t *Track) cut() bool {
	return t.File.Media.Fragmented || t.Kind == media.Video
}

// choose finds the level that agrees best with all others. Where several do and
// differ, the manifest decides, then the steadier chunks, then the number.
func (a *alignment) choose(c *Case, stream int) {
	voters := a.levels[:min(mostVoters, len(a.levels))]
	against := make([]int, len(voters)) // fragments of others that do not match
	agreed := make([]bool, len(voters))
	for i := range voters {
		for j := range i {
			n := unlike(c.line(voters[i]), c.line(voters[j]))
			against[i], against[j] = against[i]+n, against[j]+n
			if n == 0 {
				agreed[i], agreed[j] = true, true
			}
		}
	}
	best := slices.Min(against)
	var list []candidate
	for i, t := range voters {
		if against[i] == best {
			list = append(list, candidate{t, agreed[i], c.strayed(t, stream), c.line(t).unsteady(), len(t.Fragments)})
		}
	}
	slices.SortStableFunc(list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.strayed, y.strayed), cmp.Compare(x.unsteady, y.unsteady), cmp.Compare(y.fragments, x.fragments))
	})
	a.ref, a.why = list[0].track, byNothing
	switch {
	case list[0].agreed || len(list) == 1:
		a.why = byVote
	case list[0].strayed < list[1].strayed:
		a.why = byManifest
	case list[0].unsteady < list[1].unsteady:
		a.why = bySteps
	}
}

// candidate is a level that may be the right one.
type candidate struct {
	track     *Track
	agreed    bool // another level matches it wholly
	strayed   int  // chunks of the manifest that it does not have
	unsteady  int  // fragments that do not last as long as most
	fragments int
}

// strayed is how many chunks of the manifest a level does not have.
func (c *Case) strayed(t *Track, stream int) int {
	s := &c.Asset.Streams[stream]
	if c.Client == nil || s.TimeScale == 0 {
		return 0 // its list was made from one of the levels
	}
	l, n, off := c.line(t), 0, 0
	for _, x := range s.Chunks {
		for n < len(l.byTime) && l.moment(l.byTime[n]).compare(moment{x.Time, s.TimeScale}) < 0 {
			n++
		}
		if n == len(l.byTime) || l.moment(l.byTime[n]).compare(moment{x.Time, s.TimeScale}) != 0 {
			off++
		}
	}
	return off
}

// unsteady is how many fragments, the last aside, do not last as long as most.
func (l *line) unsteady() int {
	usual, n := l.usual(), 0
	half := uint64(max(1, l.frame()/2))
	for _, step := range l.steps() {
		if magnitude(step-usual) > half {
			n++
		}
	}
	return n
}

// steps is from the start of each fragment to that of the next, in ticks.
func (l *line) steps() []int64 {
	list := make([]int64, 0, len(l.byTime))
	for k := 1; k < len(l.byTime); k++ {
		list = append(list, l.begins[l.byTime[k]]-l.begins[l.byTime[k-1]])
	}
	return list
}

// usual is the median step; with one fragment only, how long that lasts.
func (l *line) usual() int64 {
	steps := l.steps()
	if len(steps) == 0 {
		return clamped(l.track.Fragments[0].Span)
	}
	slices.Sort(steps)
	return steps[len(steps)/2]
}

// frame is how long a frame lasts, in ticks; 0 where that is unknown.
func (l *line) frame() int64 { return int64(l.track.Fragments[0].Frame) }
