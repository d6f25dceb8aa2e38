package gui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// The hints of shortcuts in menus. Fyne draws them in a fifth of the colour of
// the text, which nobody can read on a light ground; so they are a part of the
// label, moved to the right with blanks.

// unhinted is a shortcut that Fyne acts on without drawing it.
type unhinted struct{ fyne.Shortcut }

const (
	hintGap    float32 = 28
	wideBlank          = " "
	smallBlank         = "\u200a" // a hair space
)

// hinted puts the shortcuts of a menu into its labels, aligned at the right.
// The menus of macOS are the system's own, which draws them well.
func hinted(menu *fyne.Menu) *fyne.Menu {
	if runtime.GOOS == "darwin" {
		return menu
	}
	labels, hints := float32(0), float32(0)
	for _, m := range menu.Items {
		if s, ok := m.Shortcut.(fyne.KeyboardShortcut); ok {
			labels, hints = max(labels, textWidth(m.Label)), max(hints, textWidth(hint(s)))
		}
	}
	for _, m := range menu.Items {
		if s, ok := m.Shortcut.(fyne.KeyboardShortcut); ok {
			text := hint(s)
			m.Label += blanks(labels+hintGap+hints-textWidth(m.Label)-textWidth(text)) + text
			m.Shortcut = unhinted{s}
		}
	}
	return menu
}

func textWidth(s string) float32 {
	return fyne.MeasureText(s, kit.TextSize, fyne.TextStyle{}).Width
}

// blanks are about as wide as asked.
func blanks(width float32) string {
	wide, small := textWidth(wideBlank), textWidth(smallBlank)
	n := int(width / wide)
	text := strings.Repeat(wideBlank, max(1, n))
	if rest := width - float32(n)*wide; small > 0 && small < wide && rest > 0 {
		text += strings.Repeat(smallBlank, int(rest/small+0.5))
	}
	return text
}

// hint is how a shortcut is written.
func hint(s fyne.KeyboardShortcut) string {
	text := ""
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}, {fyne.KeyModifierSuper, "Super+"},
	} {
		if s.Mod()&m.mod != 0 {
			text += m.name
		}
	}
	switch s.Key() {
	case fyne.KeyLeft:
		return text + "←"
	case fyne.KeyRight:
		return text + "→"
	}
	return text + string(s.Key())
}
