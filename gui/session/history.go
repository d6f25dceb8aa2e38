package session

import "slices"

// longest is how many steps back are kept.
const longest = 200

// history is where the selection was, oldest first; at is the present one.
type history struct {
	places []Selection
	at     int
}

// Select moves the selection and remembers where it was.
func (s *Session) Select(sel Selection) {
	if sel == s.sel {
		return
	}
	s.past.push(sel)
	s.move(sel)
}

// Back returns to the selection before.
func (s *Session) Back() { s.step(-1) }

// Forward undoes Back.
func (s *Session) Forward() { s.step(1) }

// CanBack tells whether there is a selection before.
func (s *Session) CanBack() bool { return s.past.at > 0 }

// CanForward tells whether Back can be undone.
func (s *Session) CanForward() bool { return s.past.at+1 < len(s.past.places) }

func (s *Session) step(by int) {
	at := s.past.at + by
	if at < 0 || at >= len(s.past.places) {
		return
	}
	s.past.at = at
	s.move(s.past.places[at])
}

func (s *Session) move(sel Selection) {
	if sel.File != nil && sel.File.Asset != s.current {
		if s.current != nil {
			s.current.last = s.sel
		}
		s.current = sel.File.Asset
		s.sel = sel
		s.Changed()
	}
	s.sel = sel
	s.Selected(sel)
}

func (h *history) push(sel Selection) {
	if len(h.places) > 0 {
		h.places = h.places[:h.at+1]
	}
	h.places = append(h.places, sel)
	if len(h.places) > longest {
		h.places = slices.Delete(h.places, 0, 1)
	}
	h.at = len(h.places) - 1
}

func (h *history) forget(a *Asset) {
	h.drop(func(sel Selection) bool { return sel.File != nil && sel.File.Asset == a })
}

func (h *history) forgetFile(f *File) {
	h.drop(func(sel Selection) bool { return sel.File == f })
}

func (h *history) drop(gone func(Selection) bool) {
	kept := h.places[:0:0]
	at := 0
	for i, sel := range h.places {
		if gone(sel) {
			continue
		}
		kept = append(kept, sel)
		if i <= h.at {
			at = len(kept) - 1
		}
	}
	h.places, h.at = kept, at
}

// Replace moves the selection without remembering where it was: nobody chose
// that place.
func (s *Session) Replace(sel Selection) {
	if len(s.past.places) > 0 {
		s.past.places[s.past.at] = sel
	}
	s.move(sel)
}
