package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// closer is a dialog that Escape closes.
type closer interface{ Dismiss() }

// open shows a dialog and keeps it for Escape.
func (h *Hall) openDialog(d dialog.Dialog) {
	h.dialogs = append(h.dialogs, d)
	d.SetOnClosed(func() {
		for i, have := range h.dialogs {
			if have == closer(d) {
				h.dialogs = append(h.dialogs[:i], h.dialogs[i+1:]...)
				break
			}
		}
	})
	d.Show()
}

// escape closes the dialog in front, or goes back to the screen.
func (h *Hall) escape() {
	if n := len(h.dialogs); n > 0 {
		h.dialogs[n-1].Dismiss()
		return
	}
	if top := h.win.Canvas().Overlays().Top(); top != nil {
		top.Hide()
		return
	}
	h.focusScreen()
}

// prompt asks for one line of text. check says what is wrong with it.
func (h *Hall) prompt(title, label, hint, ok, first string, check func(string) error, done func(string)) {
	entry := newEntry(h.escape)
	entry.SetText(first)
	entry.SetPlaceHolder(hint)
	field := kit.NewField(label, entry)
	var d *dialog.CustomDialog
	accept := func() {
		text := strings.TrimSpace(entry.Text)
		if err := check(text); err != nil {
			field.SetError(err)
			return
		}
		d.Hide()
		done(text)
	}
	entry.OnSubmitted = func(string) { accept() }
	d = dialog.NewCustomWithoutButtons(title, container.NewStack(kit.Gap(520, 70), field), h.win)
	d.SetButtons([]fyne.CanvasObject{kit.NewButton(lang.L("Cancel"), func() { d.Hide() }), kit.NewPrimary(ok, accept)})
	h.openDialog(d)
	h.win.Canvas().Focus(entry)
}

// entry is a line of text that Escape leaves.
type entry struct {
	widget.Entry
	left func()
}

func newEntry(left func()) *entry {
	e := &entry{left: left}
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey leaves on Escape.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		e.left()
		return
	}
	e.Entry.TypedKey(ev)
}

// fail says what went wrong, in a line that can be copied.
func (h *Hall) fail(title string, err error) {
	if err == nil || cancelled(err) {
		return
	}
	text := widget.NewLabel(oneLine(err))
	text.Wrapping, text.Selectable = fyne.TextWrapWord, true
	d := dialog.NewCustomWithoutButtons(title, container.NewStack(kit.Gap(560, 60), text), h.win)
	leave := kit.NewPrimary(lang.L("Close"), func() { d.Hide() })
	d.SetButtons([]fyne.CanvasObject{kit.NewButton(lang.L("Copy"), func() { h.copied(oneLine(err)) }), leave})
	h.openDialog(d)
	h.win.Canvas().Focus(leave)
}

func oneLine(err error) string { return strings.Join(strings.Split(err.Error(), "\n"), "; ") }

func (h *Hall) openURL() {
	h.prompt(lang.L("Open URL"), lang.L("Address of a client manifest or a media file"), "https://host/name.ism/Manifest",
		lang.L("Open"), "", checkURL, func(text string) { h.Open([]string{text}) })
}

func (h *Hall) askOffset() {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Source == nil {
		return
	}
	h.prompt(lang.L("Go to offset"), lang.L("Decimal, 0x… or …h; with + or - from the selection"), "0x5e58",
		lang.L("Go"), "", func(text string) error { return checkOffset(text, sel.From, sel.File.Source.Size()) },
		func(text string) { h.lookFor(text) })
}
