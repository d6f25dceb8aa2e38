package media

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"smoothscope/inspect/source"
)

const (
	maxMoof = 16 << 20 // bytes; a moof of an hour in one fragment takes 2 MB
	maxLost = 10_000   // broken fragments; each is told
	stuck   = -1       // there is no next box
)

// walked is what one walk over a fragmented file found.
type walked struct {
	runs   []run // by offset
	index  index
	lost   []loss   // by offset
	notes  []string // about the file as a whole
	damage []string // what ended the walk early
	named  map[uint32]Named
}

// Named is where fragments name a track.
type Named struct {
	First int64 // the first moof that does, in bytes from the start of the file
	Moofs int
}

// Named is the track IDs that the fragments carry, as they stand there; the
// fragments of a file of one track are its own whatever ID they carry. Nil
// before Fragments was asked, and of plain files.
func (f *File) Named() map[uint32]Named {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.walk == nil {
		return nil
	}
	return f.walk.named
}

// lostFrom is the place of the first loss at or after an offset.
func (w *walked) lostFrom(offset int64) (place int, exact bool) {
	return slices.BinarySearchFunc(w.lost, offset, func(l loss, off int64) int { return cmp.Compare(l.offset, off) })
}

// loss is a fragment that had to be left out.
type loss struct {
	offset int64
	tracks []uint32 // nil where its moof could not be read
	why    string
}

// walker walks over the top level of a file, from the first moof on. A moof
// waits in pending until its mdat is reached.
type walker struct {
	win     *window
	size    int64
	trex    map[uint32]defaults
	only    uint32 // the one track of the file, 0 where it has more or none
	pending []run
	*walked
}

// walkFragments finds every fragment. It reads the top level once: a block
// with the moof and the next header per fragment, which costs no more than
// checking each entry of the index would. Where the boxes break off, it goes on
// at the next moof that the index names.
func (f *File) walkFragments(ctx context.Context) (*walked, error) {
	src := source.WithContext(ctx, f.Source)
	w := &walker{win: newWindow(src), size: src.Size(), trex: f.trex(), only: f.onlyTrack()}
	w.walked = &walked{index: readMfra(src), named: map[uint32]Named{}}
	listed := w.index.moofs()
	for pos := f.firstMoof; pos >= 0 && pos < w.size; {
		next, err := w.step(pos)
		if err != nil {
			return nil, err
		}
		if next == stuck {
			next = after(listed, pos)
		}
		pos = next
	}
	w.drop("the file ends before its mdat")
	if err := w.hidden(listed); err != nil {
		return nil, err
	}
	slices.SortStableFunc(w.runs, func(a, b run) int { return cmp.Compare(a.offset, b.offset) })
	slices.SortStableFunc(w.lost, func(a, b loss) int { return cmp.Compare(a.offset, b.offset) })
	return w.walked, ctx.Err()
}

// after is the first offset beyond pos, stuck where none is.
func after(listed []int64, pos int64) int64 {
	i, _ := slices.BinarySearch(listed, pos+1)
	if i == len(listed) {
		return stuck
	}
	return listed[i]
}

// step takes the box at pos and says where the next one starts.
func (w *walker) step(pos int64) (int64, error) {
	h, ok, err := w.win.head(pos)
	if err != nil || !ok {
		return stuck, err
	}
	if !h.fits(w.size - pos) {
		w.overruns(pos, h)
		return stuck, nil
	}
	switch h.kind {
	case cc("moof"):
		w.drop("another moof follows instead of its mdat")
		err = w.moof(pos, h)
	case cc("mdat"):
		w.complete(pos, h)
	case cc("mfra"):
		if len(w.index) == 0 {
			w.index = readMfraAt(w.win.src, pos)
		}
	}
	if why := w.full(); why != "" {
		w.damage, w.pending = append(w.damage, why), w.pending[:0]
		return w.size, nil
	}
	return pos + h.size, err
}

// full says why the walk has to end: every fragment and every loss takes memory.
func (w *walker) full() string {
	switch {
	case len(w.runs) >= maxEntries:
		return fmt.Sprintf("more than %d fragments: the rest is left out", maxEntries)
	case len(w.lost) >= maxLost:
		return fmt.Sprintf("more than %d broken fragments: the rest of the file is not looked at", maxLost)
	}
	return ""
}

// moof reads the runs of the moof at pos and lets them wait for the mdat.
func (w *walker) moof(pos int64, h head) error {
	if h.size > maxMoof {
		w.lose(pos, nil, fmt.Sprintf("the moof at 0x%x (%d) is %d bytes, more than any fragment needs", pos, pos, h.size))
		return nil
	}
	b, err := w.win.peek(pos, int(h.size))
	if err != nil {
		return err
	}
	if int64(len(b)) < h.size {
		return nil
	}
	w.pending = parseMoof(b[h.bytes:], w.trex, w.pending[:0])
	w.win.expect(h.size)
	for i := range w.pending {
		r := &w.pending[i]
		r.offset, r.moofSize = pos, h.size
		w.name(r.track, pos)
		if r.tracks == 1 && w.only != 0 {
			r.track = w.only // a fragment often carries another ID than the moov
		}
	}
	if len(w.pending) == 0 {
		w.lose(pos, nil, fmt.Sprintf("the moof at 0x%x (%d) names no track", pos, pos))
	}
	return nil
}

// name notes a track ID that a moof carries.
func (w *walker) name(track uint32, moof int64) {
	n, known := w.named[track]
	if !known {
		if len(w.named) >= maxTracks {
			return
		}
		n.First = moof
	}
	n.Moofs++
	w.named[track] = n
}

// complete gives the waiting runs their mdat.
func (w *walker) complete(pos int64, h head) {
	for _, r := range w.pending {
		r.end, r.payload = pos+h.size, h.size-h.bytes
		w.runs = append(w.runs, r)
	}
	w.pending = w.pending[:0]
}

// overruns notes a box that claims an impossible size.
func (w *walker) overruns(pos int64, h head) {
	room := w.size - pos
	switch {
	case h.kind == cc("mdat") && h.size > room:
		w.drop(fmt.Sprintf("its mdat at 0x%x (%d) lacks its last %d bytes", pos, pos, h.size-room))
	case h.kind == cc("moof"):
		w.drop("another moof follows instead of its mdat")
		w.lose(pos, nil, fmt.Sprintf("the moof at 0x%x (%d) claims %d bytes where %d are left", pos, pos, h.size, room))
	default:
		w.drop("no mdat follows")
		w.damage = append(w.damage, fmt.Sprintf("the %v at 0x%x (%d) claims %d bytes where %d are left", h.kind, pos, pos, h.size, room))
	}
}

// drop leaves out the fragment that waits for its mdat.
func (w *walker) drop(why string) {
	if len(w.pending) == 0 {
		return
	}
	var tracks []uint32
	for _, r := range w.pending {
		tracks = append(tracks, r.track)
	}
	at := w.pending[0].offset
	w.lose(at, tracks, fmt.Sprintf("the fragment at 0x%x (%d) is left out: %s", at, at, why))
	w.pending = w.pending[:0]
}

func (w *walker) lose(pos int64, tracks []uint32, why string) {
	w.lost = append(w.lost, loss{offset: pos, tracks: tracks, why: why})
}

// hidden looks at the moofs of the index that the walk did not meet, because a
// box claims more than it is.
func (w *walker) hidden(listed []int64) error {
	seen := map[int64]bool{}
	for _, r := range w.runs {
		seen[r.offset] = true
	}
	for _, l := range w.lost {
		seen[l.offset] = true
	}
	found, first := 0, int64(0)
	for _, off := range listed {
		if seen[off] || w.full() != "" {
			continue
		}
		h, ok, err := w.win.head(off)
		if err != nil {
			return err
		}
		if ok && h.kind == cc("moof") && h.fits(w.size-off) {
			if found++; found == 1 {
				first = off
			}
			if err := w.follow(off); err != nil {
				return err
			}
		}
	}
	if found > 0 {
		w.notes = append(w.notes, fmt.Sprintf("%d moofs lie inside another box, the first at 0x%x (%d)", found, first, first))
	}
	return nil
}

// follow takes the one fragment at pos; few boxes stand before its mdat.
func (w *walker) follow(pos int64) error {
	for range 8 {
		next, err := w.step(pos)
		if err != nil || next == stuck || len(w.pending) == 0 {
			return err
		}
		pos = next
	}
	w.drop("no mdat follows")
	return nil
}

// onlyTrack is the ID of the file's one track, 0 where it has more or none.
func (f *File) onlyTrack() uint32 {
	if len(f.Tracks) == 1 {
		return f.Tracks[0].ID
	}
	return 0
}
