package manifest

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// SetChunks makes the chunk list of a stream say chunks. What stays as it is
// keeps its bytes: elements are told apart by their start times, and of one
// whose duration or data change only these do. N is not asked: chunks are
// numbered on from the first number that the list has, where it has numbers.
// An element that leaves out its t or d goes on doing so as long as that means
// the same. New elements have t and, where it is known, d; the attribute
// Chunks is brought up to date where it counts.
func (c *Client) SetChunks(stream int, chunks []Chunk) ([]Edit, error) {
	m := markup(c.Text)
	if err := within("stream", stream, len(c.Streams)-1); err != nil {
		return nil, err
	}
	if len(chunks) > MaxChunks {
		return nil, errors.New("there are more chunks than a stream may have")
	}
	if slices.EqualFunc(c.Streams[stream].Chunks, chunks, sameChunk) {
		return nil, nil
	}
	n, err := m.element(c.Streams[stream].Span)
	if err != nil {
		return nil, err
	}
	l := &chunkList{markup: m, stream: n, old: c.Streams[stream].Chunks, chunks: chunks, elements: m.named(n, "c")}
	if err := l.spread(); err != nil {
		return nil, err
	}
	l.pair()
	if err := l.change(); err != nil {
		return nil, err
	}
	if text, ok := m.value(n, "Chunks"); ok && (strings.TrimSpace(text) != "0" || len(l.old) == 0) {
		return m.counted(n, "Chunks", len(chunks), l.edits)
	}
	return l.edits, nil
}

// chunkList is one change of a chunk list.
type chunkList struct {
	markup
	stream   node
	elements []node
	first    []int // per element, its first chunk in old, and at the end their number
	old      []Chunk
	chunks   []Chunk
	kept     []int       // per element, its first chunk in chunks, -1 where it goes
	owner    map[int]int // the other way round
	numbered bool        // elements have n
	base     int         // the first number
	edits    []Edit
}

// spread says which chunks come from which element.
func (l *chunkList) spread() error {
	at := 0
	for _, e := range l.elements {
		l.first = append(l.first, at)
		at++
		if text, ok := l.value(e, "r"); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n > 1 {
				at += min(n, MaxChunks) - 1
			}
		}
		if _, ok := l.attr(e, "n"); ok {
			l.numbered = true
		}
	}
	l.first = append(l.first, at)
	if at != len(l.old) {
		return errors.New("the chunk list does not hold the chunks that were read from it")
	}
	if len(l.elements) == 0 {
		l.numbered = true
	}
	if at > 0 {
		l.base = l.old[0].N
	}
	return nil
}

// pair finds the elements that stay, going through both lists once.
func (l *chunkList) pair() {
	l.kept, l.owner = make([]int, len(l.elements)), map[int]int{}
	next := 0
	for i := range l.elements {
		from, to := l.first[i], l.first[i+1]
		l.kept[i] = -1
		for next < len(l.chunks) && l.chunks[next].Time < l.old[from].Time {
			next++
		}
		if next+to-from > len(l.chunks) || l.chunks[next].Time != l.old[from].Time {
			continue
		}
		if to-from > 1 && !slices.EqualFunc(l.old[from:to], l.chunks[next:next+to-from], sameChunk) {
			continue
		}
		l.kept[i], l.owner[next] = next, i
		next += to - from
	}
}

// sameChunk compares all but the number.
func sameChunk(a, b Chunk) bool {
	return a.Time == b.Time && a.Duration == b.Duration && a.DurationKnown == b.DurationKnown && slices.Equal(a.Data, b.Data)
}

// change gathers the edits.
func (l *chunkList) change() error {
	next, last := 0, -1 // the chunk and the element that come last so far
	for i, at := range l.kept {
		if at < 0 {
			l.edits = append(l.edits, l.remove(l.elements[i]))
			continue
		}
		l.add(next, at, last)
		if !l.settled(i, at) {
			if err := l.adjust(i, at); err != nil {
				return err
			}
		}
		next, last = at+l.first[i+1]-l.first[i], i
	}
	l.add(next, len(l.chunks), last)
	return nil
}

// settled says that a kept element and the chunks around it are what they were,
// so that it says the same as before whatever it leaves out.
func (l *chunkList) settled(i, at int) bool {
	from, to := l.first[i], l.first[i+1]
	if at != from {
		return false // it may have a number
	}
	from, to = max(from-1, 0), to+1
	if to > len(l.old) || to > len(l.chunks) {
		return false
	}
	return slices.EqualFunc(l.old[from:to], l.chunks[from:to], sameChunk)
}

// add writes the chunks from..to behind the element number last, -1 for the
// beginning of the list.
func (l *chunkList) add(from, to, last int) {
	if from >= to {
		return
	}
	write := func(w *writer) {
		for i := from; i < to; i++ {
			chunk := l.chunks[i]
			chunk.N = l.base + i
			w.chunk(&chunk, l.numbered)
		}
	}
	switch {
	case last >= 0:
		l.edits = append(l.edits, l.behind(l.elements[last], l.stream, write))
	case len(l.elements) > 0:
		// The lead of the first may go with it: write before that.
		e := l.elements[0]
		lead := l.lead(e)
		space := string(l.markup[lead:e.span.From])
		l.edits = append(l.edits, Edit{lead, lead, space + rendered(l.styleOf(e, l.stream), write)})
	default:
		var before []node
		for _, name := range []string{"CustomAttributes", "QualityLevel", "Content"} {
			before = append(before, l.named(l.stream, name)...)
		}
		slices.SortFunc(before, func(a, b node) int { return int(a.span.From - b.span.From) })
		l.edits = append(l.edits, l.insert(l.stream, nil, 0, before, write)...)
	}
}

// adjust makes a kept element say what its chunk says now.
func (l *chunkList) adjust(i, at int) error {
	e, was, is := l.elements[i], l.old[l.first[i]], l.chunks[at]
	n := l.first[i+1] - l.first[i]
	var changes []Attr
	if _, ok := l.attr(e, "n"); ok && was.N != l.base+at {
		changes = append(changes, Attr{"n", strconv.Itoa(l.base + at)})
	}
	if _, ok := l.attr(e, "t"); !ok && !l.follows(at) {
		changes = append(changes, Attr{"t", strconv.FormatUint(is.Time, 10)})
	}
	if l.needsDuration(e, was, is, l.ends(at, n)) {
		changes = append(changes, Attr{"d", strconv.FormatUint(is.Duration, 10)})
	}
	for _, c := range changes {
		edits, err := l.setAttr(e, c.Name, c.Value)
		if err != nil {
			return err
		}
		l.edits = append(l.edits, edits...)
	}
	if !is.DurationKnown {
		edits, err := l.removeAttrAt(e.span, "d")
		if err != nil {
			return err
		}
		l.edits = append(l.edits, edits...)
	}
	if n == 1 && !slices.Equal(was.Data, is.Data) {
		return l.fillData(e, is.Data)
	}
	return nil
}

// needsDuration says whether the d of an element must change; implied says that
// a reader works out the right one without.
func (l *chunkList) needsDuration(e node, was, is Chunk, implied bool) bool {
	if !is.DurationKnown {
		return false
	}
	if _, written := l.attr(e, "d"); !written {
		return !implied
	}
	return is.Duration != was.Duration
}

// follows says whether the chunk number at starts where the one before ends.
func (l *chunkList) follows(at int) bool {
	if at == 0 {
		return l.chunks[0].Time == 0
	}
	before := l.chunks[at-1]
	// An element before it that has no d gets its duration from this one.
	return before.DurationKnown && before.Time+before.Duration == l.chunks[at].Time && l.saysDuration(at-1)
}

// saysDuration says whether the chunk number at will have a d.
func (l *chunkList) saysDuration(at int) bool {
	i, ok := l.owner[at]
	if !ok {
		return true // it is new, or part of a repetition, which follows from it
	}
	_, ok = l.attr(l.elements[i], "d")
	return ok
}

// ends says whether the n chunks from at end where the next starts, as a
// reader takes them that finds no d.
func (l *chunkList) ends(at, n int) bool {
	last := at + n - 1
	return last+1 < len(l.chunks) && l.chunks[last].Time+l.chunks[last].Duration == l.chunks[last+1].Time
}

// fillData makes the f elements of a chunk say data.
func (l *chunkList) fillData(e node, data []string) error {
	var fields []node
	for _, f := range l.named(e, "f") {
		if compact(l.plain(Span{f.open.To, f.inner})) != "" {
			fields = append(fields, f)
		}
	}
	for i, f := range fields {
		switch {
		case i >= len(data):
			l.edits = append(l.edits, l.remove(f))
		case compact(l.plain(Span{f.open.To, f.inner})) != data[i]:
			text, err := escaped(data[i], 0)
			if err != nil {
				return err
			}
			l.edits = append(l.edits, Edit{f.open.To, f.inner, text})
		}
	}
	if len(data) <= len(fields) {
		return nil
	}
	l.edits = append(l.edits, l.insert(e, fields, len(fields), nil, func(w *writer) {
		for i := len(fields); i < len(data); i++ {
			w.data(i, data[i])
		}
	})...)
	return nil
}
