// Package session holds what is open and what is selected: the assets, their
// files, and the one selection that tree, fields, hex and tables share, with
// its history. It reads nothing and draws nothing. UI goroutine only.
package session

import (
	"slices"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/box"
	"smoothscope/inspect/source"
	"smoothscope/tasks/edit"
)

// Asset is one thing that was opened.
type Asset struct {
	Names   []string     // what was asked for
	Title   string       // for people
	Content *asset.Asset // nil while it is being opened or could not be
	Err     error        // why it could not be opened
	Loading bool
	Draft   *edit.Draft       // the edits that are not saved; nil where it cannot be edited
	Read    map[string][]byte // its manifests as they are on the disk, by member path

	files map[string]*File
	last  Selection
}

// File is one member of an asset, opened.
type File struct {
	Asset    *Asset
	Path     string // full path or URL, its key
	Name     string // for people
	Source   source.Source
	Tree     *box.Tree // what was found so far; nil before the first boxes
	Scanning bool
	Foreign  bool   // understood as text, not as boxes
	Instead  []byte // what stands for its bytes while that is not saved, nil for those of the disk
	Faults   int    // broken boxes
	Err      error
}

// Selection is the place in a file that the whole window looks at.
type Selection struct {
	File     *File
	Node     int    // box in File.Tree, -1 for none
	Field    string // path of the field within the box, "" for the box itself
	From, To int64  // bytes, To exclusive
}

// Session is what is open. Changed is called after what is open changed,
// Selected after the selection moved, Leaving before another asset takes the
// place of the current one.
type Session struct {
	Changed  func()
	Selected func(Selection)
	Leaving  func()

	assets  []*Asset
	current *Asset
	sel     Selection
	past    history
}

// New makes an empty session.
func New() *Session {
	return &Session{Changed: func() {}, Selected: func(Selection) {}, Leaving: func() {}, sel: Selection{Node: -1}}
}

// Assets are the open assets in the order they were opened.
func (s *Session) Assets() []*Asset { return slices.Clone(s.assets) }

// Current is the asset that the window shows, nil when none is open.
func (s *Session) Current() *Asset { return s.current }

// Selection is what is selected; its File is nil when nothing is.
func (s *Session) Selection() Selection { return s.sel }

// Add opens an asset and makes it the current one.
func (s *Session) Add(names []string, title string) *Asset {
	a := &Asset{
		Names: slices.Clone(names), Title: title, Loading: true,
		files: map[string]*File{}, last: Selection{Node: -1},
	}
	s.assets = append(s.assets, a)
	s.Activate(a)
	return a
}

// Find is the open asset that was asked for with the same names, nil if none.
func (s *Session) Find(names []string) *Asset {
	for _, a := range s.assets {
		if slices.Equal(a.Names, names) {
			return a
		}
	}
	return nil
}

// Has tells whether an asset is still open: what was read for it may come
// after it was closed.
func (s *Session) Has(a *Asset) bool { return slices.Contains(s.assets, a) }

// Activate makes an open asset the current one, at its last selection.
func (s *Session) Activate(a *Asset) {
	if a == s.current {
		return
	}
	if s.current != nil {
		s.Leaving()
		s.current.last = s.sel
	}
	s.current = a
	s.sel = Selection{Node: -1}
	if a != nil {
		s.sel = a.last
	}
	s.Changed()
	s.Selected(s.sel)
}

// Remove closes an asset and returns what has to be closed with it; closing
// may wait, so it is for another goroutine.
func (s *Session) Remove(a *Asset) []Closer {
	at := slices.Index(s.assets, a)
	if at < 0 {
		return nil
	}
	s.assets = slices.Delete(s.assets, at, at+1)
	s.past.forget(a)
	if s.current == a {
		s.current, s.sel = nil, Selection{Node: -1}
		if len(s.assets) > 0 {
			s.Activate(s.assets[min(at, len(s.assets)-1)])
			return a.closers()
		}
		s.Selected(s.sel)
	}
	s.Changed()
	return a.closers()
}

// Closer is what an open thing holds on to.
type Closer interface{ Close() error }

func (a *Asset) closers() []Closer {
	var list []Closer
	for _, f := range a.files {
		if f.Source != nil {
			list = append(list, f.Source)
		}
	}
	if a.Content != nil {
		list = append(list, a.Content)
	}
	return list
}
