// Package explorer is the screen that shows one file: its boxes, the fields of
// one box, the bytes, and what the chosen bytes could mean. All four follow
// the one selection that Show brings, and answer a click with OnSelect. It
// reads through the Background that it is given, never on the UI goroutine,
// and knows nothing of assets.
package explorer

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
)

// Background runs work beside the UI goroutine and then done on it, unless it
// was cancelled in between.
type Background interface {
	Do(work func(context.Context), done func()) context.CancelFunc
}

// Selection is the place that the panes show.
type Selection = session.Selection

// Room is the screen. UI goroutine only; the callbacks are called there too.
type Room struct {
	OnSelect func(Selection)               // a person chose a place
	OnMenu   func(pos fyne.Position)       // asked for what can be done with it
	OnCopy   func(text string)             // wants it on the clipboard
	OnSplit  func(name string, at float32) // moved a divider

	bg    Background // for bytes: several at once
	queue Background // for fields: one after another
	docs  map[*session.File]*doc
	doc   *doc // shown now, nil when no file is
	sel   Selection

	tree    *treePane
	text    *textPane
	fields  *fieldsPane
	bytes   *bytesPane
	meaning *meaningPane
	left    *fyne.Container
	splits  map[string]*kit.Split
	sizes   map[string]float32
	width   float32
	base    base // of offsets
	tight   bool // there is little room
	wide    bool // a text file has the left side
	root    fyne.CanvasObject
}

// The dividers, and the sizes of the sides that keep theirs.
const (
	SplitTree    = "tree"
	SplitFields  = "fields"
	SplitMeaning = "meaning"
)

// FirstSizes are the sizes of the panes before a person moves a divider.
func FirstSizes() map[string]float32 {
	return map[string]float32{SplitTree: 352, SplitFields: 306, SplitMeaning: 236}
}

// New makes the screen. bg may run several pieces of work at once, queue runs
// them one after another; sizes are those of the dividers.
func New(bg, queue Background, sizes map[string]float32) *Room {
	r := &Room{
		OnSelect: func(Selection) {}, OnMenu: func(fyne.Position) {}, OnCopy: func(string) {},
		OnSplit: func(string, float32) {},
		bg:      bg, queue: queue, docs: map[*session.File]*doc{}, sel: Selection{Node: -1},
	}
	r.tree, r.text = newTreePane(r), newTextPane(r)
	r.fields, r.bytes, r.meaning = newFieldsPane(r), newBytesPane(r), newMeaningPane(r)
	r.left = container.NewStack(r.tree.grid, r.text.grid)
	r.text.grid.Hide()
	lower := kit.NewHSplit(r.bytes.hex, r.meaning.object, sizes[SplitMeaning]).KeepTrail()
	right := kit.NewVSplit(r.fields.object, lower, sizes[SplitFields])
	all := kit.NewHSplit(r.left, right, sizes[SplitTree])
	r.splits = map[string]*kit.Split{SplitTree: all, SplitFields: right, SplitMeaning: lower}
	for name, split := range r.splits {
		split.OnMoved = func(at float32) {
			if r.wide && name == SplitTree {
				return
			}
			sizes[name] = at
			if !r.tight {
				r.OnSplit(name, at)
			}
		}
	}
	r.sizes = sizes
	r.root = container.New(r, all)
	return r
}

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable {
	if r.doc != nil && r.doc.file.Foreign {
		return r.text.grid
	}
	return r.tree.grid
}

// Pick goes to a byte, wherever the view is: the innermost box and field that
// hold it.
func (r *Room) Pick(off int64) {
	r.bytes.hex.Reveal(off, off+1)
	r.bytes.pick(off)
}

// SetBytesPerRow is 16 or 32.
func (r *Room) SetBytesPerRow(n int) { r.bytes.hex.SetBytesPerRow(n) }

// Show brings the selection into all panes.
func (r *Room) Show(sel Selection) {
	r.sel = sel
	if sel.File == nil {
		r.change(nil)
		return
	}
	r.change(r.docOf(sel.File))
	r.tree.show(sel)
	r.text.show(sel)
	r.fields.show(sel)
	r.bytes.show(sel)
	r.meaning.show(sel)
}

// FileChanged tells that more of a file is known now.
func (r *Room) FileChanged(f *session.File) {
	d, known := r.docs[f]
	if !known {
		return
	}
	d.update()
	if r.doc == d {
		r.dress()
		r.Show(r.sel)
	}
}

// Forget drops what was kept for a file that is closed.
func (r *Room) Forget(f *session.File) {
	if d := r.docs[f]; d != nil && r.doc == d {
		r.sel = Selection{Node: -1}
		r.change(nil)
	}
	delete(r.docs, f)
}

// Refresh draws everything anew, after the look has changed.
func (r *Room) Refresh() {
	r.tree.grid.Refresh()
	r.text.grid.Refresh()
	r.fields.grid.Refresh()
	r.bytes.hex.Refresh()
}

func (r *Room) change(d *doc) {
	if r.doc == d {
		return
	}
	r.doc = d
	r.dress()
}

// dress gives the panes the models of the file that is shown now.
func (r *Room) dress() {
	r.tree.dress(r.doc)
	r.text.dress(r.doc)
	r.fields.dress(r.doc)
	r.bytes.dress(r.doc)
	r.meaning.dress(r.doc)
	foreign := r.doc != nil && r.doc.file.Foreign
	r.tree.grid.Hidden, r.text.grid.Hidden = foreign, !foreign
	r.left.Refresh()
	if r.wide != foreign && r.width > 0 {
		r.wide = foreign
		r.adapt(r.width)
	}
}

// choose is a person's choice; the answer comes back through Show.
func (r *Room) choose(sel Selection) {
	sel.File = r.doc.file
	r.OnSelect(sel)
}
