// Package watch notices when files that are open change on disk: were written
// to, replaced, removed, or came back. It tells so and does nothing about it.
package watch

import (
	"context"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"smoothscope/gui/async"
)

// State is how a file differs from what it was when it was first watched.
type State int

// The states of a file that is not as it was.
const (
	Changed State = iota + 1 // written to or replaced
	Missing                  // was there and is gone
	Back                     // was missing and is there
)

// Pauses are how long the watcher waits.
type Pauses struct {
	Settle time.Duration // from a sign of change to looking, so that many are one
	Poll   time.Duration // between looks at folders that the system does not watch
}

// Usual are the pauses for a window.
func Usual() Pauses { return Pauses{Settle: 500 * time.Millisecond, Poll: 5 * time.Second} }

// Watcher watches files. UI goroutine only.
type Watcher struct {
	run    *async.Runner
	pauses Pauses
	news   *async.Latest[map[string]State]
	once   sync.Once
	orders orders
}

// New makes a Watcher of no files. tell brings all files that are not as they
// were, on the UI goroutine, each time that this changes or that
// one of them changes further.
func New(run *async.Runner, pauses Pauses, tell func(map[string]State)) *Watcher {
	return &Watcher{
		run: run, pauses: pauses, news: async.NewLatest(run, tell),
		orders: orders{ready: make(chan struct{}, 1)},
	}
}

// Set says which files to watch from now on, by their full paths. A file that
// was not watched before is taken as it is now; to take one anew, leave it out
// once.
func (w *Watcher) Set(paths []string) {
	w.orders.add(slices.Clone(paths))
	w.once.Do(func() {
		w.run.Do(func(ctx context.Context) { newLoop(w.pauses, w.news.Set).run(ctx, &w.orders) }, func() {})
	})
}

// orders are the sets that the loop has not taken over yet. None is skipped.
type orders struct {
	mu    sync.Mutex
	list  [][]string
	ready chan struct{}
}

func (o *orders) add(paths []string) {
	o.mu.Lock()
	o.list = append(o.list, paths)
	o.mu.Unlock()
	select {
	case o.ready <- struct{}{}:
	default:
	}
}

func (o *orders) take() [][]string {
	o.mu.Lock()
	defer o.mu.Unlock()
	list := o.list
	o.list = nil
	return list
}

// files are those that are watched, as they were at first; nil for a file that
// was not there.
type files map[string]os.FileInfo

// set takes over which files are watched.
func (f files) set(paths []string) {
	maps.DeleteFunc(f, func(path string, _ os.FileInfo) bool { return !slices.Contains(paths, path) })
	for _, path := range paths {
		if _, known := f[path]; !known {
			f[path] = look(path)
		}
	}
}

// compare finds those that are not as they were, and how all are now.
func (f files) compare() (map[string]State, files) {
	states, all := map[string]State{}, files{}
	for path, was := range f {
		now := look(path)
		all[path] = now
		switch {
		case was == nil && now != nil:
			states[path] = Back
		case was != nil && now == nil:
			states[path] = Missing
		case was != nil && !same(was, now):
			states[path] = Changed
		}
	}
	return states, all
}

// moved tells whether a file of both is not the same in the other.
func (f files) moved(other files) bool {
	for path, was := range f {
		now, both := other[path]
		if both && (was == nil) != (now == nil) || both && was != nil && now != nil && !same(was, now) {
			return true
		}
	}
	return false
}

// look is nil for a file that cannot be looked at: it is as good as gone.
func look(path string) os.FileInfo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return info
}

func same(a, b os.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && os.SameFile(a, b)
}
