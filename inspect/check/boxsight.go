package check

import (
	"cmp"
	"slices"

	"smoothscope/inspect/box"
)

// fields is the fields of a box, good until the next call.
func (b *BoxSight) fields(i int) *box.Decoded { return b.decoder.Fields(i) }

// is tells whether a node is a box of a type.
func (b *BoxSight) is(i int, kind string) bool {
	n := b.Node(i)
	return !n.Gap && string(n.Type[:]) == kind
}

// Place is a box: in a moof or mdat it is also a chunk of the level that the
// file is.
func (b *BoxSight) Place(i int) Place {
	n := b.Node(i)
	p := InFile(b.File.Member.Path, n.Offset, n.Size)
	top := i
	for b.Parent(top) >= 0 {
		top = b.Parent(top)
	}
	moof := b.moofAt(top)
	if moof < 0 {
		return p
	}
	t := b.trackOf(moof)
	if t == nil {
		return p
	}
	p.Stream, p.Level = t.Stream, t.Level
	chunk, time := t.ordinal(b.Node(moof).Offset)
	return p.AtChunk(chunk, time)
}

// moofAt is the moof that a top-level box belongs to: itself, or of an mdat the
// one before it; -1 for none.
func (b *BoxSight) moofAt(top int) int {
	if b.is(top, "moof") || !b.is(top, "mdat") {
		if b.is(top, "moof") {
			return top
		}
		return -1
	}
	for i := top - 1; i >= 0; i = b.Parent(i) {
		if b.Parent(i) < 0 {
			if b.is(i, "moof") {
				return i
			}
			return -1
		}
	}
	return -1
}

// trackOf is the track of the first traf of a moof, nil where it is not known.
func (b *BoxSight) trackOf(moof int) *Track {
	tracks := b.File.Tracks
	if len(tracks) == 1 {
		return tracks[0]
	}
	if tfhd := b.Child(moof, "traf", "tfhd"); tfhd >= 0 {
		id := uint32(b.fields(tfhd).Uint("track_id"))
		for _, t := range tracks {
			if t.ID == id {
				return t
			}
		}
	}
	return nil
}

// ordinal is which chunk of the track a moof at an offset is, or would be had it
// not been left out, and when it starts.
func (t *Track) ordinal(offset int64) (chunk int, time uint64) {
	n, found := slices.BinarySearchFunc(t.places, offset, func(i int32, off int64) int { return cmp.Compare(t.Fragments[i].Offset, off) })
	from := int64(-1)
	switch {
	case found:
		f := &t.Fragments[t.places[n]]
		return int(t.places[n]), f.Time
	case n > 0:
		f := &t.Fragments[t.places[n-1]]
		chunk, time, from = int(t.places[n-1])+1, f.Time+f.Duration, f.Offset
	}
	lost := func(off int64) int {
		i, _ := slices.BinarySearch(t.Index.Lost, off)
		return i
	}
	return chunk + lost(offset) - lost(from+1), time
}

// place sorts the fragments by where they lie.
func (t *Track) place() {
	t.places = make([]int32, len(t.Fragments))
	for i := range t.places {
		t.places[i] = int32(i)
	}
	slices.SortFunc(t.places, func(a, b int32) int { return cmp.Compare(t.Fragments[a].Offset, t.Fragments[b].Offset) })
}
