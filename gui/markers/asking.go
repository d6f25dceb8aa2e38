package markers

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// entry makes an entry of the strip: Enter does what was asked for, Escape
// closes.
func (s *strip) entry(text, placeholder string) *asking {
	e := newAsking(placeholder, s.do, s.close)
	e.SetText(text)
	e.OnChanged = func(string) { s.note() }
	return e
}

func (s *strip) choice(options []string, at int) *choosing {
	c := newChoosing(options, s.close)
	c.SetSelectedIndex(at)
	c.OnChanged = func(string) { s.note() }
	return c
}

// choosing is a choice that Escape leaves.
type choosing struct {
	kit.Select
	escape func()
}

func newChoosing(options []string, escape func()) *choosing {
	c := &choosing{escape: escape}
	c.Options, c.PlaceHolder = options, " "
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey is called by Fyne.
func (c *choosing) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		c.escape()
		return
	}
	c.Select.TypedKey(ev)
}

// asking is an entry that Escape leaves.
type asking struct {
	kit.Entry
	escape func()
}

func newAsking(placeholder string, submit, escape func()) *asking {
	e := &asking{escape: escape}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	e.OnSubmitted = func(string) { submit() }
	return e
}

// TypedKey is called by Fyne.
func (e *asking) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		e.escape()
		return
	}
	e.Entry.TypedKey(ev)
}

// FocusGained selects all: typing replaces it.
func (e *asking) FocusGained() {
	e.Entry.FocusGained()
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}
