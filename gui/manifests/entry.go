package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"smoothscope/gui/kit"
)

// entry is a value of the form. It is taken with Enter and when the focus goes
// elsewhere; Escape takes back what was typed, then goes to the tree.
type entry struct {
	kit.Entry
	row     *row
	focused bool
	pressed bool // the focus comes from the pointer
}

func newEntry(r *row) *entry {
	e := &entry{row: r}
	e.ExtendBaseWidget(e)
	e.OnSubmitted = func(string) { r.commit() }
	return e
}

// put shows a text without taking it for typed.
func (e *entry) put(text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	if e.SelectedText() != "" { // of another text it would swallow the next letter
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
	e.SetText(text)
	e.OnChanged = changed
}

// MouseDown is called by Fyne.
func (e *entry) MouseDown(ev *desktop.MouseEvent) {
	e.pressed = true
	e.Entry.MouseDown(ev)
}

// FocusGained is called by Fyne. By the keys all of the value is selected, so
// that typing replaces it.
func (e *entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if !e.pressed {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.pressed = false
	e.row.form.reveal(e.row)
}

// FocusLost takes what was typed.
func (e *entry) FocusLost() {
	e.focused, e.pressed = false, false
	e.Entry.FocusLost()
	if !e.row.field.naming || !e.row.either() {
		e.row.commit()
	}
}

// either tells whether the focus stays within the row, on its other entry.
func (r *row) either() bool { return r.value.focused || r.named.focused }

// TypedKey walks between the values.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		if !e.row.revert() {
			e.row.form.leave()
		}
	case fyne.KeyUp:
		e.row.form.beside(e.row, -1)
	case fyne.KeyDown:
		e.row.form.beside(e.row, 1)
	case fyne.KeyF3:
		e.row.form.room.FindNext(backwards())
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut opens the choices with Alt and Down. Undo is about what is
// typed; where nothing is, it is about the manifest.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if !e.row.dirty() {
		switch s.(type) {
		case *fyne.ShortcutUndo:
			e.row.form.room.OnUndo()
			return
		case *fyne.ShortcutRedo:
			e.row.form.room.OnRedo()
			return
		}
	}
	c, ok := s.(*desktop.CustomShortcut)
	if ok && c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyDown && len(e.row.field.known.choices) > 0 {
		e.choose()
		return
	}
	e.Entry.TypedShortcut(s)
}

// choose shows the values to choose from.
func (e *entry) choose() {
	menu := fyne.NewMenu("")
	for _, c := range e.row.field.known.choices {
		text := c.value
		if c.text != "" {
			text += "   " + c.text
		}
		item := fyne.NewMenuItem(text, func() {
			e.SetText(c.value)
			e.row.commit()
		})
		item.Checked = c.value == e.Text
		menu.Items = append(menu.Items, item)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e)
	e.row.form.room.OnMenu(menu, at.AddXY(0, e.Size().Height))
}
