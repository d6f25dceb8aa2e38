package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// filterLayout gives the filter the width that there is room for.
type filterLayout struct{ list *list }

// Layout is for Fyne.
func (f filterLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize is for Fyne.
func (f filterLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if f.list.narrow {
		return fyne.NewSize(132, kit.ControlHeight)
	}
	return fyne.NewSize(210, kit.ControlHeight)
}

// newFilter is where words are typed that a request must have. Escape empties
// it, and once more leaves it, as Enter does, for the rows.
func newFilter(l *list) *kit.SearchBox {
	f := kit.NewSearchBox(lang.L("Filter: video 404"), "")
	f.ActionItem = nil
	leave := func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
			c.Focus(l.grid)
		}
	}
	f.OnChanged = func(string) { l.refilter() }
	f.OnSubmitted = func(string) { leave() }
	f.OnCancel = func() {
		if f.Text == "" {
			leave()
			return
		}
		f.SetText("")
	}
	return f
}
