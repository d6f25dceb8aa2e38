//go:build !darwin

package gui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestShortcutsInMenusCanBeReadAndWork(t *testing.T) {
	h := newHouse(t)
	edit := h.win.MainMenu().Items[1]
	first, last := edit.Items[4], edit.Items[len(edit.Items)-1]
	if !strings.HasSuffix(first.Label, " Ctrl+Shift+X") && !strings.HasSuffix(first.Label, "\u200aCtrl+Shift+X") {
		t.Errorf("%q", first.Label)
	}
	if !strings.HasPrefix(last.Label, "Settings…") || !strings.HasSuffix(last.Label, "Ctrl+,") {
		t.Errorf("%q", last.Label)
	}
	if apart := textWidth(first.Label) - textWidth(last.Label); apart < -2 || apart > 2 {
		t.Errorf("the ends are %v apart", apart)
	}
	if last.Shortcut.ShortcutName() != key(fyne.KeyComma, ctrl).ShortcutName() {
		t.Errorf("the shortcut is %s", last.Shortcut.ShortcutName())
	}
	if _, drawn := last.Shortcut.(fyne.KeyboardShortcut); drawn {
		t.Error("Fyne draws the shortcut as well")
	}
}
