package markers

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

// Every section of the corpus is shown with all its fields, and comes back to
// its bytes after it was moved there and back.
func TestSectionsOfTheCorpus(t *testing.T) {
	name := filepath.Join(testdata.Corpus(t), "Comcast+scte35-go", "pkg", "scte35", "scte35_test.go.base64.part1.tsv")
	table, err := os.ReadFile(name)
	if err != nil {
		t.Skip("not in this corpus: " + name)
	}
	raw, n := ladder(t), uint64(0)
	for line := range strings.Lines(string(table)) {
		name, data, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(name, "Invalid") {
			continue
		}
		b, err := marker.ParseSection(data)
		if err != nil {
			t.Fatal(err)
		}
		n++
		m := marker.Marker{Time: n, TimeScale: 2, Payload: marker.Payload{Kind: marker.SCTE35, Bytes: b}}
		if raw, err = edit.AddMarkers(raw, edit.MarkerStream{Name: "scte35", Subtype: "DATA", Scheme: marker.Scheme}, []marker.Marker{m}); err != nil {
			t.Fatal(err)
		}
	}
	s := newStage(t, raw)
	changed := 0
	for i := range int64(n) {
		s.room.table.grid.Select(i)
		s.room.table.picked()
		one := s.room.table.chosen()
		if one == nil || len(s.room.detail.fields.list) == 0 {
			t.Fatalf("section %d has no fields", i)
		}
		if one.section.Editable() != s.room.detail.left.Visible() {
			t.Errorf("section %d: the form is shown: %v", i, s.room.detail.left.Visible())
		}
		was := one.Payload.Bytes
		there := one.Moved(one.Time + one.TimeScale)
		if back := there.Moved(one.Time); !bytes.Equal(back.Payload.Bytes, was) {
			t.Errorf("section %d is another after it was moved there and back", i)
		}
		if !bytes.Equal(there.Payload.Bytes, was) {
			changed++
		}
	}
	if n < 12 || changed < 5 {
		t.Errorf("%d sections, %d of them name a time", n, changed)
	}
	if len(s.edits) > 0 {
		t.Errorf("looking at them has changed %q", s.edits)
	}
}
