package publish

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// detail is the strip below the rows that tells the selected one in full: a
// reason is longer than a column.
type detail struct {
	name   *kit.Label
	text   *widget.Label
	object *fyne.Container
}

func newDetail(copied func(string)) *detail {
	d := &detail{name: kit.NewSmall(""), text: widget.NewLabel("")}
	d.name.Mono, d.name.Whole = true, false
	d.text.Wrapping, d.text.Selectable = fyne.TextWrapWord, true
	link := kit.NewLink(lang.L("Copy"), func() { copied(d.name.Text + ": " + d.text.Text) })
	top := kit.Pad(kit.Space, kit.Wide, 0, kit.Wide, kit.Dock(nil, nil, nil, link, d.name))
	d.object = kit.NewPanel(kit.Panel, kit.Rows(0, kit.HLine(), top, kit.Pad(0, kit.Space, 0, 10, d.text)))
	d.object.Hide()
	return d
}

// tell shows a row; an empty name shows none. It reports whether the strip has
// come or gone.
func (d *detail) tell(name, text string, token kit.Token) (moved bool) {
	importance := widget.MediumImportance
	switch token {
	case kit.Error:
		importance = widget.DangerImportance
	case kit.Warning:
		importance = widget.WarningImportance
	}
	if d.name.Text == name && d.text.Text == text && d.text.Importance == importance {
		return false
	}
	d.name.SetText(name)
	d.text.Importance = importance
	d.text.SetText(text)
	moved = d.object.Hidden != (name == "")
	d.object.Hidden = name == ""
	return moved
}
