package kit

import (
	"image/color"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Curve shows how a value went over time, the newest at the right. Below the
// pointer it says the value. It is one picture that is drawn into again and
// again, so that a curve that never rests needs no more memory than one that
// does.
type Curve struct {
	widget.BaseWidget
	Format func(v float64) string // a value in words; digits when nil
	Moment func(i int) string     // when the value of an index was; nothing when nil
	From   string                 // what is said below the oldest value
	To     string                 // and below the newest

	values []float64
	hover  int // index of the value below the pointer, -1 for none
	at     fyne.Position
	body   *curveBody
}

var _ desktop.Hoverable = (*Curve)(nil)

// NewCurve returns a curve without values.
func NewCurve() *Curve {
	c := &Curve{hover: -1}
	c.body = newCurveBody(c)
	c.ExtendBaseWidget(c)
	return c
}

// Set shows these values, oldest first, none below zero. They are copied.
func (c *Curve) Set(values []float64) {
	c.values = append(c.values[:0], values...)
	c.point()
	c.body.picture.Refresh()
}

// Said is what stands beside the pointer now, "" without one: for tests.
func (c *Curve) Said() string {
	if c.hover < 0 {
		return ""
	}
	text := c.words(c.values[c.hover])
	if c.Moment != nil {
		text += " · " + c.Moment(c.hover)
	}
	return text
}

func (c *Curve) words(v float64) string {
	if c.Format == nil {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	return c.Format(v)
}

// MouseIn is called by Fyne.
func (c *Curve) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved tells the value below the pointer.
func (c *Curve) MouseMoved(ev *desktop.MouseEvent) {
	c.at = ev.Position
	before := c.hover
	c.hover = 0
	c.point()
	if c.hover != before {
		c.body.picture.Refresh()
	}
}

// MouseOut is called by Fyne.
func (c *Curve) MouseOut() {
	c.hover = -1
	c.body.picture.Refresh()
}

// point finds the value below the pointer, where there is one.
func (c *Curve) point() {
	if c.hover < 0 {
		return
	}
	c.hover = -1
	width := c.Size().Width
	if n := len(c.values); n > 1 && width > 0 {
		c.hover = min(max(int(math.Round(float64(c.at.X/width*float32(n-1)))), 0), n-1)
	}
}

// top is the value that the upper line stands for: the next round one, so that
// the scale does not change with every value.
func (c *Curve) top() float64 {
	most := 0.0
	for _, v := range c.values {
		most = max(most, v)
	}
	if most <= 0 || math.IsInf(most, 0) || math.IsNaN(most) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(most)))
	for _, step := range []float64{1, 2, 5} {
		if most <= step*unit {
			return step * unit
		}
	}
	return 10 * unit
}

// rises tells whether there is anything but nothing to show.
func (c *Curve) rises() bool {
	return slices.ContainsFunc(c.values, func(v float64) bool { return v > 0 })
}

// CreateRenderer is called by Fyne.
func (c *Curve) CreateRenderer() fyne.WidgetRenderer { return &curveRenderer{c} }

type curveRenderer struct{ curve *Curve }

func (r *curveRenderer) MinSize() fyne.Size { return fyne.NewSize(80, 44) }

func (r *curveRenderer) Layout(size fyne.Size) { r.curve.body.picture.Resize(size) }

func (r *curveRenderer) Refresh() { r.curve.body.picture.Refresh() }

func (r *curveRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.curve.body.picture}
}
func (r *curveRenderer) Destroy() {}

// curveInk are the colours of a curve in the look of now.
func curveInk() (line, area, rule, words color.NRGBA) {
	accent := C(Accent)
	return accent, withAlpha(accent, 0x26), C(Line), labelInk(Dim)
}
