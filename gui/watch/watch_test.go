package watch_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"smoothscope/gui/async"
	"smoothscope/gui/watch"
)

// desk is a UI goroutine with a watcher.
type desk struct {
	*watch.Watcher
	t    *testing.T
	ui   chan func()
	last map[string]watch.State
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, ui: make(chan func(), 1000)}
	run := async.New(func(f func()) { d.ui <- f })
	t.Cleanup(func() { run.Close(10 * time.Second) })
	d.Watcher = watch.New(run, watch.Pauses{Settle: 10 * time.Millisecond, Poll: 20 * time.Millisecond},
		func(states map[string]watch.State) { d.last = states })
	return d
}

// until waits for what the watcher has to tell.
func (d *desk) until(want map[string]watch.State) {
	d.t.Helper()
	late := time.After(20 * time.Second)
	for d.last == nil || !cmp.Equal(d.last, want) {
		select {
		case f := <-d.ui:
			f()
		case <-late:
			d.t.Fatalf("told %v, want %v", d.last, want)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// known waits until the watcher has seen the files as they are: it tells of
// one more that is touched after it was set.
func (d *desk) known(paths ...string) {
	d.t.Helper()
	probe := filepath.Join(d.t.TempDir(), "probe")
	d.Set(append(paths, probe))
	late := time.After(20 * time.Second)
	for n := 0; d.last[probe] == 0; n++ {
		select {
		case f := <-d.ui:
			f()
		case <-time.After(15 * time.Millisecond):
			remove(d.t, probe)
			write(d.t, probe, "x")
		case <-late:
			d.t.Fatal("the watcher does not begin")
		}
	}
	d.last = nil
	d.Set(paths)
	d.until(map[string]watch.State{})
	d.last = nil
}

func TestAFileIsWrittenReplacedRemovedAndBack(t *testing.T) {
	folder := t.TempDir()
	a, b, gone := filepath.Join(folder, "a"), filepath.Join(folder, "b"), filepath.Join(folder, "gone")
	write(t, a, "one")
	write(t, b, "two")
	d := newDesk(t)
	d.known(a, b, gone)
	write(t, filepath.Join(folder, "other"), "nobody cares")
	write(t, a, "one more")
	d.until(map[string]watch.State{a: watch.Changed})
	write(t, filepath.Join(folder, "new"), "two")
	if err := os.Rename(filepath.Join(folder, "new"), b); err != nil {
		t.Fatal(err)
	}
	d.until(map[string]watch.State{a: watch.Changed, b: watch.Changed})
	remove(t, a)
	d.until(map[string]watch.State{a: watch.Missing, b: watch.Changed})
	write(t, a, "again")
	write(t, gone, "found")
	d.until(map[string]watch.State{a: watch.Changed, b: watch.Changed, gone: watch.Back})
}

func TestAFileIsTakenAnew(t *testing.T) {
	a := filepath.Join(t.TempDir(), "a")
	write(t, a, "one")
	d := newDesk(t)
	d.known(a)
	write(t, a, "two, longer")
	d.until(map[string]watch.State{a: watch.Changed})
	d.Set(nil)
	d.Set([]string{a})
	d.until(map[string]watch.State{})
}

func TestAFolderGoesAndComes(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "asset")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	a := filepath.Join(folder, "a")
	write(t, a, "one")
	d := newDesk(t)
	d.known(a)
	remove(t, folder)
	d.until(map[string]watch.State{a: watch.Missing})
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, a, "another one")
	d.until(map[string]watch.State{a: watch.Changed})
}

// A file that has changed and changes further is told of again, with the same
// state.
func TestFurtherChangesAreTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, "one")
	d := newDesk(t)
	d.known(path)
	for _, text := range []string{"longer than before", "and longer still than that"} {
		d.last = nil
		write(t, path, text)
		late := time.After(20 * time.Second)
		for d.last[path] != watch.Changed {
			select {
			case f := <-d.ui:
				f()
			case <-late:
				t.Fatalf("nothing is told of %q", text)
			}
		}
	}
}
