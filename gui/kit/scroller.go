package kit

import "math"

// scroller is the one arithmetic of scrolling: rows of one height, as many as
// an int64 counts, of which some are in view. The place is kept as the top row
// and the part of it that is scrolled away, so that it stays exact to the
// pixel however many rows there are. Fyne's own scrolling counts in float32
// and stops moving by single pixels after ten million.
type scroller struct {
	rows   int64
	height float64 // of a row
	extra  float64 // room besides the rows
	view   float64 // height of what is seen

	top    int64   // first row in view
	hidden float64 // how much of it is scrolled away, less than height
}

// total is the height of everything.
func (s *scroller) total() float64 { return float64(s.rows)*s.height + s.extra }

// pos is how far the view is from the top.
func (s *scroller) pos() float64 { return float64(s.top)*s.height + s.hidden }

// most is the largest pos.
func (s *scroller) most() float64 { return max(0, s.total()-s.view) }

// needed tells whether anything is out of view.
func (s *scroller) needed() bool { return s.total() > s.view+0.5 }

// set changes what there is and keeps the place where it can.
func (s *scroller) set(rows int64, height, extra, view float64) {
	s.rows, s.height, s.extra, s.view = max(0, rows), height, extra, view
	s.clamp()
}

// by moves the view down by a number of pixels.
func (s *scroller) by(pixels float64) { s.split(s.hidden + pixels) }

// to moves the view to a number of pixels from the top.
func (s *scroller) to(pos float64) {
	s.top = 0
	s.split(pos)
}

// split spreads an offset from the current top over rows and a rest.
func (s *scroller) split(offset float64) {
	if s.height <= 0 { // before the first layout there is nothing to divide by
		s.top, s.hidden = 0, 0
		return
	}
	n := math.Floor(offset / s.height)
	s.top += int64(n)
	s.hidden = offset - n*s.height
	s.clamp()
}

func (s *scroller) clamp() {
	if s.height <= 0 {
		return
	}
	last := s.most()
	switch p := s.pos(); {
	case p < 0:
		s.top, s.hidden = 0, 0
	case p > last:
		n := math.Floor(last / s.height)
		s.top, s.hidden = int64(n), last-n*s.height
	}
}

// show moves as little as needed to have the pixels from y on in view.
func (s *scroller) show(y, height float64) {
	p := s.pos()
	switch {
	case y < p:
		s.to(y)
	case y+height > p+s.view:
		s.to(y + height - s.view)
	}
}

// showNear is show, but leaves some room around what was out of view.
func (s *scroller) showNear(y, height float64) {
	p := s.pos()
	if y >= p && y+height <= p+s.view {
		return
	}
	if y < p-s.view || y > p+2*s.view {
		s.to(y - s.view/3)
		return
	}
	room := max(0, min(2*s.height, (s.view-height)/2))
	s.show(y-room, height+2*room)
}

const leastKnob = 28

// knob is where the bar's knob lies in a track of a given length.
func (s *scroller) knob(track float64) (at, length float64) {
	if !s.needed() || track <= 0 {
		return 0, track
	}
	length = min(track, max(leastKnob, track*s.view/s.total()))
	return (track - length) * s.pos() / s.most(), length
}

// drag puts the knob to a place in the track.
func (s *scroller) drag(at, track float64) {
	_, length := s.knob(track)
	if track <= length {
		return
	}
	part := min(1, max(0, at/(track-length)))
	s.to(part * s.most())
}
