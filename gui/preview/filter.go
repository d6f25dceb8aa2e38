package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// filterBox is where words are typed that a request must have. Escape empties
// it, Enter and Down lead to the rows.
type filterBox struct {
	kit.Entry
	list *list
}

func newFilterBox(l *list) *filterBox {
	f := &filterBox{list: l}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(lang.L("Filter: video, 404, segment…"))
	f.OnChanged = func(string) { l.refilter() }
	f.OnSubmitted = func(string) { f.leave() }
	return f
}

// TypedKey is called by Fyne.
func (f *filterBox) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		if f.Text != "" {
			f.SetText("")
			return
		}
		f.leave()
	case fyne.KeyDown:
		f.leave()
	default:
		f.Entry.TypedKey(ev)
	}
}

// leave gives the keys to the rows.
func (f *filterBox) leave() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f.list.grid)
	}
}
