package manifests

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// form shows the values of the selected element.
type form struct {
	room    *Room
	title   *kit.Label
	about   *kit.Label
	clause  *kit.Label
	rows    []*row // those in use come first
	used    int
	of      string // the element that they are of
	added   *field // the one that is being added
	head    *fyne.Container
	list    *fyne.Container
	facts   []*factRow
	more    *fyne.Container // links that add a value
	links   moreLinks
	filling bool              // lay comes when all rows are filled
	longest int               // letters of a name
	none    fyne.CanvasObject // said in place of values
	table   *table            // in place of the values where a chunk list is selected
	scroll  *container.Scroll
	object  *fyne.Container
}

func newForm(r *Room) *form {
	f := &form{room: r, title: kit.NewLabel("", kit.Text), about: kit.NewLabel("", kit.Dim), clause: kit.NewSmall("")}
	f.title.Mono, f.title.Bold, f.title.Whole = true, true, true
	f.clause.Whole = true
	f.list, f.table = kit.Rows(0), newTable(r)
	f.newMore()
	f.none = kit.Pad(kit.Tight, 0, kit.Tight, rowInset, kit.NewSmall(lang.L("This element has no attributes.")))
	f.scroll = container.NewVScroll(kit.Pad(kit.Tight, 0, kit.Wide, 0, f.list))
	f.head = kit.Dock(nil, nil, kit.Pad(0, kit.Space, 0, 0, f.title), f.clause, f.about)
	f.object = kit.Dock(kit.Rows(0, kit.Pad(kit.Space, 12, kit.Space, 12, f.head), kit.HLine()), nil, nil, nil, container.NewStack(f.scroll, f.table.grid))
	return f
}

// show shows the values of the selected element. Rows that show the same field
// as before keep the focus, and what is being typed.
func (f *form) show() {
	d := f.room.shown
	var sections []section
	f.title.Text, f.about.Text, f.clause.Text = "", "", ""
	if d != nil && d.selected >= 0 && !d.broken() {
		sections = d.sections(d.selected)
		element := d.element(d.selected)
		name := d.outline.Elements[element].Name
		cell := d.cell(d.selected)
		f.title.Text, f.about.Text, f.clause.Text = name, cell.Dim, clauseOf(name)
		if d.list(d.selected) {
			f.title.Text, f.clause.Text = cell.Text, clauseOf("c")
		}
	}
	if broken := d != nil && d.broken(); broken == f.object.Visible() {
		f.object.Hidden = broken // the source has all the room
		f.room.splits[SplitSource].Refresh()
	}
	f.heads()
	f.fill(sections)
	listed := d != nil && d.list(d.selected)
	if listed {
		f.scroll.Hide()
		f.table.grid.Show()
		f.table.show(d, d.selected)
	} else {
		f.scroll.Show()
		f.table.grid.Hide()
	}
}

func (f *form) heads() {
	for _, l := range []*kit.Label{f.title, f.about, f.clause} {
		l.Refresh()
	}
	f.head.Refresh()
}

// fill shows sections in the rows, then what is read out of the element.
func (f *form) fill(sections []section) {
	of := f.ofNow()
	if of != f.of {
		f.added = nil
		f.scroll.ScrollToTop()
	}
	if f.added != nil {
		sections = withAdded(sections, f.added)
	}
	f.of = of
	f.filling, f.longest = true, 0
	for _, s := range sections {
		for i := range s.fields {
			f.longest = max(f.longest, len(s.fields[i].known.name))
		}
	}
	objects := f.valueRows(sections)
	f.filling = false
	if d := f.room.shown; len(objects) == 0 && d != nil && d.selected >= 0 && !d.broken() {
		objects = append(objects, f.none)
	}
	if d := f.room.shown; d != nil && d.selected >= 0 && !d.list(d.selected) && f.room.editable() {
		objects = append(objects, f.moreOf(d, d.element(d.selected)))
	}
	f.list.Objects = append(objects, f.factRows()...)
	f.lay()
}

func (f *form) valueRows(sections []section) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	before := f.of
	f.used = 0
	for i, s := range sections {
		if len(s.fields) == 0 {
			continue
		}
		if s.title != "" {
			objects = append(objects, heading(s.title))
		}
		for k := range sections[i].fields {
			r := f.row(f.used)
			f.used++
			r.show(s.fields[k], r.of == before && r.field.key() == s.fields[k].key())
			r.of = before
			objects = append(objects, r.object)
		}
	}
	return objects
}

func (f *form) factRows() []fyne.CanvasObject {
	d := f.room.shown
	if d == nil || d.selected < 0 || d.broken() {
		return nil
	}
	title, all := d.facts(d.selected)
	if len(all) == 0 {
		return nil
	}
	objects := []fyne.CanvasObject{heading(title)}
	for i := range all {
		if i == len(f.facts) {
			f.facts = append(f.facts, newFactRow(f))
		}
		f.facts[i].show(all[i])
		objects = append(objects, f.facts[i].object)
	}
	return objects
}

// ofNow names the selection: a person's choice, whatever becomes of it.
func (f *form) ofNow() string {
	d := f.room.shown
	if d == nil || d.selected < 0 {
		return ""
	}
	return fmt.Sprint(d.path, d.outline.Elements[d.element(d.selected)].Name, f.room.picks)
}

func heading(text string) fyne.CanvasObject {
	l := kit.NewSmall(strings.ToUpper(text))
	l.TextSize, l.Bold = kit.TinySize, true
	return kit.Pad(12, 0, kit.Tight, rowInset, l)
}

func (f *form) row(i int) *row {
	if i == len(f.rows) {
		f.rows = append(f.rows, newRow(f))
	}
	return f.rows[i]
}

// lay gives the rows their places after one has grown.
func (f *form) lay() {
	if f.filling {
		return
	}
	f.scroll.Refresh()
}

// focus goes to the first value; false where there is none to change.
func (f *form) focus() bool {
	if !f.table.grid.Hidden {
		f.take(f.table.grid)
		return true
	}
	if f.used == 0 || !f.room.editable() {
		return false
	}
	f.take(f.rows[0].value)
	return true
}

func (f *form) take(o fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.object); c != nil {
		c.Focus(o)
	}
}

// leave goes back to the tree.
func (f *form) leave() { f.take(f.room.tree.grid) }

// nameWide is the width of the names in the form, of all the room there is.
func (f *form) nameWide(room float32) float32 {
	const letter = 7.3 // of the mono font, about
	return max(min(max(room*0.2, 108), 190), min(float32(f.longest)*letter+kit.Space+2, room*0.34))
}

// beside goes to the value above or below.
func (f *form) beside(r *row, by int) {
	for i := range f.used {
		if f.rows[i] == r && i+by >= 0 && i+by < f.used {
			f.take(f.rows[i+by].value)
			return
		}
	}
}

// reveal scrolls to a row that got the focus.
func (f *form) reveal(r *row) {
	y, h := r.object.Position().Y+kit.Tight, r.object.Size().Height
	switch view := f.scroll.Size().Height; {
	case y < f.scroll.Offset.Y:
		f.scroll.ScrollToOffset(fyne.NewPos(0, y))
	case y+h > f.scroll.Offset.Y+view:
		f.scroll.ScrollToOffset(fyne.NewPos(0, y+h-view))
	}
}

// commit takes what is typed in the row that has the focus.
func (f *form) commit() {
	for i := range f.used {
		if r := f.rows[i]; r.dirty() && r.either() {
			r.commit()
		}
	}
}
