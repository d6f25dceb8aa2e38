package manifests

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

// bench is a room in a window, and what it has told.
type bench struct {
	*Room
	t     testing.TB
	win   fyne.Window
	run   *async.Runner
	ui    chan func()
	edits []string // what, in order
	path  string   // of the last edit
	raw   []byte
	menu  *fyne.Menu
}

func newBench(t testing.TB) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme(nil))
	b := &bench{t: t, ui: make(chan func(), 1000)}
	b.run = async.New(func(f func()) { b.ui <- f })
	b.Room = New(b.run, FirstSizes())
	b.OnEdit = func(what, path string, raw []byte) { b.edits, b.path, b.raw = append(b.edits, what), path, raw }
	b.OnMenu = func(m *fyne.Menu, _ fyne.Position) { b.menu = m }
	b.win = test.NewTempWindow(t, b.Object())
	b.win.Resize(fyne.NewSize(1200, 760))
	t.Cleanup(func() { b.run.Close(time.Second) })
	return b
}

// settle runs what comes back to the UI goroutine until nothing is left to do.
func (b *bench) settle() {
	b.t.Helper()
	for deadline := time.After(30 * time.Second); b.reading > 0 || b.running != nil; {
		select {
		case f := <-b.ui:
			f()
		case <-deadline:
			b.t.Fatal("nothing comes of it")
		}
	}
}

func (b *bench) show(names ...string) {
	b.t.Helper()
	var files []File
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			b.t.Fatal(err)
		}
		files = append(files, File{Path: name, Kind: manifest.Sniff(raw), Raw: raw})
	}
	b.Show(files)
	b.settle()
}

func ladder(t testing.TB) (client, server string) {
	folder := testdata.Path(t, "ladder")
	return filepath.Join(folder, "ladder.ismc"), filepath.Join(folder, "ladder.ism")
}
