package session

import "path/filepath"

// File is the open file of that path, nil when it was not opened yet.
func (a *Asset) File(path string) *File { return a.files[path] }

// Open notes a file as opened; what it holds comes later.
func (s *Session) Open(a *Asset, path string) *File {
	f := &File{Asset: a, Path: path, Name: filepath.Base(path)}
	a.files[path] = f
	return f
}

// Drop forgets a file, so that it is read again when it is shown next, and
// returns what has to be closed.
func (s *Session) Drop(f *File) []Closer {
	delete(f.Asset.files, f.Path)
	s.past.forgetFile(f)
	if f.Source == nil {
		return nil
	}
	return []Closer{f.Source}
}

// Update tells that something about what is open has changed.
func (s *Session) Update() { s.Changed() }

// Files are the files of the asset that were opened.
func (a *Asset) Files() []*File {
	list := make([]*File, 0, len(a.files))
	for _, f := range a.files {
		list = append(list, f)
	}
	return list
}
