package markers

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

// later is a Background that works when the test says so.
type later struct{ jobs []func() }

func (l *later) Do(work func(context.Context), done func()) context.CancelFunc {
	ctx, cancel := context.WithCancel(context.Background())
	l.jobs = append(l.jobs, func() {
		if ctx.Err() == nil {
			work(ctx)
		}
		if ctx.Err() == nil {
			done()
		}
	})
	return cancel
}

// stage is the screen in a window with the ladder, which follows its edits as
// the hall does.
type stage struct {
	t      *testing.T
	bg     *later
	room   *Room
	canvas fyne.Canvas
	asset  *asset.Asset
	edits  []string
	now    []byte
	said   string
	copied string
	played float64
	file   []byte
}

func newStage(t *testing.T, raw []byte) *stage {
	t.Helper()
	test.NewTempApp(t)
	s := &stage{t: t, bg: &later{}}
	s.room = New(s.bg, FirstSizes())
	s.room.OnEdit = func(what string, client []byte) { s.edits = append(s.edits, what); s.now = client }
	s.room.OnStatus = func(text string) { s.said = text }
	s.room.OnCopy = func(text string) { s.copied = text }
	s.room.OnPlay = func(at float64) { s.played = at }
	s.room.OnExport = func(_ string, content []byte) { s.file = content }
	s.room.Paste = func() string { return s.copied }
	w := test.NewTempWindow(t, s.room.Object())
	w.Resize(fyne.NewSize(1200, 760))
	s.canvas = w.Canvas()
	a, err := asset.Open(context.Background(), []string{testdata.Path(t, "ladder", "ladder.ism")}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	s.asset = a
	s.show(raw)
	return s
}

func (s *stage) show(raw []byte) {
	s.t.Helper()
	s.now = raw
	s.room.Show(s.asset, raw, "")
	s.all()
}

// all works until nothing is left to do.
func (s *stage) all() {
	for len(s.bg.jobs) > 0 {
		job := s.bg.jobs[0]
		s.bg.jobs = s.bg.jobs[1:]
		job()
	}
}

func ladder(t *testing.T) []byte {
	t.Helper()
	raw, err := os.ReadFile(testdata.Path(t, "ladder", "ladder.ismc"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// withBreaks is the ladder with breaks at these seconds, each 2 s long.
func withBreaks(t *testing.T, at ...float64) []byte {
	t.Helper()
	raw := ladder(t)
	for i, sec := range at {
		b := marker.Break{Command: marker.SpliceInsert, ID: uint32(i + 1), PTS: uint64(sec * marker.Clock), Length: 2 * marker.Clock}
		section, err := b.Section()
		if err != nil {
			t.Fatal(err)
		}
		m := marker.Marker{Time: uint64(sec * hns), TimeScale: hns, Payload: marker.Payload{Kind: marker.SCTE35, Bytes: section.Raw}}
		if raw, err = edit.AddMarkers(raw, edit.MarkerStream{Name: "scte35", Subtype: "DATA", Scheme: marker.Scheme}, []marker.Marker{m}); err != nil {
			t.Fatal(err)
		}
	}
	return raw
}

// listed are the rows in a few words.
func (s *stage) listed() string {
	var words []string
	for _, r := range s.room.table.rows {
		words = append(words, strings.TrimSpace(s.room.timeText(r.time())+"+"+s.room.timeText(r.lasts())+" "+r.ID+" "+r.says()))
	}
	return strings.Join(words, "; ")
}

// saved are the markers of the manifest as the hall has it.
func (s *stage) saved() string {
	s.t.Helper()
	c, err := manifest.ParseClient(s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	var words []string
	for _, m := range marker.All(c) {
		words = append(words, m.Stream+" "+marker.Seconds(m.Time, m.TimeScale)+"+"+marker.Seconds(m.Duration, m.TimeScale)+" "+m.ID+" "+m.Text)
	}
	return strings.Join(words, "; ")
}

// column finds a column by its title.
func (s *stage) column(title string) int {
	s.t.Helper()
	at := slices.IndexFunc(s.room.table.columns, func(c column) bool { return c.Title == title })
	if at < 0 {
		s.t.Fatalf("no column %s", title)
	}
	return at
}

// set edits a cell.
func (s *stage) set(row int64, title, text string) string {
	s.t.Helper()
	g := s.room.table.grid
	if !g.Edit(row, s.column(title)) {
		s.t.Fatalf("%s of row %d cannot be edited", title, row)
	}
	g.EditText(text)
	if !g.EndEdit(true) {
		defer g.EndEdit(false)
	}
	return g.EditError()
}

func TestMarkersAreListedWithTheirPlaces(t *testing.T) {
	s := newStage(t, withBreaks(t, 2, 3.12))
	if got := s.listed(); got != "2.000+2.000 1 splice_insert, out; 3.120+2.000 2 splice_insert, out" {
		t.Error(got)
	}
	rows := s.room.table.rows
	if e := rows[0].edge; !e.known || e.moved != 0 {
		t.Errorf("at 2 s: %+v", e)
	}
	if len(rows[0].problems) != 0 {
		t.Errorf("at 2 s: %+v", rows[0].problems)
	}
	var rules []string
	for _, p := range rows[1].problems {
		rules = append(rules, p.rule)
	}
	if !slices.Equal(rules, []string{"MRK-IDR", "MRK-OVERLAP"}) {
		t.Errorf("at 3.12 s: %+v", rows[1].problems)
	}
	lines := s.room.table.grid.Shown()
	if len(lines) != 2 || !strings.Contains(lines[0], "at chunk 1") || !strings.Contains(lines[1], "after a key frame") && !strings.Contains(lines[1], "chunk") {
		t.Errorf("%q", lines)
	}
}

func TestCellsChangeTheManifest(t *testing.T) {
	s := newStage(t, withBreaks(t, 2, 6))
	for _, e := range []struct{ title, text, bad string }{
		{"duration", "1.5", ""}, {"event", "77", ""}, {"time", "+0:02", ""}, {"time", "6", "already"}, {"event", "x", "no number"}, {"time", "4,5", ""}, {"duration", "", ""},
	} {
		if said := s.set(0, e.title, e.text); (said == "") != (e.bad == "") || !strings.Contains(said, e.bad) {
			t.Errorf("%s %q: %q", e.title, e.text, said)
		}
		s.show(s.now)
	}
	if got := s.listed(); got != "4.500+0.000 77 splice_insert, out; 6.000+2.000 2 splice_insert, out" {
		t.Error(got)
	}
	if want := []string{"Change a duration", "Change an event", "Move a marker", "Move a marker", "Change a duration"}; !slices.Equal(s.edits, want) {
		t.Errorf("%q", s.edits)
	}
	if c := s.room.table.chosen().section.Cue(); *c.PTS != 4.5*marker.Clock || c.Duration != nil {
		t.Errorf("%+v", c)
	}
}

// What is selected stays so after an edit and after Undo, wherever it is then.
func TestTheChoiceStays(t *testing.T) {
	before := withBreaks(t, 2, 4, 6)
	s := newStage(t, before)
	s.room.table.grid.Select(0)
	s.room.tell()
	s.set(0, "time", "5")
	if got := s.room.table.grid.Selected(); got != 1 || s.room.detail.row.ID != "1" {
		t.Errorf("row %d is selected", got)
	}
	s.show(before)
	if r := s.room.table.chosen(); r == nil || r.ID != "1" || r.time() != 2*hns {
		t.Errorf("%+v", r)
	}
	s.room.table.grid.SelectRows([]int64{1, 2}, 2)
	s.room.remove()
	if got := s.saved(); got != "scte35 2+2 1 splice_insert, out" || s.room.table.grid.Selected() != 0 {
		t.Error(got)
	}
}

// Keys act on the rows, not while a text is written.
func TestKeys(t *testing.T) {
	s := newStage(t, withBreaks(t, 2, 4))
	g := s.room.table.grid
	s.canvas.Focus(g)
	g.Select(1)
	key := func(name fyne.KeyName) { s.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	g.TypedShortcut(&fyne.ShortcutCopy{})
	if all, err := marker.ReadCSV(strings.NewReader(s.copied), hns); err != nil || len(all) != 1 || all[0].ID != "2" {
		t.Fatalf("copied %q: %v", s.copied, err)
	}
	clip := test.NewClipboard()
	clip.SetContent(s.copied)
	g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if got := s.saved(); !strings.HasSuffix(got, "; scte35 6+2 3 splice_insert, out") {
		t.Errorf("%s, %s", got, s.said)
	}
	key(fyne.KeyDelete)
	if got := s.listed(); got != "2.000+2.000 1 splice_insert, out; 4.000+2.000 2 splice_insert, out" {
		t.Error(got)
	}
	g.Select(0)
	g.TypedShortcut(&fyne.ShortcutCut{})
	if got := s.listed(); got != "4.000+2.000 2 splice_insert, out" {
		t.Error(got)
	}
	key(fyne.KeyInsert)
	if !s.room.strip.opened() {
		t.Fatal("Insert asks for no break")
	}
	key(fyne.KeyDelete) // in the entry of the strip
	if got := s.listed(); got != "4.000+2.000 2 splice_insert, out" {
		t.Error(got)
	}
	key(fyne.KeyEscape)
	if s.room.strip.opened() || s.canvas.Focused() != g {
		t.Errorf("the focus is on %T", s.canvas.Focused())
	}
}

func TestReadOnly(t *testing.T) {
	s := newStage(t, withBreaks(t, 2))
	s.room.Show(s.asset, s.now, "It is published.")
	s.all()
	if s.room.table.grid.Edit(0, 0) || !s.room.bar.add.Disabled() || s.room.bar.note.Text != "It is published." || s.room.bar.why.Hidden {
		t.Error("what cannot be changed looks as if it could")
	}
	s.room.key(fyne.KeyDelete)
	if s.said != "It is published." || len(s.edits) > 0 {
		t.Errorf("%q, %v", s.said, s.edits)
	}
	s.room.Show(s.asset, nil, "")
	if s.room.editable() || !strings.Contains(s.room.why, "no client manifest") {
		t.Error(s.room.why)
	}
	s.room.Clear()
}

// A distance is told as the checks tell it: in frames, to a tenth of one.
func TestDistancesAreToldInPartsOfFrames(t *testing.T) {
	p := &points{chunks: edit.Points{TimeScale: hns, Frame: hns / 25}}
	for by, want := range map[int64]string{
		hns / 10: "2.5 frames", -hns / 10: "2.5 frames", hns / 25: "1 frame", 3 * hns / 25: "3 frames",
		hns / 50: "0.5 frames", 10 * hns: "250 frames", 11 * hns: "11.000 s",
	} {
		if text := p.length(by); text != want {
			t.Errorf("%d: %q, not %q", by, text, want)
		}
	}
}

func TestMarkersOfABrokenManifestCannotBeChanged(t *testing.T) {
	raw := withBreaks(t, 2, 3.12)
	s := newStage(t, raw)
	s.room.Show(s.room.asset, raw[:len(raw)/2], "")
	if s.room.editable() || !s.room.bar.add.Disabled() || s.room.why == "" {
		t.Errorf("%q", s.room.why)
	}
	s.room.Show(s.room.asset, raw, "")
	if !s.room.editable() {
		t.Errorf("mended: %q", s.room.why)
	}
}
