package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/gui/session"
)

// typing is the line of text that has the focus, nil where none has. Shortcuts
// of menus fire even then, and what they would do to the asset belongs to the
// text.
func (h *Hall) typing() fyne.Shortcutable {
	entry, ok := h.win.Canvas().Focused().(interface {
		fyne.Focusable
		fyne.Shortcutable
		fyne.Tabbable
		SelectedText() string
	})
	if !ok {
		return nil
	}
	return entry
}

// handed gives a shortcut to the text that is being typed, where there is one,
// and else does what the menu says.
func (h *Hall) handed(shortcut fyne.Shortcut, do func()) func() {
	return func() {
		if entry := h.typing(); entry != nil {
			entry.TypedShortcut(shortcut)
			return
		}
		if h.win.Canvas().Overlays().Top() == nil {
			do()
		}
	}
}

func (h *Hall) undo() { h.editor.undo(h.session.Current()) }
func (h *Hall) redo() { h.editor.redo(h.session.Current()) }

// changeItems are the entries of the Edit menu about changes.
func (h *Hall) changeItems() []*fyne.MenuItem {
	h.actions.undo = item(lang.L("Undo"), &fyne.ShortcutUndo{}, h.handed(&fyne.ShortcutUndo{}, h.undo))
	h.actions.redo = item(lang.L("Redo"), &fyne.ShortcutRedo{}, h.handed(&fyne.ShortcutRedo{}, h.redo))
	h.actions.steps = item(lang.L("History of changes…"), nil, h.guarded(h.showSteps))
	return []*fyne.MenuItem{h.actions.undo, h.actions.redo, h.actions.steps}
}

// showUndo says in the Edit menu what Undo and Redo would do.
func (h *Hall) showUndo(a *session.Asset) (changed bool) {
	undo, redo, steps := "", "", false
	if a != nil && a.Draft != nil {
		undo, _ = a.Draft.CanUndo()
		redo, _ = a.Draft.CanRedo()
		list, _ := a.Draft.Steps()
		steps = len(list) > 0
	}
	set := func(m *fyne.MenuItem, word, what string) {
		if h.actions.edits == nil {
			return
		}
		changed = h.actions.edits.relabel(m, orWord(word, what)) || m.Disabled != (what == "") || changed
		m.Disabled = what == ""
	}
	set(h.actions.undo, lang.L("Undo"), undo)
	set(h.actions.redo, lang.L("Redo"), redo)
	if m := h.actions.steps; m != nil && m.Disabled == steps {
		m.Disabled, changed = !steps, true
	}
	return changed
}

// longestStep is how many letters of a step stand in the menu.
const longestStep = 40

// orWord is "Undo: add a cue", or the word alone.
func orWord(word, what string) string {
	if what == "" {
		return word
	}
	if letters := []rune(what); len(letters) > longestStep {
		what = string(letters[:longestStep]) + "…"
	}
	return word + ": " + strings.ReplaceAll(what, "\n", " ")
}

// steps is the history of an asset as a list: how it was read, then each step.
type steps struct {
	list      []string
	at, saved int
}

// Rows is for the grid.
func (s *steps) Rows() int64 { return int64(len(s.list)) + 1 }

// Cell is for the grid.
func (s *steps) Cell(row int64, col int) kit.Cell {
	if col == 0 {
		if int(row) == s.at {
			return kit.Cell{Text: "▸", Color: kit.Accent}
		}
		return kit.Cell{}
	}
	cell := kit.Cell{Text: lang.L("As it was read"), Bold: int(row) == s.at}
	if row > 0 {
		cell.Text = s.list[row-1]
	}
	if int(row) > s.at {
		cell.Color = kit.Dim
	}
	if int(row) == s.saved {
		cell.End, cell.EndWords, cell.EndColor = lang.L("saved"), true, kit.OK
	}
	return cell
}

// showSteps lists all changes; a click goes to how the asset was then.
func (h *Hall) showSteps() {
	a := h.session.Current()
	if a == nil || a.Draft == nil {
		return
	}
	list := &steps{saved: h.editor.bench(a).saved}
	list.list, list.at = a.Draft.Steps()
	grid := kit.NewGrid(list, kit.Column{Width: 24}, kit.Column{})
	grid.Surface, grid.RowHeight = kit.Background, kit.PanelRowHeight
	grid.OnSelect = func(row int64) {
		if int(row) == list.at {
			return
		}
		list.at = int(row)
		h.editor.goTo(a, list.at)
		grid.Refresh()
	}
	grid.Select(int64(list.at))
	told := kit.NewSmall(lang.L("Click a step to see the asset as it was then; nothing is lost by going back."))
	height := float32(min(max(list.Rows(), 4), 14)) * kit.PanelRowHeight
	d := dialog.NewCustomWithoutButtons(lang.L("History of changes"),
		kit.Rows(kit.Space, told, container.NewStack(kit.Gap(520, height), grid)), h.win)
	d.SetButtons([]fyne.CanvasObject{kit.NewPrimary(lang.L("Close"), func() { d.Hide() })})
	h.openDialog(d)
	h.win.Canvas().Focus(grid)
}
