package gui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"smoothscope/gui/choose"
	"smoothscope/testdata"
)

// person answers what the system's dialogs ask.
type person struct {
	paths []string
	err   error
	asked []choose.Ask
}

func (p *person) Files(_ context.Context, a choose.Ask) ([]string, error) {
	p.asked = append(p.asked, a)
	return p.paths, p.err
}

func (p *person) Folder(ctx context.Context, a choose.Ask) (string, error) { return p.Save(ctx, a) }

func (p *person) Save(_ context.Context, a choose.Ask) (string, error) {
	p.asked = append(p.asked, a)
	if p.err != nil {
		return "", p.err
	}
	return p.paths[0], nil
}

func TestSeveralFilesAreChosenTogether(t *testing.T) {
	h := newHouse(t)
	p := &person{paths: []string{testdata.Path(t, "ladder", "v_20.ismv"), testdata.Path(t, "ladder", "v_40.ismv")}}
	h.options.Chooser = p
	h.openFiles()
	h.openFiles() // while it is open: nothing
	h.opened("v_20.ismv and 1 more")
	if len(p.asked) != 1 || len(p.asked[0].Filters) != 2 || !strings.Contains(strings.Join(p.asked[0].Filters[0].Patterns, " "), "*.ismc *.ismv") {
		t.Fatalf("asked %v", p.asked)
	}
	h.openFiles()
	h.until("the second question", func() bool { return !h.asking && len(p.asked) == 2 })
	if want := filepath.Dir(p.paths[0]) + string(filepath.Separator); p.asked[1].At != want {
		t.Errorf("begins at %q, want %q", p.asked[1].At, want)
	}
}

func TestSavingAsksTheSystem(t *testing.T) {
	h := newHouse(t)
	to := filepath.Join(t.TempDir(), "map.csv")
	h.options.Chooser = &person{paths: []string{to}}
	got := ""
	h.askSave("Export", "clip.csv", func(path string) { got = path })
	h.until("the answer", func() bool { return got != "" })
	if got != to || h.prefs.Folder() != filepath.Dir(to) {
		t.Errorf("saves to %q, next time in %q", got, h.prefs.Folder())
	}
}

func TestWithoutASystemDialogTheWindowAsks(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		own  bool
	}{{"cancelled", choose.ErrCancelled, false}, {"none", choose.ErrNone, true}, {"broken", errors.New("no display"), true}} {
		for name, ask := range map[string]func(*Hall){
			"files": (*Hall).openFiles, "folder": (*Hall).openFolder,
			"save": func(h *Hall) { h.askSave("Save", "a.bin", func(string) { t.Error("nothing was chosen") }) },
		} {
			h := newHouse(t)
			h.options.Chooser = &person{err: c.err}
			ask(h.Hall)
			h.until("the end of asking", func() bool { return !h.asking })
			if own := h.win.Canvas().Overlays().Top() != nil; own != c.own {
				t.Errorf("%s, %s: the window asks: %v", c.name, name, own)
			}
		}
	}
}

// twoAssets is a folder with two of them.
func twoAssets(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for to, from := range map[string]string{
		"one.ism": "ladder.ism", "two.ism": "ladder.ism", "ladder.ismc": "ladder.ismc",
		"v_20.ismv": "v_20.ismv", "v_40.ismv": "v_40.ismv", "v_80.ismv": "v_80.ismv", "a_eng0.isma": "a_eng0.isma",
	} {
		b, err := os.ReadFile(testdata.Path(t, "ladder", from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, to), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAFolderOfSeveralAssetsAsksWhich(t *testing.T) {
	h := newHouse(t)
	folder := twoAssets(t)
	h.Dropped(uris(folder))
	h.until("the question", func() bool { return h.win.Canvas().Overlays().Top() != nil })
	grid := h.win.Canvas().Focused()
	if grid == nil {
		t.Fatal("the list has no focus")
	}
	grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.opened("two.ism")
	if diff := cmp.Diff([]string{filepath.Join(folder, "two.ism")}, h.session.Current().Names); diff != "" {
		t.Error(diff)
	}
	h.Dropped(uris(folder))
	h.until("the question", func() bool { return h.win.Canvas().Overlays().Top() != nil })
	h.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if h.win.Canvas().Overlays().Top() != nil || len(h.session.Assets()) != 1 {
		t.Error("Escape does not leave the question")
	}
}
