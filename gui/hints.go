package gui

import (
	"runtime"
	"slices"
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

// hints are the shortcuts of a menu, for its labels.
type hints struct {
	menu *fyne.Menu
	bare []string // the labels without them
	keys []fyne.KeyboardShortcut
}

// hinted puts the shortcuts of a menu into its labels, aligned at the right.
// The menus of macOS are the system's own, which draws them well.
func hinted(menu *fyne.Menu) *hints {
	h := &hints{menu: menu}
	for _, m := range menu.Items {
		s, _ := m.Shortcut.(fyne.KeyboardShortcut)
		h.bare, h.keys = append(h.bare, m.Label), append(h.keys, s)
		if s != nil && runtime.GOOS != "darwin" {
			m.Shortcut = unhinted{s}
		}
	}
	h.align()
	return h
}

// relabel gives an item of the menu another label, and tells whether it is one.
func (h *hints) relabel(m *fyne.MenuItem, label string) bool {
	i := slices.Index(h.menu.Items, m)
	if i < 0 || h.bare[i] == label {
		return false
	}
	h.bare[i] = label
	h.align()
	return true
}

func (h *hints) align() {
	labels, keys := float32(0), float32(0)
	for i, s := range h.keys {
		if s != nil {
			labels, keys = max(labels, textWidth(h.bare[i])), max(keys, textWidth(hint(s)))
		}
	}
	for i, m := range h.menu.Items {
		m.Label = h.bare[i]
		if s := h.keys[i]; s != nil && runtime.GOOS != "darwin" {
			text := hint(s)
			m.Label += blanks(labels+hintGap+keys-textWidth(m.Label)-textWidth(text)) + text
		}
	}
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
