package edit

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"

	"smoothscope/inspect/manifest"
)

// onDisk is what a draft knows of a file on the disk.
type onDisk struct {
	was   *FileState // when a step touched it first, or after the last save; nil: it could not be looked at
	first []byte     // its content before the first step, nil where there was no file
	known bool       // whether first is that, or has yet to be read
	saved []byte     // what the last save left there, nil where that took it out of the asset
	once  bool       // whether it was saved ever
}

// Note says what a file was when it was read: its content, nil for none. A
// step that gives that content back then leaves nothing to save, and a change
// by another program is noticed from there on. Without a note a file counts as
// it is found at the first step that changes it. Only the first note counts.
func (d *Draft) Note(name string, content []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	name = path.Clean(name)
	if d.disk[name] == nil {
		d.disk[name] = &onDisk{was: d.stateOf(name, content), first: content, known: true}
	}
}

// stateOf is what a file with a content is.
func (d *Draft) stateOf(name string, content []byte) *FileState {
	if content == nil {
		return &FileState{}
	}
	s := &FileState{Present: true, Size: int64(len(content))}
	if s.Size <= largest {
		s.Sum = sha256.Sum256(content)
	} else if info, err := os.Stat(below(d.folder, name)); err == nil {
		s.Modified = info.ModTime()
	}
	return s
}

// touch remembers what a file is before a step changes it.
func (d *Draft) touch(name string) {
	if d.disk[name] != nil {
		return
	}
	f := &onDisk{}
	info, err := os.Stat(below(d.folder, name))
	switch {
	case err == nil:
		f.was = &FileState{Present: true, Size: info.Size(), Modified: info.ModTime()}
	case errors.Is(err, fs.ErrNotExist):
		f.was, f.known = &FileState{}, true
	}
	d.disk[name] = f
}

// original is the content of a file before the first step, if that is known.
func (d *Draft) original(name string) ([]byte, bool) {
	f := d.disk[name]
	if f == nil || !f.known {
		return nil, false
	}
	return f.first, true
}

// State is what differs from what is saved: the files, and the captions that
// edits have given to streams, saved or not.
func (d *Draft) State() State {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.merged()
	s.Files = d.unsaved(s.Files)
	return s
}

// unsaved is the contents that differ from what is saved, of those that now
// holds and of those that the steps before gave and a save wrote.
func (d *Draft) unsaved(now map[string][]byte) map[string][]byte {
	out := map[string][]byte{}
	for name, f := range d.disk {
		content, changed := now[name]
		if !changed {
			if content = f.first; !f.once {
				continue
			}
		}
		if before, known := f.now(); !known || !same(content, before) {
			out[name] = content
		}
	}
	return out
}

// now is the content of the file on the disk, as far as it is known.
func (f *onDisk) now() (content []byte, known bool) {
	if f.once {
		return f.saved, true
	}
	return f.first, f.known
}

// Dirty is the paths of the files that differ from what is saved, in the order
// in which they are saved: media, client manifests, server manifests.
func (d *Draft) Dirty() []string {
	files := d.State().Files
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(place(files[a]), place(files[b])), cmp.Compare(a, b))
	})
	return names
}

// place is when a content is saved.
func place(content []byte) manifest.Kind { return manifest.Sniff(content) }

// Instead is State().Files by full path, as asset.Options wants it.
func (d *Draft) Instead() map[string][]byte {
	out := map[string][]byte{}
	for name, content := range d.State().Files {
		out[below(d.folder, name)] = content
	}
	return out
}
