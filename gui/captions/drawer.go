package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

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
	l.TextSize = kit.SmallSize
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
