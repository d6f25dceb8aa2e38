package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// typedKey is for the grid: a key that it has no use for.
func (r *Room) typedKey(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyInsert:
		r.named("Insert")
	case fyne.KeyDelete:
		r.named("Delete")
	case fyne.KeyP:
		r.play()
	case fyne.KeyF8:
		by := 1
		if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
			by = -1
		}
		r.goWarning(by)
	case fyne.KeyF3:
		if r.drawer.find.what.Text == "" {
			return r.Find()
		}
		r.drawer.find.forward()
	case fyne.KeyEscape:
		return r.drawer.close()
	default:
		return false
	}
	return true
}

// typedShortcut is for the grid: a shortcut that it has no use for.
func (r *Room) typedShortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutCut:
		r.named("Ctrl+X")
	case *fyne.ShortcutPaste:
		r.named("Ctrl+V")
	case *desktop.CustomShortcut:
		return r.custom(s)
	default:
		return false
	}
	return true
}

func (r *Room) custom(s *desktop.CustomShortcut) bool {
	if s.Modifier != fyne.KeyModifierShortcutDefault {
		return false
	}
	switch s.KeyName {
	case fyne.KeyReturn, fyne.KeyEnter:
		r.named("Insert")
	case fyne.KeyM:
		r.named("Ctrl+M")
	case fyne.KeyD:
		r.named("Ctrl+D")
	case fyne.KeyH:
		r.named("Ctrl+H")
	default:
		return false
	}
	return true
}

// named does the command that has a key.
func (r *Room) named(key string) {
	for _, c := range r.commands.all {
		if c.key == key {
			r.do(c)
			return
		}
	}
}
