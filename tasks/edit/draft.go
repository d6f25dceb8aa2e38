package edit

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"sync"

	"smoothscope/inspect/caption"
)

// State is the content of files of an asset that has not been saved, and the
// captions in it.
type State struct {
	Files    map[string][]byte            // by path below the asset's folder, with slashes; nil: the file is no part of the asset, and is not deleted either
	Captions map[string]*caption.Document // by stream name: what the last edit gave a stream, so that nobody has to read it out of the media again; nil: none
}

// What the history of a draft may hold; what is older is dropped.
const (
	maxSteps = 1000
	maxBytes = 256 << 20
)

// Draft is the edits of an asset that are not saved, with what undo and redo
// need. Each step keeps the content that it gave to files; contents are shared
// and must not be changed afterwards. All methods may be called from several
// goroutines.
type Draft struct {
	folder string

	mu    sync.Mutex
	first State // before the first step
	steps []step
	at    int   // so many steps are done, the others undone
	size  int64 // of all steps, in bytes
	disk  map[string]*onDisk
}

// step is one edit.
type step struct {
	what  string
	state State // what it changed
	size  int64
}

// NewDraft is a draft without edits for the asset in a folder.
func NewDraft(folder string) *Draft {
	return &Draft{folder: folder, first: empty(), disk: map[string]*onDisk{}}
}

func empty() State {
	return State{Files: map[string][]byte{}, Captions: map[string]*caption.Document{}}
}

// merge lets s be what more changes of it.
func (s *State) merge(more State) {
	for name, content := range more.Files {
		s.Files[path.Clean(name)] = content
	}
	maps.Copy(s.Captions, more.Captions)
}

// Do adds a step behind those that are done; the undone ones are forgotten. s
// holds what the step changes. One that changes nothing is no step. What is
// the words for the person who will undo it. Do tells whether there is a step.
func (d *Draft) Do(what string, s State) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	one := empty()
	one.merge(s)
	if d.nothing(one) {
		return false
	}
	for name := range one.Files {
		d.touch(name)
	}
	for _, gone := range d.steps[d.at:] {
		d.size -= gone.size
	}
	size := one.size()
	d.steps = append(slices.Clip(d.steps[:d.at]), step{what, one, size})
	d.at, d.size = len(d.steps), d.size+size
	for len(d.steps) > 1 && (len(d.steps) > maxSteps || d.size > maxBytes) {
		d.first.merge(d.steps[0].state)
		d.size -= d.steps[0].size
		d.steps = slices.Delete(d.steps, 0, 1)
		d.at--
	}
	return true
}

// nothing says whether a step changes nothing of what is.
func (d *Draft) nothing(s State) bool {
	now := d.merged()
	for name, content := range s.Files {
		was, ok := now.Files[name]
		if !ok {
			was, ok = d.original(name)
		}
		if !ok || !same(was, content) {
			return false
		}
	}
	for name, doc := range s.Captions {
		if was, ok := now.Captions[name]; !ok || was != doc {
			return len(s.Files) > 0 // captions that leave all files as they are say the same
		}
	}
	return true
}

// size is about what a step keeps in memory, in bytes.
func (s *State) size() int64 {
	const cue = 256
	n := int64(cue)
	for _, content := range s.Files {
		n += int64(len(content))
	}
	for _, doc := range s.Captions {
		if doc != nil {
			n += int64(len(doc.Cues)) * cue
		}
	}
	return n
}

// merged is all that the done steps have changed.
func (d *Draft) merged() State {
	now := empty()
	now.merge(d.first)
	for _, s := range d.steps[:d.at] {
		now.merge(s.state)
	}
	return now
}

// same compares two contents; nil is none, which an empty file is not.
func same(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }

// CanUndo tells what Undo would undo.
func (d *Draft) CanUndo() (what string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.at == 0 {
		return "", false
	}
	return d.steps[d.at-1].what, true
}

// CanRedo tells what Redo would do.
func (d *Draft) CanRedo() (what string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.at == len(d.steps) {
		return "", false
	}
	return d.steps[d.at].what, true
}

// Undo goes back before the last step that is done, and tells which it was.
func (d *Draft) Undo() (what string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.at == 0 {
		return "", false
	}
	d.at--
	return d.steps[d.at].what, true
}

// Redo does the step again that was undone last, and tells which it is.
func (d *Draft) Redo() (what string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.at == len(d.steps) {
		return "", false
	}
	d.at++
	return d.steps[d.at-1].what, true
}

// Steps are the words of all steps, the oldest first, of which the first at
// are done.
func (d *Draft) Steps() (list []string, at int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.steps {
		list = append(list, s.what)
	}
	return list, d.at
}

// GoTo goes to where the first at steps are done.
func (d *Draft) GoTo(at int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = min(max(at, 0), len(d.steps))
}
