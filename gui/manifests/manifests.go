// Package manifests is the screen that shows and edits the manifests of an
// asset: their elements as a tree, the chosen one as a form whose values are
// checked while they are typed, and the source. Every edit touches its own
// bytes only (package inspect/manifest) and is handed to OnEdit as the new
// content of the file; saving, undo and the asset around it are the hall's.
// Parsing and editing run beside the UI goroutine, all else is for it alone.
//
// To add an attribute that is known, add its line to the known*.go of its
// element; a value that wants another check gets a kind in kinds.go.
package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// File is a manifest as it is now, with what was edited and not saved yet.
type File struct {
	Path  string // tells files apart; shown are its last words
	Kind  manifest.Kind
	Raw   []byte // what OnEdit gave last, unless that was undone
	Dirty bool   // it differs from what is saved
	Err   error  // why there are no bytes
	Why   string // why it cannot be changed, in words for people; "" where it can
}

// Room is the screen.
type Room struct {
	OnEdit   func(what, path string, raw []byte) // new content of a file, one undo step
	OnStatus func(text string)                   // what is selected, for the status bar
	OnCopy   func(text string)
	OnMenu   func(*fyne.Menu, fyne.Position)
	OnSplit  func(name string, at float32) // a divider was moved
	OnMake   func()                        // manifests for an asset that has none
	OnUndo   func()                        // asked for in a value where nothing is typed
	OnRedo   func()

	queue   *async.Serial
	files   []File
	docs    map[string]*doc // by path: what is shown or was shown of a file
	path    string          // of the file that is shown
	shown   *doc            // nil while nothing is read yet
	round   int             // of Show: an older one must not win
	pending []change        // edits that wait for the one that runs
	running *attempt        // that one, nil without
	reading int             // files that are being parsed
	picks   int             // choices by hand

	head   *head
	tree   *tree
	form   *form
	source *source
	nobody *nobody
	splits map[string]*kit.Split
	body   fyne.CanvasObject
	root   *fyne.Container
}

// The dividers.
const (
	SplitTree   = "manifest-tree"
	SplitSource = "manifest-source"
)

// FirstSizes are the sizes before a person moves a divider.
func FirstSizes() map[string]float32 { return map[string]float32{SplitTree: 356, SplitSource: 330} }

// New makes the screen; splits are the sizes of the dividers.
func New(run *async.Runner, splits map[string]float32) *Room {
	r := &Room{
		OnEdit: func(string, string, []byte) {}, OnStatus: func(string) {}, OnCopy: func(string) {},
		OnMenu: func(*fyne.Menu, fyne.Position) {}, OnSplit: func(string, float32) {}, OnMake: func() {},
		OnUndo: func() {}, OnRedo: func() {},
		queue: run.Serial(), docs: map[string]*doc{},
	}
	r.tree, r.form, r.source = newTree(r), newForm(r), newSource(r)
	r.head, r.nobody = newHead(r), newNobody(r)
	right := kit.NewVSplit(r.form.object, r.source.object, splits[SplitSource]).KeepTrail()
	all := kit.NewHSplit(r.tree.grid, right, splits[SplitTree])
	r.splits = map[string]*kit.Split{SplitTree: all, SplitSource: right}
	for name, split := range r.splits {
		split.OnMoved = func(at float32) { r.OnSplit(name, at) }
	}
	r.body = kit.Dock(r.head.object, nil, nil, nil, container.New(newFitter(all, splits[SplitTree], true), container.New(newFitter(right, splits[SplitSource], false), all)))
	r.root = container.NewStack(r.body, r.nobody.object)
	r.Show(nil)
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable {
	switch {
	case len(r.files) == 0:
		return r.nobody.button
	case r.shown != nil && r.shown.broken():
		return r.source.text
	}
	return r.tree.grid
}

// Show shows the manifests of an asset, none where it has none. What is known
// by the same path keeps selection, expansion and scroll, whether it changed or
// not; a value that is being typed stays.
func (r *Room) Show(files []File) {
	r.files = files
	r.round++
	r.forget()
	if r.file() == nil {
		r.path = r.first()
	}
	r.fill()
	r.read()
}

// forget drops what is kept of files that are gone.
func (r *Room) forget() {
	for path := range r.docs {
		if fileOf(r.files, path) == nil {
			delete(r.docs, path)
		}
	}
	if r.shown != nil && r.docs[r.shown.path] != r.shown {
		r.shown = nil
	}
}

// first is the path of the file to show first: the client manifest.
func (r *Room) first() string {
	for _, f := range r.files {
		if f.Kind == manifest.ClientManifest {
			return f.Path
		}
	}
	if len(r.files) > 0 {
		return r.files[0].Path
	}
	return ""
}

func fileOf(files []File, path string) *File {
	for i := range files {
		if files[i].Path == path {
			return &files[i]
		}
	}
	return nil
}

// file is the one that is shown, nil for none.
func (r *Room) file() *File { return fileOf(r.files, r.path) }

// choose shows another of the files.
func (r *Room) choose(path string) {
	if path == r.path {
		return
	}
	r.form.commit()
	r.path = path
	r.fill()
	r.read()
}

// Go shows a file and selects the element at a byte of it, such as a finding of
// the checks names. It is false for a file that is not shown here.
func (r *Room) Go(path string, offset int64) bool {
	d := r.docs[path]
	if d == nil {
		return false
	}
	r.choose(path)
	if offset >= 0 && !d.broken() {
		r.source.pick(d.decoded(offset))
		r.source.mark(true)
	}
	return true
}

// why is why nothing can be edited now, "" where it can.
func (r *Room) why() string {
	f := r.file()
	switch {
	case f == nil:
		return ""
	case f.Err != nil:
		return lang.L("It cannot be read: {{.Why}}", map[string]any{"Why": f.Err.Error()})
	}
	return f.Why
}

// editable tells whether the shown file can be changed now.
func (r *Room) editable() bool {
	return r.shown != nil && !r.shown.broken() && r.why() == ""
}

// fill brings what is known of the shown file into all panes.
func (r *Room) fill() {
	d := r.docs[r.path]
	fresh := d != r.shown
	r.shown = d
	r.body.(*fyne.Container).Hidden = len(r.files) == 0
	r.nobody.object.Hidden = len(r.files) > 0
	r.head.show()
	if fresh {
		r.tree.dress()
		r.source.dress(false)
	}
	r.form.show()
	r.mark(fresh)
	r.root.Refresh()
}

// mark shows what is selected in source, form and status bar.
func (r *Room) mark(reveal bool) {
	r.source.mark(reveal)
	r.head.enable()
	r.tell()
	if r.shown != nil && r.shown.list(r.shown.selected) {
		r.form.table.mark()
	}
}

// tell says what is selected.
func (r *Room) tell() {
	if r.shown != nil {
		r.OnStatus(r.shown.words(r.shown.selected))
	}
}

// pick is a choice by hand of a node.
func (r *Room) pick(node int) {
	if r.shown == nil || node < 0 || node == r.shown.selected {
		return
	}
	r.form.commit()
	r.shown.selected = node
	r.picks++
	r.form.show()
	r.mark(true)
}
