package gui

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"smoothscope/gui/session"
	"smoothscope/gui/watch"
	"smoothscope/inspect/check"
	"smoothscope/tasks/edit"
	"smoothscope/testdata"
)

// ladderCopy is the fixture in a folder that may be written to.
func ladderCopy(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	for _, name := range []string{"ladder.ism", "ladder.ismc", "v_20.ismv", "v_40.ismv", "v_80.ismv", "a_eng0.isma"} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// studio is a house with the ladder open, to be edited.
func studio(t *testing.T) (*house, *session.Asset, string) {
	t.Helper()
	h := restless(t)
	folder := ladderCopy(t)
	h.checked([]string{filepath.Join(folder, "ladder.ism")})
	a := h.session.Current()
	if a.Draft == nil || len(a.Read) != 2 {
		t.Fatalf("it cannot be edited: %v", a.Read)
	}
	return h, a, folder
}

// called gives the audio another name in the client manifest.
func (h *house) called(a *session.Asset, name string) {
	h.t.Helper()
	raw := h.manifestsOf(a).client.raw
	i := bytes.Index(raw, []byte(`Language="eng"`))
	if i < 0 {
		i = bytes.Index(raw, []byte(`Language="`))
	}
	rest := raw[i+len(`Language="`):]
	changed := slices.Concat(raw[:i], []byte(`Language="`+name), rest[bytes.IndexByte(rest, '"'):])
	h.editor.edit(a, tabManifest, "call it "+name, edit.State{Files: map[string][]byte{"ladder.ismc": changed}})
}

func (h *house) rests(a *session.Asset) {
	h.t.Helper()
	h.until("the edits", func() bool { return h.editor.resting(a) })
}

func languageIn(a *session.Asset) string {
	for _, s := range a.Content.Streams {
		if s.Type == "audio" {
			return s.Language
		}
	}
	return ""
}

func TestAnEditIsSeenEverywhereAndUndone(t *testing.T) {
	h, a, folder := studio(t)
	file := h.session.Selection().File
	before := a.Content
	h.called(a, "fra")
	if h.win.Title() != "Smoothscope — ● ladder.ism" {
		t.Errorf("title %q", h.win.Title())
	}
	h.rests(a)
	if a.Content == before || languageIn(a) != "fra" {
		t.Errorf("the asset that is shown says %q", languageIn(a))
	}
	if h.session.Selection().File != file || file.Source == nil {
		t.Error("the selection is not what it was")
	}
	h.until("another check", func() bool { r := h.checker.report(a); return r != nil && r.Streams[1].Language == "fra" })
	if row := h.rowOf("ladder.ismc"); row == "" {
		t.Errorf("rows %q", h.panelRows())
	}
	disk, _ := os.ReadFile(filepath.Join(folder, "ladder.ismc"))
	if !bytes.Equal(disk, a.Read["ladder.ismc"]) {
		t.Error("it is written before it is saved")
	}
	h.called(a, "deu")
	h.rests(a)
	if undo := h.actions.undo; undo.Disabled || !strings.HasPrefix(undo.Label, "Undo: call it deu") {
		t.Errorf("%q", undo.Label)
	}
	h.undo()
	h.rests(a)
	h.undo()
	h.rests(a)
	if languageIn(a) != "eng" || dirty(a) || h.win.Title() != "Smoothscope — ladder.ism" || !h.actions.undo.Disabled {
		t.Errorf("undone: %q, title %q", languageIn(a), h.win.Title())
	}
	h.redo()
	h.rests(a)
	if languageIn(a) != "fra" || !dirty(a) {
		t.Errorf("done again: %q", languageIn(a))
	}
}

// Many edits one after the other end with the last, and open no more files than
// one content does.
func TestTheLatestOfManyEditsIsShown(t *testing.T) {
	h, a, _ := studio(t)
	for _, name := range []string{"aaa", "bbb", "ccc", "ddd", "eee"} {
		h.called(a, name)
	}
	h.rests(a)
	if list, at := a.Draft.Steps(); len(list) != 5 || at != 5 || languageIn(a) != "eee" {
		t.Errorf("%v, %d, %q", list, at, languageIn(a))
	}
	h.until("the check", func() bool { r := h.checker.report(a); return r != nil && r.Streams[1].Language == "eee" })
	h.until("nobody reads the old ones", func() bool {
		h.keeper.mu.Lock()
		defer h.keeper.mu.Unlock()
		return len(h.keeper.users) == 0 && len(h.keeper.gone) == 0
	})
}

func TestSavingWritesAndIsNoForeignChange(t *testing.T) {
	h, a, folder := studio(t)
	h.prefs.SetSaveAtOnce(true)
	h.called(a, "fra")
	h.rests(a)
	path := filepath.Join(folder, "ladder.ismc")
	h.saveChanges()
	h.until("the file", func() bool { return !dirty(a) })
	h.until("the verdict", func() bool { return strings.HasPrefix(h.notice, "Saved. ") })
	if disk, _ := os.ReadFile(path); !bytes.Contains(disk, []byte(`Language="fra"`)) {
		t.Error("the file is as it was")
	}
	if _, err := os.Stat(path + ".bak"); err != nil {
		t.Errorf("no backup: %v", err)
	}
	h.until("a look at the disk", func() bool { time.Sleep(50 * time.Millisecond); return slices.Contains(h.disk.watched, path) })
	if s := h.disk.state(path); s != 0 || !h.disk.object.Hidden {
		t.Errorf("our own save is told as %v", s)
	}
	if h.win.Title() != "Smoothscope — ladder.ism" {
		t.Errorf("title %q", h.win.Title())
	}
	h.undo()
	h.rests(a)
	if !dirty(a) || languageIn(a) != "eng" {
		t.Error("a save is the end of undo")
	}
	h.discard()
	h.press("Discard")
	h.rests(a)
	if dirty(a) || languageIn(a) != "fra" {
		t.Errorf("discarded: %q", languageIn(a))
	}
}

func TestAForeignChangeLosesNothing(t *testing.T) {
	h, a, folder := studio(t)
	h.prefs.SetSaveAtOnce(true)
	h.called(a, "fra")
	h.rests(a)
	path := filepath.Join(folder, "ladder.ismc")
	foreign := append(slices.Clone(a.Read["ladder.ismc"]), "<!-- by hand -->"...)
	if err := os.WriteFile(path, foreign, 0o644); err != nil {
		t.Fatal(err)
	}
	h.saveChanges()
	h.until("the question", func() bool { return h.win.Canvas().Overlays().Top() != nil })
	if !dirty(a) {
		t.Error("the edit is lost")
	}
	if disk, _ := os.ReadFile(path); !bytes.Equal(disk, foreign) {
		t.Error("the foreign change is lost")
	}
	h.until("the bar", func() bool { return !h.disk.object.Hidden })
	h.press("Read again and lose my changes")
	h.opened("ladder.ism")
	h.until("the file", func() bool { b := h.session.Current(); return b != a && bytes.Equal(b.Read["ladder.ismc"], foreign) })
}

func TestWhatCannotBeWrittenIsSaidAndStays(t *testing.T) {
	h, a, folder := studio(t)
	h.prefs.SetSaveAtOnce(true)
	h.called(a, "fra")
	h.rests(a)
	if err := os.Remove(filepath.Join(folder, "ladder.ismc")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(folder, "ladder.ismc", "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	h.saveChanges()
	h.until("the reason", func() bool { return h.win.Canvas().Overlays().Top() != nil })
	if !dirty(a) {
		t.Error("the edit is lost")
	}
}

func TestClosingAsks(t *testing.T) {
	h, a, folder := studio(t)
	h.called(a, "fra")
	h.rests(a)
	for _, leave := range []func(){h.closeCurrent, h.reload, h.Quit} {
		leave()
		if h.win.Canvas().Overlays().Top() == nil || !h.session.Has(a) {
			t.Fatal("it does not ask")
		}
		h.press("Cancel")
	}
	h.closeCurrent()
	h.press("Save")
	h.until("the end", func() bool { return !h.session.Has(a) })
	if disk, _ := os.ReadFile(filepath.Join(folder, "ladder.ismc")); !bytes.Contains(disk, []byte(`Language="fra"`)) {
		t.Error("not saved")
	}
}

// The keys of a text that is being typed are its own, though a menu has them.
func TestUndoBelongsToTheTextThatIsTyped(t *testing.T) {
	h, a, _ := studio(t)
	h.called(a, "fra")
	h.rests(a)
	h.win.Canvas().Focus(h.search)
	h.search.SetText("")
	for _, r := range "trun" {
		h.search.TypedRune(r)
	}
	h.actions.undo.Action()
	h.rests(a)
	if !dirty(a) || h.search.Text == "trun" {
		t.Errorf("dirty %v, text %q", dirty(a), h.search.Text)
	}
	h.actions.redo.Action()
	if h.search.Text != "trun" {
		t.Errorf("text %q", h.search.Text)
	}
	taken := map[string]bool{}
	for _, m := range h.win.MainMenu().Items {
		for _, i := range m.Items {
			if i.Shortcut != nil {
				taken[i.Shortcut.ShortcutName()] = true
			}
		}
	}
	for _, s := range []fyne.Shortcut{&fyne.ShortcutCopy{}, &fyne.ShortcutCut{}, &fyne.ShortcutPaste{}, &fyne.ShortcutSelectAll{}} {
		if taken[s.ShortcutName()] {
			t.Errorf("a menu takes %s from texts", s.ShortcutName())
		}
	}
	h.win.Canvas().Unfocus()
	h.actions.undo.Action()
	h.rests(a)
	if dirty(a) {
		t.Error("without a text the menu undoes nothing")
	}
}

func TestHistoryLeadsToAStep(t *testing.T) {
	h, a, _ := studio(t)
	for _, name := range []string{"aaa", "bbb", "ccc"} {
		h.called(a, name)
	}
	h.rests(a)
	h.showSteps()
	list := &steps{}
	list.list, list.at = a.Draft.Steps()
	if list.Rows() != 4 || list.Cell(1, 1).Text != "call it aaa" || list.Cell(3, 0).Text == "" {
		t.Errorf("%d rows, %+v", list.Rows(), list.Cell(1, 1))
	}
	h.escape()
	h.editor.goTo(a, 1)
	h.rests(a)
	if languageIn(a) != "aaa" {
		t.Errorf("%q", languageIn(a))
	}
	h.editor.goTo(a, 0)
	h.rests(a)
	if dirty(a) {
		t.Error("at the first step it is not as it was read")
	}
}

func TestThePreviewServesWhatIsNotSaved(t *testing.T) {
	h := newTheatre(t)
	folder := ladderCopy(t)
	h.checked([]string{filepath.Join(folder, "ladder.ism")})
	a := h.session.Current()
	h.startPreview(a, true, "")
	h.until("the player", func() bool { return len(h.shown) == 1 })
	address := strings.TrimSuffix(h.last(), "/") + "/Manifest"
	if status, body := h.get(address); status != http.StatusOK || !strings.Contains(body, `Language="eng"`) {
		t.Fatalf("%d %s", status, body)
	}
	h.called(a, "fra")
	h.rests(a)
	h.until("the server", func() bool { return len(h.previews.queue) == 0 })
	if status, body := h.get(address); status != http.StatusOK || !strings.Contains(body, `Language="fra"`) {
		t.Errorf("%d %s", status, body)
	}
}

var (
	_ = watch.Usual
	_ check.Report
)

// Where the step that was saved cannot be gone back to, discarding is one more
// step that leads to what is on the disk.
func TestDiscardingWithoutAWayBack(t *testing.T) {
	h, a, _ := studio(t)
	h.prefs.SetSaveAtOnce(true)
	h.called(a, "fra")
	h.rests(a)
	h.saveChanges()
	h.until("the save", func() bool { return !dirty(a) && h.editor.resting(a) })
	h.undo()
	h.rests(a)
	h.called(a, "deu") // what was saved is no step any more
	h.rests(a)
	h.discard()
	h.press("Discard")
	h.rests(a)
	if dirty(a) || languageIn(a) != "fra" {
		t.Errorf("dirty %v, %q", dirty(a), languageIn(a))
	}
	h.undo()
	h.rests(a)
	if languageIn(a) != "deu" {
		t.Errorf("undone %q", languageIn(a))
	}
}
