package offsets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/tasks/offsets"
)

func entry(bitrate, time uint64, offset int64) Entry {
	return Entry{TimeScale: 10_000_000, Entry: offsets.Entry{
		Type: "video", Stream: "video", Bitrate: bitrate, Time: time, Duration: 20_000_000,
		File: "v.ismv", Offset: offset, Size: 1234, MoofSize: 520,
	}}
}

func room(t *testing.T, width float32) *Room {
	t.Helper()
	test.NewTempApp(t)
	r := New()
	w := test.NewTempWindow(t, r.Object())
	w.Resize(fyne.NewSize(width, 600))
	r.Set([]Entry{entry(400_000, 0, 800), entry(400_000, 20_000_000, 5000)}, nil)
	return r
}

func line(r *Room, row int64) string {
	var cells []string
	for col := range r.columns {
		if text := r.Cell(row, col).Text; text != "" {
			cells = append(cells, strings.ReplaceAll(text, "\u2009", ""))
		}
	}
	return strings.Join(cells, " ")
}

func TestRows(t *testing.T) {
	r := room(t, 1200)
	if got, want := line(r, 1), "video video 400000 20000000 2.000 s 20000000 v.ismv 5000 1234"; got != want {
		t.Errorf("row %q, want %q", got, want)
	}
	if got := r.summary.Text; got != "2 chunks · 2.5 kB" {
		t.Errorf("summary %q", got)
	}
	if got, want := line(room(t, 700), 1), "video 400000 20000000 20000000 v.ismv 5000 1234"; got != want {
		t.Errorf("narrow row %q, want %q", got, want)
	}
}

func TestChoosingARow(t *testing.T) {
	r := room(t, 1200)
	var picked []int64
	opened := false
	r.OnPick = func(e Entry, open bool) { picked, opened = append(picked, e.Offset), open }
	r.grid.OnSelect(1)
	r.grid.OnActivate(0)
	if len(picked) != 2 || picked[0] != 5000 || picked[1] != 800 || !opened {
		t.Errorf("picked %v, opened %v", picked, opened)
	}
}

func TestCopyAndExport(t *testing.T) {
	r := room(t, 1200)
	copied := ""
	r.OnCopy = func(text string) { copied = text }
	test.Tap(r.copy)
	if want := "mediatype=video,bitrate=400000,starttime=0,file=v.ismv,offset=800,size=1234\n"; !strings.HasPrefix(copied, want) {
		t.Errorf("copied %q", copied)
	}
	r.grid.OnCopy([]int64{1})
	if strings.Count(copied, "\n") != 1 || !strings.Contains(copied, "offset=5000") {
		t.Errorf("copied row %q", copied)
	}
	for i, f := range offsets.Formats() {
		r.format.SetSelectedIndex(i)
		name, n := "", 0
		r.OnExport = func(format offsets.Format, entries []offsets.Entry) { name, n = format.Name, len(entries) }
		test.Tap(r.export)
		if name != f.Name || n != 2 {
			t.Errorf("exported %d as %q, want 2 as %q", n, name, f.Name)
		}
	}
}

func TestWithoutEntriesNothingCanBeExported(t *testing.T) {
	r := room(t, 1200)
	r.OnExport = func(offsets.Format, []offsets.Entry) { t.Error("exported nothing") }
	r.Clear("no chunks")
	r.Export()
	if !r.export.Disabled() || !r.copy.Disabled() || r.summary.Text != "no chunks" {
		t.Errorf("export %v, copy %v, %q", r.export.Disabled(), r.copy.Disabled(), r.summary.Text)
	}
}

func TestWarningsAreShown(t *testing.T) {
	r := room(t, 1200)
	r.Set([]Entry{entry(1, 0, 0)}, []string{"a", "b", "c", "d", "e", "f"})
	if got := r.warning.Text; r.warning.Hidden || !strings.Contains(got, "▲ a\n") || !strings.HasSuffix(got, "… and 2 more") {
		t.Errorf("warnings %q", got)
	}
	r.Set(nil, nil)
	if !r.warning.Hidden {
		t.Error("the warnings stay")
	}
}
