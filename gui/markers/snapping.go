package markers

import (
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/marker"
)

// snapping is a choice of where a time goes: as it is, to a chunk, to a key
// frame. Key frames are looked up beside the window.
type snapping struct {
	room   *Room
	choice *choosing
	asked  map[uint64]bool
	keys   map[uint64]uint64 // the key frame nearest to a time
	failed error
	cancel context.CancelFunc
}

// The choices of a snapping, in their order.
const (
	snapNone = iota
	snapChunk
	snapKey
)

// newSnapping offers a place for a new marker, snapped as the one before was.
func (r *Room) newSnapping() *snapping {
	s := r.snappingAt(r.habit.snap)
	changed := s.choice.OnChanged
	s.choice.OnChanged = func(text string) {
		r.habit.snap = max(0, s.choice.SelectedIndex())
		changed(text)
	}
	return s
}

func (r *Room) snappingAt(at int) *snapping {
	s := &snapping{room: r, asked: map[uint64]bool{}, keys: map[uint64]uint64{}}
	s.choice = r.strip.choice([]string{lang.L("as it is"), lang.L("nearest chunk"), lang.L("nearest key frame")}, at)
	return s
}

var errWait = errors.New("wait")

// place is where a time goes. It is errWait until that is known.
func (s *snapping) place(t uint64) (uint64, error) {
	r := s.room
	switch s.choice.SelectedIndex() {
	case snapChunk:
		by, ok := snapTo(t, r.points.chunks)
		if !ok {
			return t, errors.New(lang.L("there is no video whose chunks are known"))
		}
		return marker.Rescale(by.Time, r.points.chunks.TimeScale, hns), nil
	case snapKey:
		if at, ok := s.keys[t]; ok {
			return at, nil
		}
		if s.failed != nil {
			return t, s.failed
		}
		return t, errWait
	}
	return t, nil
}

// lookUp asks for the key frames near some times, those that nobody has asked for.
func (s *snapping) lookUp(times []uint64) {
	if s.choice.SelectedIndex() != snapKey || s.room.asset == nil {
		return
	}
	var fresh []uint64
	for _, t := range times {
		if !s.asked[t] {
			s.asked[t] = true
			fresh = append(fresh, t)
		}
	}
	if len(fresh) == 0 {
		return
	}
	s.cancel = s.room.nearKeys(fresh, func(found map[uint64]uint64, err error) {
		for t, at := range found {
			s.keys[t] = at
		}
		if len(found) < len(fresh) {
			s.failed = err
		}
		s.room.strip.note()
	})
}

func (s *snapping) close() {
	if s.cancel != nil {
		s.cancel()
	}
}

// told is where a time goes in words: "12.480, chunk 6: 3 frames earlier".
func (s *snapping) told(from, to uint64) string {
	r := s.room
	e := r.points.edgeAt(to)
	text := r.timeText(to)
	switch {
	case s.choice.SelectedIndex() == snapKey:
		text += ", " + lang.L("a key frame")
	case e.known && r.points.exact(e.moved):
		text += ", " + lang.L("chunk {{.N}}", map[string]any{"N": e.chunk})
	case e.known:
		text += ", " + r.points.away(&e)
	}
	if by := int64(to) - int64(from); by != 0 {
		text += " · " + lang.L("moves {{.Distance}}", map[string]any{"Distance": r.points.distance(by, lang.L("earlier"), lang.L("later"))})
	}
	return text
}
