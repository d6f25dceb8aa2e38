package gui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
)

// names is a list to choose from.
type names []string

// Rows is for the grid.
func (n names) Rows() int64 { return int64(len(n)) }

// Cell is for the grid.
func (n names) Cell(row int64, _ int) kit.Cell {
	return kit.Cell{Text: n[row], Mark: kit.Structure}
}

// shownNames is how many rows of a list are in view.
const shownNames = 10

// askWhich lets a person choose one of the assets of a folder.
func (h *Hall) askWhich(e *asset.SeveralError) {
	list := names(e.Names)
	grid := kit.NewGrid(list, kit.Column{})
	grid.Surface, grid.RowHeight = kit.Background, kit.PanelRowHeight
	var d *dialog.CustomDialog
	open := func(row int64) {
		if row >= 0 && row < list.Rows() {
			d.Hide()
			h.Open([]string{filepath.Join(e.Folder, list[row])})
		}
	}
	grid.OnActivate = open
	grid.Select(0)
	told := kit.NewSmall(lang.L("{{.Name}} holds {{.Count}} assets. Which one?", map[string]any{
		"Name": filepath.Base(e.Folder), "Count": len(list),
	}))
	height := float32(min(len(list), shownNames)) * kit.PanelRowHeight
	d = dialog.NewCustomWithoutButtons(lang.L("Open an asset"),
		kit.Rows(kit.Space, told, container.NewStack(kit.Gap(460, height), grid)), h.win)
	d.SetButtons([]fyne.CanvasObject{
		kit.NewButton(lang.L("Cancel"), func() { d.Hide() }),
		kit.NewPrimary(lang.L("Open"), func() { open(grid.Selected()) }),
	})
	h.openDialog(d)
	h.win.Canvas().Focus(grid)
}
