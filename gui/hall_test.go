package gui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	room "smoothscope/gui/offsets"

	"smoothscope/gui/kit"
	"smoothscope/gui/prefs"
	"smoothscope/gui/publish"
	"smoothscope/tasks/offsets"
	"smoothscope/tasks/publish/targets"
	"smoothscope/testdata"
)

// house is a hall whose UI goroutine is the test's own.
type house struct {
	*Hall
	t  *testing.T
	ui chan func()
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, ui: make(chan func(), 10000)}
	h.Hall = New(test.NewTempApp(t), Options{
		Version: "test", OnUI: func(f func()) { h.ui <- f }, Kinds: targets.All(),
		Sample: func() (string, error) { return testdata.Path(t, "ladder", "ladder.ism"), nil },
	})
	t.Cleanup(func() { h.run.Close(10 * time.Second) })
	return h
}

func (h *house) until(what string, holds func() bool) {
	h.t.Helper()
	late := time.After(30 * time.Second)
	for !holds() {
		select {
		case f := <-h.ui:
			f()
		case <-late:
			h.t.Fatalf("waited for %s in vain", what)
		}
	}
}

func (h *house) opened(title string) {
	h.t.Helper()
	h.until(title, func() bool {
		a, f := h.session.Current(), h.session.Selection().File
		return a != nil && a.Title == title && !a.Loading && f != nil && !f.Scanning
	})
}

func (h *house) panelRows() []string {
	var rows []string
	for i := range h.panel.Rows() {
		c := h.panel.Cell(i, 0)
		rows = append(rows, strings.TrimSpace(c.Text+" "+c.End))
	}
	return rows
}

func uris(paths ...string) []fyne.URI {
	var list []fyne.URI
	for _, p := range paths {
		list = append(list, storage.NewFileURI(p))
	}
	return list
}

func TestEmptyWindowOffersOnlyWhatWorks(t *testing.T) {
	h := newHouse(t)
	if h.win.Title() != Name || !h.actions.publish.Disabled() || !h.search.Disabled() {
		t.Errorf("title %q, publish %v, search %v", h.win.Title(), h.actions.publish.Disabled(), h.search.Disabled())
	}
	for _, m := range append(h.actions.items, h.actions.file...) {
		if !m.Disabled {
			t.Errorf("%s can be chosen without an asset", m.Label)
		}
	}
}

func TestDropOpensAnAsset(t *testing.T) {
	h := newHouse(t)
	h.Dropped(uris(testdata.Path(t, "ladder", "ladder.ism")))
	h.opened("ladder.ism")
	if h.win.Title() != "Smoothscope — ladder.ism" {
		t.Errorf("title %q", h.win.Title())
	}
	want := []string{"ASSET", "ladder.ism server", "ladder.ismc client",
		"VIDEO", "v_80.ismv 84 kb/s", "v_40.ismv 42 kb/s", "v_20.ismv 20 kb/s", "AUDIO", "a_eng0.isma eng 24 kb/s"}
	if diff := cmp.Diff(want, h.panelRows()); diff != "" {
		t.Error(diff)
	}
	if f := h.session.Selection().File; f.Name != "v_80.ismv" || f.Tree == nil {
		t.Errorf("shows %s", f.Name)
	}
	for _, m := range append(h.actions.items, h.actions.file...) {
		if m.Disabled {
			t.Errorf("%s cannot be chosen with an asset", m.Label)
		}
	}
	h.panel.chosen(1)
	h.until("the manifest", func() bool { f := h.session.Selection().File; return f.Name == "ladder.ism" && !f.Scanning })
	if f := h.session.Selection().File; !f.Foreign || f.Err != nil {
		t.Errorf("a manifest is %v, %v", f.Foreign, f.Err)
	}
}

func TestSecondDropKeepsTheFirstOneClickAway(t *testing.T) {
	h := newHouse(t)
	h.Dropped(uris(testdata.Path(t, "ladder", "ladder.ism")))
	h.opened("ladder.ism")
	first := h.session.Current()
	h.Dropped(uris(testdata.Path(t, "ladder", "mux_av.ismv")))
	h.opened("mux_av.ismv")
	rows := h.panelRows()
	if rows[len(rows)-1] != "ladder.ism" {
		t.Fatalf("rows %v", rows)
	}
	h.panel.chosen(int64(len(rows) - 1))
	if h.session.Current() != first || h.session.Selection().File == nil {
		t.Error("one click does not bring the first back")
	}
	h.closeCurrent()
	h.closeCurrent()
	if h.session.Current() != nil || h.win.Title() != Name {
		t.Errorf("closed, but the title is %q", h.win.Title())
	}
	if rows := h.panelRows(); len(rows) != 3 || rows[0] != "RECENT" {
		t.Errorf("rows %v", rows)
	}
}

func TestADropBehindADialogIsIgnored(t *testing.T) {
	h := newHouse(t)
	h.openDialog(dialog.NewInformation("a", "b", h.win))
	h.Dropped(uris(testdata.Path(t, "ladder", "ladder.ism")))
	if len(h.session.Assets()) != 0 || !strings.Contains(h.status.Text(), "dialog is open") {
		t.Errorf("%d assets, status %q", len(h.session.Assets()), h.status.Text())
	}
	h.escape()
	if h.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close the dialog")
	}
}

func TestWhatCannotBeOpenedSaysWhy(t *testing.T) {
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, []byte("hello\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	media := filepath.Join(t.TempDir(), "notes.ismv")
	if err := os.WriteFile(media, []byte("hello, this is no media\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, media, filepath.Join(t.TempDir(), "gone.ism"), t.TempDir()} {
		h := newHouse(t)
		h.Open([]string{path})
		h.until("an answer", func() bool { return h.win.Canvas().Overlays().Top() != nil })
		if len(h.session.Assets()) != 0 {
			t.Errorf("%s stays open", path)
		}
	}
}

func TestMissingMediaIsRed(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	h := newHouse(t)
	h.Open([]string{filepath.Join(folder, "ladder.ism")})
	h.opened("ladder.ism")
	found := 0
	for i := range h.panel.Rows() {
		if c := h.panel.Cell(i, 0); c.Color == "error" && strings.Contains(c.End, "missing") {
			found++
		}
	}
	if found != 2 {
		t.Errorf("%d rows are missing in red, want 2: %v", found, h.panelRows())
	}
}

func TestOffsetsLeadToTheBytes(t *testing.T) {
	h := newHouse(t)
	h.Open([]string{testdata.Path(t, "ladder", "ladder.ism")})
	h.opened("ladder.ism")
	h.showTab(tabOffsets)
	h.until("the chunks", func() bool { m := h.chunks[h.session.Current()]; return m != nil && m.done })
	m := h.chunks[h.session.Current()]
	if len(m.entries) != 16 || m.err != nil {
		t.Fatalf("%d chunks, %v", len(m.entries), m.err)
	}
	e := m.entries[1]
	h.pickChunk(e, true)
	h.until("the box", func() bool { sel := h.session.Selection(); return sel.Node >= 0 && sel.File.Name == e.File })
	sel := h.session.Selection()
	if sel.From != e.Offset || pathOf(sel) != "moof[2]" || h.tabs.Selected() != tabBoxes {
		t.Errorf("selected %s at %d, want %d", pathOf(sel), sel.From, e.Offset)
	}
}

func TestFindByOffsetAndTime(t *testing.T) {
	h := newHouse(t)
	h.Open([]string{testdata.Path(t, "ladder", "v_40.ismv")})
	h.opened("v_40.ismv")
	h.lookFor("2.5s")
	h.until("the chunk", func() bool { return pathOf(h.session.Selection()) == "moof[2]" })
	off := h.session.Selection().From
	h.lookFor("+9")
	h.until("the byte", func() bool { return pathOf(h.session.Selection()) == "moof[2]/mfhd[1]" })
	if sel := h.session.Selection(); sel.From > off+9 || sel.To <= off+9 {
		t.Errorf("selected %d to %d for %d", sel.From, sel.To, off+9)
	}
	h.lookFor("0x7fffffff")
	if !strings.Contains(h.status.Text(), "behind the end") {
		t.Errorf("status %q", h.status.Text())
	}
}

func TestReloadComesBackToThePlace(t *testing.T) {
	h := newHouse(t)
	h.Open([]string{testdata.Path(t, "ladder", "v_40.ismv")})
	h.opened("v_40.ismv")
	h.lookFor("tfxd")
	h.until("the box", func() bool { return strings.HasSuffix(pathOf(h.session.Selection()), "uuid[1]") })
	want, before := pathOf(h.session.Selection()), h.session.Selection().File
	h.reload()
	h.until("the place", func() bool {
		sel := h.session.Selection()
		return sel.File != nil && sel.File != before && pathOf(sel) == want
	})
}

func TestSampleOpens(t *testing.T) {
	h := newHouse(t)
	h.OpenSample()
	h.opened("ladder.ism")
}

func TestGroup(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  [][]string
	}{
		{[]string{"a.ismv", "b.isma"}, [][]string{{"a.ismv", "b.isma"}}},
		{[]string{"a.ism", "a.ismc", "a.ismv"}, [][]string{{"a.ism"}}},
		{[]string{"a.ism", "b.ism", "a.ismv"}, [][]string{{"a.ism"}, {"b.ism"}}},
		{[]string{"a.ismc", "a.ismv"}, [][]string{{"a.ismc"}}},
		{[]string{"/x", "/y"}, [][]string{{"/x"}, {"/y"}}},
		{[]string{"a.mp4"}, [][]string{{"a.mp4"}}},
		{nil, nil},
	} {
		if diff := cmp.Diff(c.want, group(c.names)); diff != "" {
			t.Errorf("%v: %s", c.names, diff)
		}
	}
}

func TestTitleOf(t *testing.T) {
	for want, names := range map[string][]string{
		"a.ism": {"/x/a.ism"}, "a.ismv and 2 more": {"/x/a.ismv", "/x/b.ismv", "/x/c.ismv"},
		"sintel.ism": {"https://host/sintel.ism/Manifest?sig=1"}, "b.mp4": {"http://host/b.mp4"},
	} {
		if got := titleOf(names); got != want {
			t.Errorf("%v is called %q, want %q", names, got, want)
		}
	}
}

func TestPartPath(t *testing.T) {
	if got := partPath("/x/a.ismf", "v_20.ismv", 1); got != "/x/a.ismf" {
		t.Error(got)
	}
	if got := partPath("/x/a.ismf", "media/v_20.ismv", 3); got != "/x/a-v_20.ismf" {
		t.Error(got)
	}
}

func TestChunkAt(t *testing.T) {
	e := func(time, duration uint64) room.Entry {
		return room.Entry{TimeScale: 10, Entry: offsets.Entry{File: "v", Time: time, Duration: duration}}
	}
	entries := []room.Entry{e(0, 20), e(20, 20), e(40, 0)}
	for at, want := range map[time.Duration]uint64{0: 0, 1999 * time.Millisecond: 0, 2 * time.Second: 20, 9 * time.Second: 40} {
		if got, ok := chunkAt(entries, "v", at); !ok || got.Time != want {
			t.Errorf("at %v the chunk is %d %v, want %d", at, got.Time, ok, want)
		}
	}
	if _, ok := chunkAt(entries[:2], "v", 5*time.Second); ok {
		t.Error("a chunk behind the end")
	}
}

func TestThemeAndRowsAreRemembered(t *testing.T) {
	h := newHouse(t)
	h.setTheme(prefs.Light)
	h.setBytesPerRow(32)
	if h.prefs.Theme() != prefs.Light || h.prefs.BytesPerRow() != 32 || !h.actions.themes[prefs.Light].Checked || !h.actions.rows[32].Checked {
		t.Error("not remembered or not ticked")
	}
}

func azure(settings map[string]string) publish.Target {
	return publish.Target{Kind: "azure", Settings: settings}
}

func TestSecretNamesTellTargetsApart(t *testing.T) {
	d := desk{Hall: newHouse(t).Hall}
	d.Remember(azure(map[string]string{"account": "a", "container": "x"}))
	a := secretName(azure(map[string]string{"account": "a", "container": "x"}), "key")
	b := secretName(azure(map[string]string{"account": "a", "container": "y"}), "key")
	c := secretName(azure(map[string]string{"account": "b", "container": "x"}), "key")
	if a != b || a == c {
		t.Errorf("names %q %q %q", a, b, c)
	}
	x := secretName(azure(map[string]string{"signin": "connection string", "container": "x"}), "connection")
	y := secretName(azure(map[string]string{"signin": "connection string", "container": "y"}), "connection")
	if x == y {
		t.Errorf("two connection strings have the name %q", x)
	}
	if len(d.Targets()) != 1 {
		t.Errorf("targets %v", d.Targets())
	}
}

// press taps a button of the dialog in front.
func (h *house) press(text string) {
	h.t.Helper()
	top := h.win.Canvas().Overlays().Top()
	if top == nil {
		h.t.Fatalf("there is no dialog with %q", text)
	}
	var found *kit.Button
	var look func(fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Button:
			if o.Text() == text {
				found = o
			}
		case *fyne.Container:
			for _, child := range o.Objects {
				look(child)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				look(child)
			}
		}
	}
	look(top)
	if found == nil {
		h.t.Fatalf("the dialog has no %q", text)
	}
	found.Tapped(nil)
}
