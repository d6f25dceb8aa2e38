package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a row and takes nothing but the wheel: an entry below would
// keep it to itself, and the form would stand still wherever a value is.
type wheel struct {
	widget.BaseWidget
	form *form
}

func newWheel(f *form) *wheel {
	w := &wheel{form: f}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled moves the form.
func (w *wheel) Scrolled(ev *fyne.ScrollEvent) { w.form.scroll.Scrolled(ev) }

// CreateRenderer is called by Fyne.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
