package kit

import (
	"math"
	"testing"
)

// rows671M is how many rows of 16 bytes a file of 10 GB has.
const rows671M = 671_088_640

func TestScrollerIsExactToThePixelAtTheEndOf671MillionRows(t *testing.T) {
	s := &scroller{}
	s.set(rows671M, 20, 0, 400)
	s.to(math.MaxFloat64 / 1e200)
	if s.top != rows671M-20 || s.hidden != 0 {
		t.Fatalf("end is row %d + %v", s.top, s.hidden)
	}
	s.by(-1)
	if s.top != rows671M-21 || s.hidden != 19 {
		t.Errorf("a pixel up is row %d + %v", s.top, s.hidden)
	}
	for range 39 {
		s.by(-0.5)
	}
	if s.top != rows671M-22 || s.hidden != 19.5 {
		t.Errorf("39 halves up is row %d + %v", s.top, s.hidden)
	}
}

func TestScrollerStaysWithinItsRows(t *testing.T) {
	s := &scroller{}
	s.set(10, 22, 0, 100)
	s.by(-50)
	if s.pos() != 0 {
		t.Errorf("before the begin: %v", s.pos())
	}
	s.by(1e6)
	if s.pos() != 120 {
		t.Errorf("behind the end: %v", s.pos())
	}
	s.set(3, 22, 0, 100) // now all is in view
	if s.pos() != 0 || s.needed() {
		t.Errorf("few rows: %v, bar %v", s.pos(), s.needed())
	}
	s.set(0, 22, 0, 0)
	s.by(5)
	if s.pos() != 0 {
		t.Errorf("no rows: %v", s.pos())
	}
}

func TestScrollerMovesAsLittleAsNeeded(t *testing.T) {
	s := &scroller{}
	s.set(100, 20, 0, 100)
	s.show(200, 20)
	if s.pos() != 120 {
		t.Errorf("below: %v", s.pos())
	}
	s.show(140, 20)
	if s.pos() != 120 {
		t.Errorf("in view: %v", s.pos())
	}
	s.show(60, 20)
	if s.pos() != 60 {
		t.Errorf("above: %v", s.pos())
	}
	s.showNear(1500, 20)
	if p := s.pos(); p > 1480 || p < 1420 {
		t.Errorf("far away: %v leaves no room above", p)
	}
}

func TestKnobAndDragAreInverse(t *testing.T) {
	s := &scroller{}
	s.set(rows671M, 20, 0, 400)
	if _, length := s.knob(300); length != leastKnob {
		t.Errorf("knob of %v", length)
	}
	for _, want := range []float64{0, 10, 133, 272} {
		s.drag(want, 300)
		if at, _ := s.knob(300); math.Abs(at-want) > 0.001 {
			t.Errorf("dragged to %v, knob at %v", want, at)
		}
	}
	s.drag(9999, 300)
	if s.top != rows671M-20 {
		t.Errorf("the end of the track is row %d", s.top)
	}
}
