package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// newFilter is where words are typed that a request must have. Escape empties
// it, and once more leaves it, as Enter does, for the rows.
func newFilter(l *list) *kit.SearchBox {
	f := kit.NewSearchBox(lang.L("Filter: video, 404, segment…"), "")
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
