package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseDown selects at once: a click must not wait for a second one.
func (g *Grid) MouseDown(ev *desktop.MouseEvent) {
	g.takeFocus()
	row := g.hit(ev.Position.Y - g.headerHeight())
	if row < 0 || g.isSection(row) {
		return
	}
	g.pointCell(ev.Position.X)
	if ev.Button == desktop.MouseButtonSecondary {
		if !g.marks.has(row) {
			g.choose(row, 0)
		}
		return
	}
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	if g.onTriangle(row, ev.Position.X) {
		g.toggle(row)
		return
	}
	g.choose(row, ev.Modifier)
}

// MouseUp is called by Fyne.
func (g *Grid) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped activates the row, or opens it where nothing else is to do.
func (g *Grid) DoubleTapped(ev *fyne.PointEvent) {
	row := g.hit(ev.Position.Y - g.headerHeight())
	if row < 0 || g.isSection(row) || g.onTriangle(row, ev.Position.X) {
		return
	}
	g.activate(row)
}

// TappedSecondary asks for the menu of a row.
func (g *Grid) TappedSecondary(ev *fyne.PointEvent) {
	if g.OnMenu == nil {
		return
	}
	row := g.hit(ev.Position.Y - g.headerHeight())
	if row >= 0 && g.isSection(row) {
		row = -1
	}
	g.OnMenu(row, ev.AbsolutePosition)
}

// Scrolled moves the rows with the wheel.
func (g *Grid) Scrolled(ev *fyne.ScrollEvent) {
	g.scroll.by(wheel(ev.Scrolled.DY))
	g.redraw()
	g.setHover(g.hit(ev.Position.Y - g.headerHeight()))
}

// MouseIn is called by Fyne.
func (g *Grid) MouseIn(ev *desktop.MouseEvent) { g.MouseMoved(ev) }

// MouseMoved lights up the row below the pointer.
func (g *Grid) MouseMoved(ev *desktop.MouseEvent) {
	g.setHover(g.hit(ev.Position.Y - g.headerHeight()))
}

// MouseOut is called by Fyne.
func (g *Grid) MouseOut() { g.setHover(-1) }

func (g *Grid) setHover(row int64) {
	if row >= 0 && g.isSection(row) {
		row = -1
	}
	if row != g.hover {
		g.hover = row
		g.body.layAreas()
	}
}

// FocusGained is called by Fyne. Unless a click brought it, the focus is shown.
func (g *Grid) FocusGained() { g.focused, g.byKeys = true, true; g.body.layAreas() }

// FocusLost is called by Fyne.
func (g *Grid) FocusLost() { g.focused, g.byKeys = false, false; g.body.layAreas() }

// TypedRune is called by Fyne.
func (g *Grid) TypedRune(rune) {}

// TypedKey walks and acts; the list is at the type.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	if !g.byKeys {
		g.byKeys = true
		g.body.layAreas()
	}
	page := max(1, int64(g.scroll.view/g.scroll.height)-1)
	row := g.marks.row
	if row < 0 && g.KeepEnd && (ev.Name == fyne.KeyUp || ev.Name == fyne.KeyPageUp) {
		row = g.rows() // the way up begins at the end, which is in view
	}
	switch ev.Name {
	case fyne.KeyUp:
		g.walk(row-1, -1)
	case fyne.KeyDown:
		g.walk(row+1, 1)
	case fyne.KeyPageUp:
		g.walk(max(0, row-page), 1)
	case fyne.KeyPageDown:
		g.walk(min(g.rows()-1, row+page), -1)
	case fyne.KeyHome:
		g.walk(0, 1)
	case fyne.KeyEnd:
		g.walk(g.rows()-1, -1)
	case fyne.KeyLeft:
		g.goLeft(row)
	case fyne.KeyRight:
		g.goRight(row)
	default:
		g.act(ev.Name, row)
	}
}

// act is what keys do with the selected row.
func (g *Grid) act(key fyne.KeyName, row int64) {
	if row < 0 {
		g.pass(key)
		return
	}
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		g.activate(row)
	case fyne.KeyF2:
		if !g.startEdit(row) {
			g.pass(key)
		}
	case fyne.KeySpace:
		if g.disclosure(row) == NoDisclosure && g.OnKey != nil {
			g.OnKey(key)
		}
		g.toggle(row)
	case desktop.KeyMenu:
		if g.OnMenu != nil {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
			g.OnMenu(row, at.AddXY(g.inset()+Wide, g.headerHeight()+g.place(row)+g.rowHeight()))
		}
	default:
		g.pass(key)
	}
}

// pass offers a key to who made the grid, and then to the window.
func (g *Grid) pass(key fyne.KeyName) {
	if g.OnKey == nil || !g.OnKey(key) {
		passKey(g, key)
	}
}

// passKey gives a key that a focused widget has no use for to the window.
func passKey(o fyne.CanvasObject, key fyne.KeyName) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
}

// TypedShortcut copies and selects all; everything else is the window's.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		if rows := g.marks.rows(); len(rows) > 0 && g.OnCopy != nil {
			g.OnCopy(rows)
		}
	case *fyne.ShortcutSelectAll:
		if g.Multi && g.rows() > 0 {
			g.marks.all(g.rows())
			g.redraw()
			g.marked()
		}
	default:
		if g.OnShortcut == nil || !g.OnShortcut(s) {
			passOn(g, s)
		}
	}
}

// passOn gives a shortcut that a focused widget has no use for to the window.
func passOn(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// walk selects the first row from a place on that is no heading.
func (g *Grid) walk(row, by int64) {
	row = min(max(row, 0), g.rows()-1)
	for row >= 0 && row < g.rows() && g.isSection(row) {
		row += by
	}
	if row < 0 || row >= g.rows() {
		return
	}
	g.choose(row, modifiers()&fyne.KeyModifierShift)
}

// choose is a selection by hand.
func (g *Grid) choose(row int64, mod fyne.KeyModifier) {
	before := g.marks.row
	switch {
	case g.Multi && mod&fyne.KeyModifierShift != 0:
		g.marks.extend(row)
	case g.Multi && mod&fyne.KeyModifierShortcutDefault != 0:
		g.marks.toggle(row)
	default:
		g.marks.set(row)
	}
	g.measure()
	g.scroll.show(g.offset(row), g.scroll.height)
	g.redraw()
	if g.OnSelect != nil && (row != before || !g.Multi) {
		g.OnSelect(row)
	}
	g.marked()
}

func (g *Grid) marked() {
	if g.OnMarked != nil {
		g.OnMarked()
	}
}

func (g *Grid) activate(row int64) {
	if g.startEdit(row) {
		return
	}
	if g.OnActivate != nil {
		g.OnActivate(row)
		return
	}
	g.toggle(row)
}

func (g *Grid) toggle(row int64) {
	if g.OnToggle != nil && g.disclosure(row) != NoDisclosure {
		g.OnToggle(row)
	}
}

// goLeft closes a row, or goes to the one above it in the tree.
func (g *Grid) goLeft(row int64) {
	if row < 0 {
		return
	}
	if g.Editable != nil && g.disclosure(row) == NoDisclosure {
		g.stepCell(row, -1)
		return
	}
	if g.disclosure(row) == Opened {
		g.toggle(row)
		return
	}
	indent := g.model.Cell(row, 0).Indent
	for up := row - 1; up >= 0 && indent > 0; up-- {
		if g.model.Cell(up, 0).Indent < indent {
			g.choose(up, 0)
			return
		}
	}
}

// goRight opens a row, or goes to its first child.
func (g *Grid) goRight(row int64) {
	if row < 0 {
		return
	}
	if g.Editable != nil && g.disclosure(row) == NoDisclosure {
		g.stepCell(row, 1)
		return
	}
	switch g.disclosure(row) {
	case Closed:
		g.toggle(row)
	case Opened:
		g.walk(row+1, 1)
	}
}

func (g *Grid) disclosure(row int64) Disclosure {
	if row < 0 || row >= g.rows() || len(g.Columns) == 0 {
		return NoDisclosure
	}
	return g.model.Cell(row, 0).Disclosure
}

func (g *Grid) isSection(row int64) bool {
	return len(g.sections) > 0 && g.model.Cell(row, 0).Section
}

// onTriangle tells whether a place lies on the triangle of a row.
func (g *Grid) onTriangle(row int64, x float32) bool {
	if g.disclosure(row) == NoDisclosure {
		return false
	}
	middle := g.inset() + float32(g.model.Cell(row, 0).Indent)*indentStep + triangleAt
	return x > middle-9 && x < middle+9
}

func (g *Grid) takeFocus() {
	focus(g)
	g.byKeys = false
	g.body.layAreas()
}

// focus gives the focus to a widget that was clicked: Fyne leaves that to it.
func focus(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(object); c != nil && c.Focused() != o {
		c.Focus(o)
	}
}

// modifiers are the keys that are held now.
func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
