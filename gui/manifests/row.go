package manifests

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// row is a field in the form: its name, its value, what it means; below stands
// what is wrong with what was typed.
type row struct {
	form   *form
	field  field
	of     string // the element that the field is of
	name   *kit.Label
	named  *entry // the name, while it is to be typed
	value  *entry
	text   *widget.Label        // in place of value where nothing can be changed
	boxes  [2]fyne.CanvasObject // around both
	help   [2]*kit.Label
	helped string  // what they say in two lines
	width  float32 // of those
	note   *kit.Label
	opener *opener
	cross  *cross
	wheel  *wheel
	object *fyne.Container
	tried  bool // an edit of it is under way
}

func newRow(f *form) *row {
	r := &row{form: f, name: kit.NewLabel("", kit.Text), note: kit.NewSmall("")}
	r.name.Mono, r.name.TextSize = true, kit.MonoSize
	for i := range r.help {
		r.help[i] = kit.NewSmall("")
		r.help[i].TextSize = kit.TinySize
	}
	r.value, r.named, r.text = newEntry(r), newEntry(r), newSelectable()
	r.named.SetPlaceHolder(lang.L("name"))
	r.value.OnChanged = func(string) { r.judge() }
	r.named.OnChanged = func(string) { r.judge() }
	r.cross, r.opener, r.wheel = newCross(r.drop), newOpener(r.value), newWheel(f)
	r.boxes = [2]fyne.CanvasObject{container.NewThemeOverride(r.named, bare{}), container.NewThemeOverride(r.value, bare{})}
	r.object = container.New(r, r.name, r.boxes[0], r.boxes[1], r.text, r.opener, r.help[0], r.help[1], r.cross, r.note, r.wheel)
	return r
}

// show shows a field. What is being typed stays while it is the same field.
func (r *row) show(f field, same bool) {
	typing := same && r.dirty() && (r.either() || r.judge().err != nil)
	r.field = f
	r.tried = false
	r.name.SetText(f.known.name)
	r.name.Hidden, r.named.Hidden = f.naming, !f.naming
	r.boxes[0].(*container.ThemeOverride).Hidden = !f.naming
	if !typing {
		r.value.put(f.value)
		if !same {
			r.named.put("")
		}
	}
	editable := r.form.room.editable()
	able(&r.value.DisableableWidget, editable)
	r.text.SetText(f.value)
	r.boxes[1].(*container.ThemeOverride).Hidden, r.value.Hidden, r.text.Hidden = !editable, !editable, editable
	r.opener.Hidden = len(f.known.choices) == 0 || !editable
	r.cross.Hidden = !editable
	r.judge()
}

// dirty tells that something was typed that is not in the manifest.
func (r *row) dirty() bool {
	return r.value.Text != r.field.value || r.field.adding && (r.value.Text != "" || r.named.Text != "")
}

// asked is what was typed, with its place.
func (r *row) asked() asked {
	d := r.form.room.shown
	return asked{doc: d, element: d.element(d.selected), known: r.field.known, value: r.value.Text}
}

// judge says what is wrong with what is typed, or what it means.
func (r *row) judge() verdict {
	if r.form.room.shown == nil {
		return verdict{}
	}
	v := judge(r.asked())
	if r.field.naming && v.err == nil {
		v = r.form.judgeName(r.field.place, r.named.Text)
	}
	untouched := !r.dirty() && !r.field.adding
	was := r.note.Text
	switch {
	case v.err != nil && (!untouched || r.value.Text != ""):
		r.note.Text, r.note.Token = "✕ "+v.err.Error(), kit.Error
	case v.warn != "":
		r.note.Text, r.note.Token = "▲ "+v.warn, kit.Warning
	default:
		r.note.Text, r.note.Token = v.note, kit.Dim
	}
	if r.field.adding && r.value.Text == "" && r.named.Text == "" {
		r.note.Text, r.note.Token = lang.L("Enter takes it, Escape leaves it"), kit.Dim
	}
	r.note.Hidden = r.note.Text == ""
	r.note.Refresh()
	if (was == "") != (r.note.Text == "") {
		r.form.lay()
	}
	return v
}

// commit makes the edit, where something good was typed.
func (r *row) commit() {
	if !r.dirty() || r.tried || !r.form.room.editable() {
		return
	}
	v := r.judge()
	if v.err != nil {
		return
	}
	f, value := r.field, r.value.Text
	what := lang.L("Change {{.What}}", named(f.known.name))
	if f.naming {
		f.known.name = strings.TrimSpace(r.named.Text)
	}
	if f.adding {
		what = lang.L("Add {{.What}}", named(f.known.name))
	}
	r.tried = true
	room := r.form.room
	r.form.added = nil
	d := room.shown
	room.change(change{
		what: what, base: d, element: d.element(d.selected), make: f.set(value),
		failed: func(err error) {
			r.tried = false
			r.note.Text, r.note.Token, r.note.Hidden = "✕ "+err.Error(), kit.Error, false
			r.note.Refresh()
			r.form.lay()
		},
	})
}

// revert takes back what was typed; a field that is being added goes. It tells
// whether there was anything to take back.
func (r *row) revert() bool {
	switch {
	case r.field.adding:
		r.form.added = nil
		r.form.show()
		return true
	case r.dirty():
		r.value.put(r.field.value)
		r.judge()
		return true
	}
	return false
}

// drop takes the field out of the manifest.
func (r *row) drop() {
	room := r.form.room
	if r.field.adding {
		r.revert()
		return
	}
	if !room.editable() {
		return
	}
	d, f := room.shown, r.field
	r.value.put(f.value)
	room.change(change{what: lang.L("Remove {{.What}}", named(f.known.name)), base: d, element: d.element(d.selected), make: f.remove})
}

const (
	rowTall   float32 = 34 // of a field
	noteTall  float32 = 18 // of what stands below it
	crossWide float32 = 26
	rowInset  float32 = 12
)
