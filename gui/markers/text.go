package markers

import (
	"bytes"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// text edits a payload that is text or XML.
type text struct {
	room   *Room
	row    *row
	was    string // what stands in the manifest
	kind   *kit.Entry
	typed  *fyne.Container
	label  *kit.Label
	entry  *writing
	apply  *kit.Button
	revert *kit.Button
	note   *kit.Label
	object *fyne.Container
}

func newText(r *Room) *text {
	t := &text{room: r, label: kit.NewSmall(""), note: kit.NewSmall("")}
	t.note.Whole = false
	t.kind = kit.NewEntry(lang.L("such as TEXT or URL"))
	t.kind.OnChanged = func(string) { t.changed() }
	t.kind.OnSubmitted = func(string) { t.save() }
	t.entry = newWriting(t.save, t.back)
	t.entry.OnChanged = func(string) { t.changed() }
	t.apply = kit.NewPrimary(lang.L("Apply (Ctrl+Enter)"), t.save)
	t.revert = kit.NewButton(lang.L("Revert"), t.back)
	t.typed = kit.Cols(kit.Space, kit.NewSmall(lang.L("type")), container.NewGridWrap(fyne.NewSize(180, kit.ControlHeight), t.kind))
	foot := kit.Pad(kit.Space, 0, 0, 0, kit.Dock(nil, nil, nil, kit.Cols(kit.Space, t.revert, t.apply), kit.Pad(7, kit.Space, 7, 0, t.note)))
	t.object = kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, kit.Dock(kit.Pad(0, 0, kit.Tight, 0, kit.Rows(kit.Tight, t.typed, t.label)), foot, nil, nil, t.entry))
	return t
}

// tell shows the text of a marker. What a person has typed and not applied
// stays while it is the same marker.
func (t *text) tell(one *row) {
	same := t.row != nil && t.row.identity() == one.identity()
	open := same && t.entry.Text != t.was
	t.row = one
	body := string(marker.XMLText(one.Payload.Bytes))
	t.was = body
	t.typed.Hidden = one.At.Content < 0 || one.Class != marker.Script
	switch {
	case one.Payload.Kind == marker.XML:
		t.label.SetText(lang.L("XML"))
	case one.Class == marker.Chapter:
		t.label.SetText(lang.L("Title"))
	case one.Class == marker.Script:
		t.label.SetText(lang.L("Command"))
	default:
		t.label.SetText(lang.L("Text"))
	}
	t.entry.TextStyle.Monospace = one.Payload.Kind == marker.XML
	if !open {
		t.entry.SetText(body)
		t.kind.SetText(one.Type)
	}
	for _, e := range []fyne.Disableable{t.entry, t.kind} {
		enable(e, t.room.editable())
	}
	t.changed()
}

// dirty tells whether something was typed that is not applied.
func (t *text) dirty() bool {
	return t.row != nil && !t.object.Hidden && t.room.editable() && (t.entry.Text != t.was || !t.typed.Hidden && t.kind.Text != t.row.Type)
}

// changed says whether there is something to apply.
func (t *text) changed() {
	if t.row == nil {
		return
	}
	dirty := t.entry.Text != t.was || !t.typed.Hidden && t.kind.Text != t.row.Type
	t.apply.Hidden, t.revert.Hidden = !dirty, !dirty
	t.note.Token = kit.Dim
	text := ""
	if t.row.Payload.Kind == marker.XML && dirty {
		if says := (marker.Payload{Kind: marker.XML, Bytes: []byte(t.entry.Text)}).Says(); says.Err != nil {
			t.note.Token, text = kit.Error, "✕ "+says.Err.Error()
		}
	}
	t.note.SetText(text)
	t.object.Refresh()
}

// save makes the marker say what was typed.
func (t *text) save() {
	if t.row == nil || !t.room.editable() || t.apply.Hidden {
		return
	}
	m, err := t.made()
	if err == nil {
		t.was = t.entry.Text
		err = t.room.replace(lang.L("Change a text"), m)
	}
	if err != nil {
		t.was = ""
		t.note.Token = kit.Error
		t.note.SetText("✕ " + err.Error())
	}
}

func (t *text) made() (marker.Marker, error) {
	if t.entry.Text == "" {
		return t.row.Marker, errors.New(lang.L("a text is missing"))
	}
	p := marker.Payload{Kind: t.row.Payload.Kind, Bytes: []byte(t.entry.Text)}
	if t.row.Payload.Kind == marker.XML {
		if mark := t.row.Payload.Bytes; bytes.HasPrefix(mark, []byte("\xef\xbb\xbf")) {
			p.Bytes = append([]byte("\xef\xbb\xbf"), p.Bytes...)
		}
	}
	if p.Kind == marker.Text && marker.IsXML(p.Bytes) {
		p.Kind = marker.XML
	}
	m := t.row.With(p)
	if !t.typed.Hidden {
		m.Type = t.kind.Text
	}
	return m, nil
}

// back shows what stands in the manifest.
func (t *text) back() {
	if t.row == nil {
		return
	}
	t.entry.SetText(t.was)
	t.kind.SetText(t.row.Type)
	t.changed()
	if c := fyne.CurrentApp().Driver().CanvasForObject(t.object); c != nil {
		c.Focus(t.room.table.grid)
	}
}

// writing is an entry of several lines: Ctrl+Enter applies it, Escape leaves.
type writing struct {
	kit.Entry
	apply, leave func()
}

func newWriting(apply, leave func()) *writing {
	e := &writing{apply: apply, leave: leave}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.Scroll = fyne.ScrollVerticalOnly
	e.ExtendBaseWidget(e)
	return e
}

var _ fyne.Shortcutable = (*writing)(nil)

// MinSize is small: the entry takes the room that there is.
func (e *writing) MinSize() fyne.Size { return fyne.NewSize(120, 60) }

// TypedKey is called by Fyne.
func (e *writing) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		e.leave()
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedShortcut is called by Fyne.
func (e *writing) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		e.apply()
		return
	}
	e.Entry.TypedShortcut(s)
}
