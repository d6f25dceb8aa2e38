package explorer

import "testing"

// A place that was asked for by its offset may lie anywhere, unlike a byte
// that was clicked on.
func TestAPickedOffsetComesIntoView(t *testing.T) {
	s := newStage(t, ladder(t))
	off := s.file.Source.Size() - 1
	if _, to := s.room.bytes.hex.Window(); off < to {
		t.Fatalf("byte %d is in view before", off)
	}
	s.room.Pick(off)
	s.bg.all()
	if from, to := s.room.bytes.hex.Window(); off < from || off >= to {
		t.Errorf("byte %d is not in view, only %d to %d", off, from, to)
	}
	if s.last.From > off || s.last.To <= off {
		t.Errorf("byte %d is not in the selection %d to %d", off, s.last.From, s.last.To)
	}
}
