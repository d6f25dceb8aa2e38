package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"smoothscope/gui/kit"
)

// drawer is the line below the commands where one of them asks what it needs to
// know.
type drawer struct {
	room    *Room
	shift   *shiftBar
	stretch *stretchBar
	find    *findBar
	split   *splitBar
	losses  *lossBar
	open    fyne.CanvasObject // the one that is shown, nil for none
	object  *fyne.Container
}

func newDrawer(r *Room) *drawer {
	d := &drawer{room: r}
	d.shift, d.stretch, d.find, d.split, d.losses = newShiftBar(r), newStretchBar(r), newFindBar(r), newSplitBar(r), newLossBar(r)
	d.object = container.NewStack(d.shift.object, d.stretch.object, d.find.object, d.split.object, d.losses.object)
	d.pull(nil, nil)
	return d
}

// pull shows one of the lines and gives it the keys.
func (d *drawer) pull(o fyne.CanvasObject, keys fyne.Focusable) {
	d.open = o
	for _, one := range d.object.Objects {
		one.(*fyne.Container).Hidden = one != o
	}
	d.object.Hidden = o == nil
	if d.room.root != nil {
		d.room.root.Refresh()
	}
	if keys != nil {
		d.room.focus(keys)
	}
}

// close puts the line away. It tells whether there was one.
func (d *drawer) close() bool {
	if d.open == nil {
		return false
	}
	d.pull(nil, nil)
	d.room.focusTable()
	return true
}

func (r *Room) focusTable() { r.focus(r.table.grid) }

// focus gives the keys to something of the room. The driver knows the canvas of
// what has been painted: that is the room, but not what was hidden so far.
func (r *Room) focus(f fyne.Focusable) {
	if r.root == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.root); c != nil {
		c.Focus(f)
	}
}

// line is a line of the drawer: objects, then a way to close it.
func (r *Room) line(objects ...fyne.CanvasObject) *fyne.Container {
	shut := kit.NewQuiet("", func() { r.drawer.close() }).WithHeight(26).WithIcon("×")
	all := append(objects, layout.NewSpacer(), shut)
	return kit.NewPanel(kit.Panel, kit.Rows(0, kit.HLine(), kit.Pad(6, kit.Space, 6, kit.Wide, kit.Cols(kit.Space, all...))))
}

// field is an entry of a line that does something on Enter and closes the line
// on Escape.
func (r *Room) field(placeholder string, width float32, submit func()) (*lineEntry, fyne.CanvasObject) {
	e := &lineEntry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	e.OnSubmitted = func(string) { submit() }
	e.cancel = func() { r.drawer.close() }
	return e, container.NewGridWrap(fyne.NewSize(width, kit.ControlHeight), e)
}

// lineEntry is an entry of one line with a key to leave it.
type lineEntry struct {
	kit.Entry
	cancel func()
	other  func(fyne.KeyName) bool
}

// TypedKey leaves on Escape.
func (e *lineEntry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		e.cancel()
	case e.other != nil && e.other(ev.Name):
	default:
		e.Entry.TypedKey(ev)
	}
}

func sized(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(width, kit.ControlHeight), o)
}

func word(text string) *kit.Label { l := kit.NewSmall(text); l.Whole = true; return l }

// scopes is a choice of which captions are meant.
func scopes() *kit.Select {
	s := kit.NewSelect(scopeWords(), nil)
	s.SetSelectedIndex(int(scopeAll))
	return s
}

// suggest chooses the scope that fits what is selected.
func (r *Room) suggest(s *kit.Select) {
	if len(r.table.selected()) > 1 {
		s.SetSelectedIndex(int(scopeSelected))
	} else if s.SelectedIndex() == int(scopeSelected) {
		s.SetSelectedIndex(int(scopeAll))
	}
}

// say is a label of a line for what is wrong with it.
func faultLabel() *kit.Label {
	l := kit.NewLabel("", kit.Error)
	l.TextSize, l.Whole = kit.SmallSize, true
	return l
}

func fault(l *kit.Label, err error) {
	text := ""
	if err != nil {
		text = "✕ " + err.Error()
	}
	put(l, kit.Error, text)
}

func applyWord() string { return lang.L("Apply") }
