package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// command is something that can be done with captions.
type command struct {
	name string
	key  string // that does it, for the menu
	do   func()
	can  func() bool
	gap  bool // a line before it in the menu, some room in the bar
	rare bool // in the menu only
}

// commands is the bar of what can be done; what has no room in it is in a menu
// at its end.
type commands struct {
	room    *Room
	all     []command
	buttons []*kit.Button
	shown   []int // of all, which the buttons are
	more    *kit.Button
	play    *kit.Button
	object  *fyne.Container
}

func newCommands(r *Room) *commands {
	c := &commands{room: r, all: r.commandList()}
	var objects []fyne.CanvasObject
	for i, one := range c.all {
		if one.rare {
			continue
		}
		b := kit.NewQuiet(one.name, func() { r.do(one) }).WithHeight(26)
		c.buttons, c.shown = append(c.buttons, b), append(c.shown, i)
		objects = append(objects, b)
	}
	c.more = kit.NewQuiet(lang.L("More ▾"), c.moreMenu).WithHeight(26)
	c.play = kit.NewQuiet(lang.L("Play from here"), r.play).WithHeight(26).WithIcon("▶")
	objects = append(objects, c.more, c.play)
	bar := &barLayout{commands: c}
	c.object = kit.Pad(0, kit.Space, kit.Tight, kit.Space, newBarContainer(bar, objects))
	return c
}

// commandList is all commands in the order of the bar.
func (r *Room) commandList() []command {
	some := func() bool { return r.editable() && r.table.current() >= 0 }
	any := func() bool { return r.editable() && len(r.doc.Cues) > 0 }
	return []command{
		{name: lang.L("Add"), key: "Insert", do: r.addCue, can: r.editable},
		{name: lang.L("Split"), key: "Ctrl+D", do: r.splitHere, can: some},
		{name: lang.L("Split at a time…"), do: r.askSplit, can: some, rare: true},
		{name: lang.L("Merge"), key: "Ctrl+M", do: r.merge, can: func() bool { return some() && len(r.doc.Cues) > 1 }},
		{name: lang.L("Delete"), key: "Delete", do: r.delete, can: some},
		{name: lang.L("Shift…"), do: r.askShift, can: any, gap: true},
		{name: lang.L("Stretch…"), do: r.askStretch, can: any},
		{name: lang.L("Snap to frames"), do: r.snap, can: any},
		{name: lang.L("Find and replace…"), key: "Ctrl+H", do: r.askFind, can: func() bool { return r.doc != nil && !r.sheet.open() }, gap: true},
		{name: lang.L("Sort by time"), do: r.sort, can: any, rare: true},
		{name: lang.L("Cut"), key: "Ctrl+X", do: r.cut, can: some, gap: true, rare: true},
		{name: lang.L("Copy"), key: "Ctrl+C", do: r.copy, can: func() bool { return r.table.current() >= 0 }, rare: true},
		{name: lang.L("Paste"), key: "Ctrl+V", do: r.paste, can: r.editable, rare: true},
		{name: lang.L("Next warning"), key: "F8", do: func() { r.goWarning(1) }, can: func() bool { return len(r.judge.of) > 0 }, gap: true, rare: true},
		{name: lang.L("Play from here"), key: "P", do: r.play, can: func() bool { return r.table.current() >= 0 }, rare: true},
	}
}

// do does a command with all that was typed before.
func (r *Room) do(c command) {
	if !c.can() {
		return
	}
	r.Settle()
	if c.can() {
		c.do()
	}
}

func (c *commands) show() {
	for i, b := range c.buttons {
		able(b, c.all[c.shown[i]].can())
	}
	able(c.play, c.room.table.current() >= 0)
}

// menu is all commands.
func (c *commands) menu() *fyne.Menu { return c.menuOf(func(int) bool { return true }) }

func (c *commands) menuOf(wanted func(int) bool) *fyne.Menu {
	menu := fyne.NewMenu("")
	for i, one := range c.all {
		if !wanted(i) {
			continue
		}
		if one.gap && len(menu.Items) > 0 {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
		}
		name := one.name
		if one.key != "" {
			name += "   (" + one.key + ")"
		}
		item := fyne.NewMenuItem(name, func() { c.room.do(one) })
		item.Disabled = !one.can()
		menu.Items = append(menu.Items, item)
	}
	return menu
}

// moreMenu is the commands that the bar has no button for.
func (c *commands) moreMenu() {
	menu := c.menuOf(func(i int) bool {
		for n, b := range c.buttons {
			if c.shown[n] == i {
				return b.Hidden
			}
		}
		return true
	})
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.more)
	c.room.OnMenu(menu, at.AddXY(0, c.more.Size().Height))
}
