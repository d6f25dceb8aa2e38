package explorer

import (
	"slices"
	"testing"
)

func TestTheInspectorKeepsToTheSelection(t *testing.T) {
	s := newStage(t, ladder(t))
	for _, c := range []struct {
		to      int64
		have    []string
		havenot []string
	}{
		{4, []string{"u8", "u32", "hex"}, []string{"u64", "i64"}}, // the size of ftyp
		{1, []string{"u8", "u32", "u64"}, []string{"hex", "text"}},
		{8, []string{"u64", "hex"}, []string{"GUID"}},
	} {
		s.show(Selection{Node: 0, From: 0, To: c.to})
		var names []string
		for _, l := range s.room.meaning.list.Lines() {
			names = append(names, l.Key)
			if l.Key == "hex" && len(l.Value) != int(2*c.to) {
				t.Errorf("hex %q of %d bytes", l.Value, c.to)
			}
		}
		for _, name := range c.have {
			if !slices.Contains(names, name) {
				t.Errorf("no %s of %d bytes in %v", name, c.to, names)
			}
		}
		for _, name := range c.havenot {
			if slices.Contains(names, name) {
				t.Errorf("%s of %d bytes in %v", name, c.to, names)
			}
		}
	}
}
