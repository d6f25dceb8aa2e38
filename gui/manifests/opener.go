package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// opener is the mark at the end of a value that can be chosen. It takes no
// focus: the keys choose with Alt and Down.
type opener struct {
	widget.BaseWidget
	entry *entry
	label *kit.Label
}

func newOpener(e *entry) *opener {
	o := &opener{entry: e, label: kit.NewSmall("▾")}
	o.label.Align = fyne.TextAlignCenter
	o.ExtendBaseWidget(o)
	return o
}

// Tapped is called by Fyne.
func (o *opener) Tapped(*fyne.PointEvent) { o.entry.choose() }

// CreateRenderer is called by Fyne.
func (o *opener) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewCenter(o.label))
}
