package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
)

// answer is one way to go on from a question.
type answer struct {
	text string
	do   func()
}

// ask puts a question with some answers, of which the last is the usual one,
// and Cancel.
func (h *Hall) ask(title, text string, answers ...answer) {
	label := widget.NewLabel(text)
	label.Wrapping, label.Selectable = fyne.TextWrapWord, true
	d := dialog.NewCustomWithoutButtons(title, container.NewStack(kit.Gap(540, 90), label), h.win)
	buttons := []fyne.CanvasObject{kit.NewButton(lang.L("Cancel"), func() { d.Hide() })}
	var usual *kit.Button
	for i, one := range answers {
		do := func() { d.Hide(); one.do() }
		usual = kit.NewButton(one.text, do)
		if i == len(answers)-1 {
			usual = kit.NewPrimary(one.text, do)
		}
		buttons = append(buttons, usual)
	}
	d.SetButtons(buttons)
	h.openDialog(d)
	h.win.Canvas().Focus(usual)
}

// unlessUnsaved goes on where nothing of these assets is unsaved; else it asks
// what shall become of that.
func (h *Hall) unlessUnsaved(list []*session.Asset, then func()) {
	h.settle()
	h.allRested(list, func() {
		var names []string
		var left []*session.Asset
		for _, a := range list {
			if h.session.Has(a) && dirty(a) {
				left = append(left, a)
				names = append(names, a.Title+": "+listed(a.Draft.Dirty()))
			}
		}
		if len(left) == 0 {
			then()
			return
		}
		h.ask(lang.L("Save the changes?"), lang.L("These are not saved:")+"\n• "+strings.Join(names, "\n• "),
			answer{lang.L("Discard"), then}, answer{lang.L("Save"), func() { h.saveAll(left, then) }})
	})
}

// saveAll saves one asset after the other, and goes on when all are saved.
func (h *Hall) saveAll(list []*session.Asset, then func()) {
	if len(list) == 0 {
		then()
		return
	}
	h.write(list[0], func() { h.saveAll(list[1:], then) })
}

// allRested goes on when the edits of all these assets are done.
func (h *Hall) allRested(list []*session.Asset, then func()) {
	for i, a := range list {
		if !h.editor.resting(a) {
			h.editor.rested(a, func() { h.allRested(list[i:], then) })
			return
		}
	}
	then()
}
