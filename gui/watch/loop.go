package watch

import (
	"context"
	"maps"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// loop is the watching, beside the window.
type loop struct {
	pauses  Pauses
	tell    func(map[string]State)
	files   files
	folders map[string]bool // of the files; false while the system does not watch it
	system  *fsnotify.Watcher
	told    map[string]State
	now     files // as they were at the last look
}

func newLoop(pauses Pauses, tell func(map[string]State)) *loop {
	return &loop{pauses: pauses, tell: tell, files: files{}, folders: map[string]bool{}, told: map[string]State{}}
}

// run watches until ctx ends. Without the system's help it looks now and then.
func (l *loop) run(ctx context.Context, o *orders) {
	var events chan fsnotify.Event
	var failures chan error
	if system, err := fsnotify.NewWatcher(); err == nil {
		l.system, events, failures = system, system.Events, system.Errors
		defer func() { _ = system.Close() }() // nothing is lost with it
	}
	poll := time.NewTicker(l.pauses.Poll)
	defer poll.Stop()
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return
		case <-o.ready:
			for _, paths := range o.take() {
				l.set(paths)
			}
			l.look()
		case e := <-events:
			if l.concerns(e) && settled == nil {
				settled = time.After(l.pauses.Settle)
			}
		case <-failures: // too much at once: anything may have changed
			settled = time.After(l.pauses.Settle)
		case <-settled:
			settled = nil
			l.look()
		case <-poll.C:
			if l.attach() {
				l.look()
			}
		}
	}
}

// concerns tells whether an event may be about a file that is watched. A
// folder that is gone takes its watch along.
func (l *loop) concerns(e fsnotify.Event) bool {
	path := filepath.Clean(e.Name)
	if _, folder := l.folders[path]; folder {
		if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
			_ = l.system.Remove(path) // it may have gone by itself
			l.folders[path] = false
		}
		return true
	}
	_, file := l.files[path]
	return file
}

// set takes over the files and watches their folders, for a file that is
// replaced is another one.
func (l *loop) set(paths []string) {
	l.files.set(paths)
	wanted := map[string]bool{}
	for path := range l.files {
		wanted[filepath.Dir(path)] = true
	}
	for folder, watched := range l.folders {
		if !wanted[folder] {
			if watched {
				_ = l.system.Remove(folder) // it may be gone
			}
			delete(l.folders, folder)
		}
	}
	for folder := range wanted {
		if _, known := l.folders[folder]; !known {
			l.folders[folder] = false
		}
	}
	l.attach()
}

// attach asks the system to watch the folders that it does not watch yet, and
// tells whether there were any.
func (l *loop) attach() bool {
	open := false
	for folder, watched := range l.folders {
		if !watched {
			open = true
			l.folders[folder] = l.system != nil && l.system.Add(folder) == nil
		}
	}
	return open
}

// look compares, and tells when the answer is another one than the last, or when
// what is not as it was has changed again.
func (l *loop) look() {
	states, now := l.files.compare()
	further := len(states) > 0 && l.now.moved(now)
	l.now = now
	if further || !maps.Equal(states, l.told) {
		l.told = states
		l.tell(maps.Clone(states))
	}
}
