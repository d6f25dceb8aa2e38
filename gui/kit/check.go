package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Check is a small box to tick, 24 high. Space ticks it.
type Check struct {
	widget.DisableableWidget
	OnChanged func(bool)

	text    string
	checked bool
	hovered bool
	focused bool
}

var _ fyne.Focusable = (*Check)(nil)

// NewCheck returns a box that is not ticked.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{text: text, OnChanged: changed}
	c.ExtendBaseWidget(c)
	return c
}

// Checked tells whether the box is ticked.
func (c *Check) Checked() bool { return c.checked }

// SetChecked ticks the box or not, without calling OnChanged.
func (c *Check) SetChecked(on bool) {
	if c.checked != on {
		c.checked = on
		c.Refresh()
	}
}

// Tapped is called by Fyne.
func (c *Check) Tapped(*fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	c.SetChecked(!c.checked)
	if c.OnChanged != nil {
		c.OnChanged(c.checked)
	}
}

// FocusGained is called by Fyne.
func (c *Check) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost is called by Fyne.
func (c *Check) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune is called by Fyne.
func (c *Check) TypedRune(rune) {}

// TypedKey ticks on Space.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name != fyne.KeySpace {
		passKey(c, ev.Name)
		return
	}
	c.Tapped(nil)
}

// MouseIn is called by Fyne.
func (c *Check) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved is called by Fyne.
func (c *Check) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (c *Check) MouseOut() { c.hovered = false; c.Refresh() }

// CreateRenderer is called by Fyne.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{
		check: c, box: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", C(Text)),
		down: canvas.NewLine(C(OnAccent)), up: canvas.NewLine(C(OnAccent)),
	}
	r.objects = []fyne.CanvasObject{r.box, r.down, r.up, r.text}
	r.Refresh()
	return r
}

type checkRenderer struct {
	check    *Check
	box      *canvas.Rectangle
	down, up *canvas.Line // the two strokes of the tick
	text     *canvas.Text
	objects  []fyne.CanvasObject
}

const boxSize float32 = 14

func (r *checkRenderer) MinSize() fyne.Size {
	return fyne.NewSize(boxSize+Space+r.text.MinSize().Width, 24)
}

func (r *checkRenderer) Layout(size fyne.Size) {
	y := float32(int((size.Height - boxSize) / 2))
	r.box.Move(fyne.NewPos(0, y))
	r.box.Resize(fyne.NewSize(boxSize, boxSize))
	r.down.Position1, r.down.Position2 = fyne.NewPos(3.2, y+7.2), fyne.NewPos(6, y+10)
	r.up.Position1, r.up.Position2 = fyne.NewPos(6, y+10), fyne.NewPos(11, y+4.2)
	place(r.text, boxSize+Space, size.Height)
}

func (r *checkRenderer) Refresh() {
	c := r.check
	area, border := color.Color(C(Background)), C(Dim)
	if c.checked {
		area, border = C(Accent), C(Accent)
	}
	if c.hovered || c.focused {
		border = C(Accent)
	}
	fore := C(Text)
	if c.Disabled() {
		fore, border = withAlpha(C(Dim), 0xb0), C(Line)
		if c.checked {
			area = C(Dim)
		}
	}
	r.box.FillColor, r.box.StrokeColor = area, border
	r.box.StrokeWidth, r.box.CornerRadius = 1, 3
	if c.focused {
		r.box.StrokeWidth = 2
	}
	for _, l := range []*canvas.Line{r.down, r.up} {
		l.StrokeColor, l.StrokeWidth, l.Hidden = C(OnAccent), 1.8, !c.checked
	}
	r.text.Text, r.text.TextSize, r.text.Color = c.text, TextSize, fore
	r.Layout(c.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *checkRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *checkRenderer) Destroy()                     {}
