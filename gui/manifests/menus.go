package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// menuAct names an act in a menu, with its key.
type menuAct struct {
	act   act
	label string
	key   fyne.Shortcut
}

func menuActs() []menuAct {
	key := func(name fyne.KeyName, mod fyne.KeyModifier) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
	}
	return []menuAct{
		{actDuplicate, lang.L("Duplicate"), key(fyne.KeyD, fyne.KeyModifierShortcutDefault)},
		{actUp, lang.L("Move up"), key(fyne.KeyUp, fyne.KeyModifierAlt)},
		{actDown, lang.L("Move down"), key(fyne.KeyDown, fyne.KeyModifierAlt)},
		{actRemove, lang.L("Remove"), key(fyne.KeyDelete, 0)},
	}
}

// menu is what can be done with the selected element.
func (r *Room) menu(pos fyne.Position) {
	d := r.shown
	if d == nil || d.selected < 0 {
		return
	}
	var items []*fyne.MenuItem
	if r.editable() {
		add := fyne.NewMenuItem(lang.L("Add"), nil)
		add.ChildMenu = fyne.NewMenu("", r.additionItems()...)
		items = append(items, add, fyne.NewMenuItemSeparator())
		for _, a := range menuActs() {
			item := fyne.NewMenuItem(a.label, func() { r.do(a.act) })
			item.Disabled, item.Shortcut = !r.can(a.act), a.key
			items = append(items, item)
		}
		items = append(items, fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(lang.L("Copy the element"), func() { r.OnCopy(d.xml(d.selected)) }))
	r.OnMenu(fyne.NewMenu("", items...), pos)
}

// addMenu offers what can be added at the selected element.
func (r *Room) addMenu(below *kit.Button) {
	if !r.editable() {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	r.OnMenu(fyne.NewMenu("", r.additionItems()...), at.AddXY(0, below.Size().Height))
}
