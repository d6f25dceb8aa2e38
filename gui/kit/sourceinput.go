package kit

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Cursor is called by Fyne.
func (s *Source) Cursor() desktop.Cursor { return desktop.TextCursor }

// MouseDown puts the cursor somewhere; with Shift it selects up to there.
func (s *Source) MouseDown(ev *desktop.MouseEvent) {
	focus(s)
	s.dragged = false
	off := s.near(ev.Position)
	if ev.Button == desktop.MouseButtonSecondary && s.sel.has(off) {
		return
	}
	if ev.Modifier&fyne.KeyModifierShift != 0 {
		s.extend(off)
		s.dragged = true // not a pick
		return
	}
	s.SetCursor(off)
}

// MouseUp picks the place when nothing was dragged.
func (s *Source) MouseUp(ev *desktop.MouseEvent) {
	if !s.dragged && ev.Button == desktop.MouseButtonPrimary && s.rows.count() > 0 {
		s.tell()
	}
}

// Dragged selects; beyond the borders it scrolls.
func (s *Source) Dragged(ev *fyne.DragEvent) {
	s.dragged = true
	if y := ev.Position.Y; y < 0 || y > s.Size().Height {
		s.scroll.by(float64(ev.Dragged.DY) + s.scroll.height*float64(signOf(y)))
	}
	s.extend(s.near(ev.Position))
}

// DragEnd is called by Fyne.
func (s *Source) DragEnd() {}

// Tapped makes the area one that Fyne follows a press on.
func (s *Source) Tapped(*fyne.PointEvent) {}

// DoubleTapped selects the word at a place.
func (s *Source) DoubleTapped(ev *fyne.PointEvent) {
	off := s.near(ev.Position)
	r := s.rows.row(s.rows.at(off))
	from, to := off, off
	for from > r.from {
		c, size := utf8.DecodeLastRuneInString(s.text.Text[r.from:from])
		if !inWord(c) {
			break
		}
		from -= int64(size)
	}
	for to < r.to {
		c, size := utf8.DecodeRuneInString(s.text.Text[to:r.to])
		if !inWord(c) {
			break
		}
		to += int64(size)
	}
	s.sel, s.anchor, s.cursor = SourceSpan{from, to}, from, to
	s.redraw()
}

func inWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' || c == '-' || c == '.' || c == '+'
}

// TappedSecondary asks for the menu.
func (s *Source) TappedSecondary(ev *fyne.PointEvent) {
	if s.OnMenu != nil {
		s.OnMenu(s.near(ev.Position), ev.AbsolutePosition)
	}
}

// Scrolled moves the rows with the wheel.
func (s *Source) Scrolled(ev *fyne.ScrollEvent) {
	s.scroll.by(wheel(ev.Scrolled.DY))
	s.redraw()
}

// FocusGained is called by Fyne.
func (s *Source) FocusGained() { s.focused = true; s.redraw() }

// FocusLost is called by Fyne.
func (s *Source) FocusLost() { s.focused = false; s.redraw() }

// TypedRune is called by Fyne.
func (s *Source) TypedRune(rune) {}

// TypedKey moves the cursor; the list is at the type.
func (s *Source) TypedKey(ev *fyne.KeyEvent) {
	page := max(1, int64(s.scroll.view/s.scroll.height)-1)
	switch ev.Name {
	case fyne.KeyLeft:
		s.move(s.step(-1))
	case fyne.KeyRight:
		s.move(s.step(1))
	case fyne.KeyUp:
		s.move(s.beside(-1))
	case fyne.KeyDown:
		s.move(s.beside(1))
	case fyne.KeyPageUp:
		s.move(s.beside(-page))
	case fyne.KeyPageDown:
		s.move(s.beside(page))
	case fyne.KeyHome:
		s.move(0)
	case fyne.KeyEnd:
		s.move(s.rows.row(s.rows.count() - 1).to)
	default:
		if s.OnKey == nil || !s.OnKey(ev.Name) {
			passKey(s, ev.Name)
		}
	}
}

// step is the place one character on or back, over the ends of lines.
func (s *Source) step(by int) int64 {
	i := s.rows.at(s.cursor)
	r := s.rows.row(i)
	if by < 0 {
		if s.cursor <= r.from {
			return s.rows.row(max(0, i-1)).to
		}
		_, size := utf8.DecodeLastRuneInString(s.text.Text[r.from:s.cursor])
		return s.cursor - int64(size)
	}
	if s.cursor >= r.to {
		return s.rows.row(min(s.rows.count()-1, i+1)).from
	}
	_, size := utf8.DecodeRuneInString(s.text.Text[s.cursor:r.to])
	return s.cursor + int64(size)
}

// beside is the place in the same column some rows further down.
func (s *Source) beside(rows int64) int64 {
	i := s.rows.at(s.cursor)
	column := s.column(s.rows.row(i), s.cursor)
	r := s.rows.row(min(max(i+rows, 0), s.rows.count()-1))
	return s.byteAt(r, float32(column)-float32(r.indent))
}

// move puts the cursor somewhere.
func (s *Source) move(to int64) {
	if s.rows.count() == 0 {
		return
	}
	if modifiers()&fyne.KeyModifierShift != 0 {
		s.extend(to)
		s.Reveal(SourceSpan{to, to})
		return
	}
	s.SetCursor(to)
	s.Reveal(SourceSpan{to, to})
	s.tell()
}

// extend selects from the anchor to a place.
func (s *Source) extend(off int64) {
	s.cursor = off
	s.sel = SourceSpan{min(s.anchor, off), max(s.anchor, off)}
	s.redraw()
}

func (s *Source) tell() {
	if s.OnPick != nil {
		s.OnPick(s.cursor)
	}
}

// TypedShortcut copies and selects all; everything else is offered on.
func (s *Source) TypedShortcut(shortcut fyne.Shortcut) {
	switch shortcut.(type) {
	case *fyne.ShortcutCopy:
		if s.OnCopy != nil && s.size() > 0 {
			s.OnCopy(s.Copied())
		}
	case *fyne.ShortcutSelectAll:
		s.anchor = 0
		s.extend(s.size())
	default:
		if s.OnShortcut == nil || !s.OnShortcut(shortcut) {
			passOn(s, shortcut)
		}
	}
}

// Copied is what a copy takes: what is selected, or else the cursor's line.
func (s *Source) Copied() string {
	if s.sel.To > s.sel.From {
		return s.text.Text[s.sel.From:s.sel.To]
	}
	if s.rows.count() == 0 {
		return ""
	}
	line := s.text.Lines[s.rows.row(s.rows.at(s.cursor)).line]
	return s.text.Text[line.From:line.To] + "\n"
}
