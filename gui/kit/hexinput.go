package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseDown puts the cursor on a byte; with Shift it selects up to there.
func (h *Hex) MouseDown(ev *desktop.MouseEvent) {
	focus(h)
	h.dragged = false
	off := h.hit(ev.Position)
	if off < 0 || ev.Button == desktop.MouseButtonSecondary && off >= h.from && off < h.to {
		return
	}
	if ev.Modifier&fyne.KeyModifierShift != 0 {
		h.extend(off)
		h.tellSelect()
		h.dragged = true // not a pick
		return
	}
	h.cursor, h.anchor, h.from, h.to = off, off, off, off+1
	h.redraw()
}

// MouseUp picks the byte when nothing was dragged.
func (h *Hex) MouseUp(ev *desktop.MouseEvent) {
	if h.dragged || ev.Button != desktop.MouseButtonPrimary || h.hit(ev.Position) < 0 {
		return
	}
	h.tellPick()
}

// Dragged selects; beyond the borders it scrolls.
func (h *Hex) Dragged(ev *fyne.DragEvent) {
	h.dragged = true
	if y := ev.Position.Y; y < 0 || y > h.Size().Height {
		h.scroll.by(float64(ev.Dragged.DY) + h.scroll.height*float64(signOf(y)))
	}
	if off := h.near(ev.Position); off >= 0 {
		h.extend(off)
	}
}

func signOf(v float32) int {
	if v < 0 {
		return -1
	}
	return 1
}

// DragEnd tells what was selected.
func (h *Hex) DragEnd() { h.tellSelect() }

// Tapped makes the area one that Fyne follows a press on.
func (h *Hex) Tapped(*fyne.PointEvent) {}

// TappedSecondary asks for the menu.
func (h *Hex) TappedSecondary(ev *fyne.PointEvent) {
	if h.OnMenu != nil {
		h.OnMenu(h.hit(ev.Position), ev.AbsolutePosition)
	}
}

// Scrolled moves the rows with the wheel.
func (h *Hex) Scrolled(ev *fyne.ScrollEvent) {
	h.scroll.by(wheel(ev.Scrolled.DY))
	h.redraw()
}

// FocusGained is called by Fyne.
func (h *Hex) FocusGained() { h.focused = true; h.redraw() }

// FocusLost is called by Fyne.
func (h *Hex) FocusLost() { h.focused = false; h.redraw() }

// TypedRune is called by Fyne.
func (h *Hex) TypedRune(rune) {}

// TypedKey moves the cursor; the list is at the type.
func (h *Hex) TypedKey(ev *fyne.KeyEvent) {
	per := int64(h.shownPerRow())
	page := max(1, int64(h.scroll.view/h.scroll.height)-1)
	to := h.cursor
	switch ev.Name {
	case fyne.KeyLeft:
		to--
	case fyne.KeyRight:
		to++
	case fyne.KeyUp:
		to -= per
	case fyne.KeyDown:
		to += per
	case fyne.KeyPageUp:
		to -= per * page
	case fyne.KeyPageDown:
		to += per * page
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = h.size() - 1
	default:
		passKey(h, ev.Name)
		return
	}
	h.move(to, modifiers()&fyne.KeyModifierShift != 0)
}

// move puts the cursor somewhere, in the same column where the end is near.
func (h *Hex) move(to int64, extend bool) {
	size, per := h.size(), int64(h.shownPerRow())
	if size == 0 {
		return
	}
	if to < 0 && h.cursor >= per {
		to = h.cursor % per
	}
	to = min(max(to, 0), size-1)
	if extend {
		h.extend(to)
		h.Reveal(to, to+1)
		h.tellSelect()
		return
	}
	h.cursor, h.anchor, h.from, h.to = to, to, to, to+1
	h.Reveal(to, to+1)
	h.tellPick()
}

// extend selects from the anchor to a byte, both included.
func (h *Hex) extend(off int64) {
	h.cursor = off
	h.from, h.to = min(h.anchor, off), max(h.anchor, off)+1
	h.redraw()
}

func (h *Hex) tellPick() {
	if h.OnPick != nil {
		h.OnPick(h.cursor)
	}
}

func (h *Hex) tellSelect() {
	if h.OnSelect != nil && h.to > h.from {
		h.OnSelect(h.from, h.to)
	}
}

// TypedShortcut copies and selects all; everything else is the window's.
func (h *Hex) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		if h.OnCopy != nil && h.to > h.from {
			h.OnCopy(h.from, h.to)
		}
	case *fyne.ShortcutSelectAll:
		h.anchor, h.cursor, h.from, h.to = 0, 0, 0, h.size()
		h.redraw()
		h.tellSelect()
	default:
		passOn(h, s)
	}
}
