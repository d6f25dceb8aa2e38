package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// tree shows the elements.
type tree struct {
	room *Room
	grid *kit.Grid
	doc  *doc // whose elements these are
}

func newTree(r *Room) *tree {
	t := &tree{room: r}
	t.grid = kit.NewGrid(t, kit.Column{Title: lang.L("element"), Tree: true})
	t.grid.OnSelect = t.selected
	t.grid.OnActivate = t.activate
	t.grid.OnToggle = t.toggle
	t.grid.OnCopy = t.copy
	t.grid.OnMenu = t.menu
	t.grid.OnKey = t.key
	t.grid.OnShortcut = t.shortcut
	return t
}

// Rows is for the grid.
func (t *tree) Rows() int64 {
	if t.doc == nil {
		return 0
	}
	return t.doc.index.Rows()
}

// Cell is for the grid.
func (t *tree) Cell(row int64, _ int) kit.Cell {
	if t.doc == nil {
		return kit.Cell{}
	}
	node := t.doc.index.Node(row)
	if node < 0 {
		return kit.Cell{}
	}
	cell := t.doc.cell(node)
	cell.Indent, cell.Disclosure = t.doc.index.Depth(node), t.doc.index.Disclosure(node)
	return cell
}

// dress shows the elements of the document that is shown now. The rows in view
// stay where it is another content of the same file.
func (t *tree) dress() {
	same := t.doc != nil && t.room.shown != nil && t.doc.path == t.room.shown.path
	t.doc = t.room.shown
	t.grid.Empty = t.room.emptyWords()
	if !same {
		t.grid.SetModel(t)
	} else {
		t.grid.Refresh()
	}
	if t.doc != nil {
		t.grid.Select(t.doc.index.OpenTo(t.doc.selected))
	}
}

// select shows a node as selected.
func (t *tree) choose(node int) {
	if t.doc != nil {
		row := t.doc.index.OpenTo(node)
		t.grid.Refresh()
		t.grid.Select(row)
	}
}

func (t *tree) selected(row int64) {
	if t.doc != nil {
		t.room.pick(t.doc.index.Node(row))
	}
}

// activate goes to the form, or opens what has something below it.
func (t *tree) activate(row int64) {
	if t.doc == nil {
		return
	}
	if !t.room.form.focus() {
		t.toggle(row)
	}
}

func (t *tree) toggle(row int64) {
	d := t.doc
	node := d.index.Node(row)
	if node < 0 || !d.index.HasChildren(node) {
		return
	}
	d.index.Toggle(node)
	t.grid.Refresh()
	if d.selected >= 0 && d.index.Row(d.selected) < 0 {
		t.room.pick(node)
	}
	if row := d.index.Row(d.selected); row >= 0 && row != t.grid.Selected() {
		top := t.grid.TopRow()
		t.grid.Select(row)
		t.grid.ScrollTo(top)
	}
}

// copy takes the XML of the selected element.
func (t *tree) copy(rows []int64) {
	if len(rows) > 0 && t.doc != nil {
		t.room.OnCopy(t.doc.xml(t.doc.index.Node(rows[0])))
	}
}

func (t *tree) menu(row int64, pos fyne.Position) {
	if t.doc != nil && row >= 0 {
		t.room.menu(pos)
	}
}

// key acts on the selected element.
func (t *tree) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDelete:
		t.room.do(actRemove)
	case fyne.KeyInsert:
		t.room.do(actAdd)
	default:
		return false
	}
	return true
}

func (t *tree) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return false
	}
	switch {
	case c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyUp:
		t.room.do(actUp)
	case c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyDown:
		t.room.do(actDown)
	case c.Modifier == fyne.KeyModifierShortcutDefault && c.KeyName == fyne.KeyD:
		t.room.do(actDuplicate)
	default:
		return false
	}
	return true
}
