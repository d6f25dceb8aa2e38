package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// cross takes a field away. It takes no focus: Tab goes from value to value.
type cross struct {
	widget.BaseWidget
	label  *kit.Label
	tapped func()
}

func newCross(tapped func()) *cross {
	c := &cross{label: kit.NewSmall("✕"), tapped: tapped}
	c.label.Align = fyne.TextAlignCenter
	c.ExtendBaseWidget(c)
	return c
}

// Tapped is called by Fyne.
func (c *cross) Tapped(*fyne.PointEvent) { c.tapped() }

// MouseIn is called by Fyne.
func (c *cross) MouseIn(*desktop.MouseEvent) { c.light(kit.Error) }

// MouseMoved is called by Fyne.
func (c *cross) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (c *cross) MouseOut() { c.light(kit.Dim) }

func (c *cross) light(t kit.Token) {
	c.label.Token = t
	c.label.Refresh()
}

// CreateRenderer is called by Fyne.
func (c *cross) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewCenter(c.label))
}
