package manifests

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// form shows the values of the selected element.
type form struct {
	room   *Room
	title  *kit.Label
	about  *kit.Label
	clause *kit.Label
	rows   []*row // those in use come first
	used   int
	key    string // tells when other fields are shown
	of     string // the element that they are of
	added  *field // the one that is being added
	head   *fyne.Container
	list   *fyne.Container
	scroll *container.Scroll
	object *fyne.Container
}

func newForm(r *Room) *form {
	f := &form{room: r, title: kit.NewLabel("", kit.Text), about: kit.NewLabel("", kit.Dim), clause: kit.NewSmall("")}
	f.title.Mono, f.title.Bold, f.title.Whole = true, true, true
	f.clause.Whole = true
	f.list = kit.Rows(0)
	f.scroll = container.NewVScroll(kit.Pad(kit.Tight, 0, kit.Wide, 0, f.list))
	f.head = kit.Dock(nil, nil, kit.Pad(0, kit.Space, 0, 0, f.title), f.clause, f.about)
	f.object = kit.Dock(kit.Rows(0, kit.Pad(kit.Space, 12, kit.Space, 12, f.head), kit.HLine()), nil, nil, nil, f.scroll)
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
			f.title.Text = cell.Text
		}
	}
	f.heads()
	f.fill(sections)
}

func (f *form) heads() {
	for _, l := range []*kit.Label{f.title, f.about, f.clause} {
		l.Refresh()
	}
	f.head.Refresh()
}

// fill shows sections in the rows.
func (f *form) fill(sections []section) {
	key, of := f.keyOf(sections)
	if of != f.of {
		f.added = nil
	}
	same := key == f.key && f.added == nil
	if f.added != nil {
		sections = withAdded(sections, f.added)
	}
	f.key, f.of = key, of
	var objects []fyne.CanvasObject
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
			r.show(s.fields[k], r.field.key() == s.fields[k].key() && of == f.of)
			objects = append(objects, r.object)
		}
	}
	if !same || len(objects) != len(f.list.Objects) {
		f.list.Objects = objects
		f.list.Refresh()
	}
	f.lay()
}

// keyOf names the element and its fields.
func (f *form) keyOf(sections []section) (key, of string) {
	var b strings.Builder
	if d := f.room.shown; d != nil && d.selected >= 0 {
		of = d.path + d.outline.Elements[d.element(d.selected)].Name
	}
	for _, s := range sections {
		b.WriteString(s.title)
		for i := range s.fields {
			b.WriteString(s.fields[i].key() + "\n")
		}
	}
	return of + b.String(), of
}

// withAdded puts the field that is being added behind those of its place.
func withAdded(sections []section, added *field) []section {
	for i := range sections {
		if i == len(sections)-1 || added.place == inAttribute {
			sections[i].fields = append(sections[i].fields, *added)
			return sections
		}
	}
	return sections
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
	f.list.Refresh()
	f.scroll.Refresh()
}

// focus goes to the first value; false where there is none to change.
func (f *form) focus() bool {
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

// begin shows a field that is to be added.
func (f *form) begin(added field) {
	f.commit()
	added.adding = true
	f.added = &added
	f.show()
	for i := range f.used {
		if r := f.rows[i]; r.field.adding {
			if added.naming {
				f.take(r.named)
			} else {
				f.take(r.value)
			}
		}
	}
}

// addAttribute offers the attributes that the element does not have.
func (f *form) addAttribute() {
	d := f.room.shown
	if d == nil || d.selected < 0 {
		return
	}
	menu := fyne.NewMenu("")
	for _, k := range d.absent(d.element(d.selected)) {
		menu.Items = append(menu.Items, fyne.NewMenuItem(k.name, func() { f.begin(field{known: k}) }))
	}
	if len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L("Another name…"), func() { f.begin(field{naming: true}) }))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.object)
	f.room.OnMenu(menu, at.AddXY(rowInset, kit.TabsHeight))
}

func (f *form) addCustom() {
	f.begin(field{place: inCustom, naming: true, known: known{help: lang.L("Custom attribute: can tell levels of one bitrate apart")}})
}

func (f *form) addParam() { f.begin(field{place: inParam, naming: true}) }

func (f *form) addMeta() { f.begin(field{place: inMeta, naming: true}) }

// judgeName is for the name of a field that is being added.
func (f *form) judgeName(in place, name string) verdict {
	name = strings.TrimSpace(name)
	if name == "" {
		return wrong(lang.L("a name is needed"))
	}
	for i := range f.used {
		if other := &f.rows[i].field; other.place == in && !other.adding && strings.EqualFold(other.known.name, name) {
			return verdict{err: errors.New(lang.L("{{.What}} is there already", named(name)))}
		}
	}
	if in == inAttribute && strings.ContainsAny(name, " \t\"'<>&=/") {
		return wrong(lang.L("no name of an attribute"))
	}
	return verdict{}
}
