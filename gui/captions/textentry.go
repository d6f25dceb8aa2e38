package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"smoothscope/gui/kit"
)

// textEntry is where the words of a caption are typed, line for line.
type textEntry struct {
	kit.Entry
	words *words
	quiet bool // it is being filled, not typed into
}

func newTextEntry(w *words) *textEntry {
	e := &textEntry{words: w}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.OnChanged = func(string) {
		if !e.quiet {
			w.typing()
		}
	}
	return e
}

func (e *textEntry) quietly(f func()) {
	e.quiet = true
	f()
	e.quiet = false
}

// toEnd puts the cursor behind the last character.
func (e *textEntry) toEnd() {
	for _, key := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyEnd} {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// AcceptsTab is called by Fyne: Tab leaves the entry.
func (e *textEntry) AcceptsTab() bool { return false }

// FocusGained is called by Fyne. Something else may have been edited meanwhile.
func (e *textEntry) FocusGained() {
	e.Entry.FocusGained()
	e.words.amends = -1
}

// FocusLost commits what was typed.
func (e *textEntry) FocusLost() {
	e.Entry.FocusLost()
	e.words.commit()
}

// TypedKey leaves on Escape, to the table.
func (e *textEntry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		e.words.room.focusTable()
	case fyne.KeyF8, fyne.KeyF3:
		e.words.room.typedKey(ev.Name)
	case fyne.KeyPageUp:
		e.words.step(-1)
	case fyne.KeyPageDown:
		e.words.step(1)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut goes to the next caption on Ctrl+Enter, adding one behind the
// last, and knows the commands that are for words.
func (e *textEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); !ok || !e.command(c) {
		e.Entry.TypedShortcut(s)
	}
}

// command does what is for words. The keys of styles may be held with Alt, too:
// the window has some of them with Ctrl.
func (e *textEntry) command(s *desktop.CustomShortcut) bool {
	ctrl := s.Modifier == fyne.KeyModifierShortcutDefault
	switch s.KeyName {
	case fyne.KeyI, fyne.KeyB, fyne.KeyU:
		if ctrl || s.Modifier == fyne.KeyModifierAlt {
			e.words.style(string(s.KeyName))
			return true
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if ctrl {
			e.words.next()
			return true
		}
	case fyne.KeyD, fyne.KeyH:
		return ctrl && e.words.room.custom(s)
	}
	return false
}

// step goes to the caption before or behind this one and stays in the words.
func (w *words) step(by int) {
	w.commit()
	row := w.room.table.grid.Selected() + int64(by)
	if i := w.room.table.cue(row); i >= 0 {
		w.room.table.choose([]int{i})
	}
}

// next is the caption behind this one, or a new one.
func (w *words) next() {
	w.commit()
	if w.cue+1 < len(w.room.cues()) {
		w.room.table.choose([]int{w.cue + 1})
		return
	}
	w.room.addCue()
}
