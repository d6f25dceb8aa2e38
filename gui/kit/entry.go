package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is Fyne's entry with a crisp hairline around it and its text a little
// away from that.
type Entry struct {
	widget.Entry
}

// entryInset is what comes on top of Fyne's own room before the text.
const entryInset float32 = 4

// NewEntry returns a compact one-line entry.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	return e
}

// NewSecret returns an entry that masks what is typed, with an eye to reveal it.
func NewSecret(placeholder string) *Entry {
	e := &Entry{}
	e.Password = true
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	return e
}

// MinSize is never lower than a control.
func (e *Entry) MinSize() fyne.Size {
	m := e.Entry.MinSize()
	return fyne.NewSize(m.Width+entryInset, max(m.Height, ControlHeight))
}

// MouseDown is called by Fyne.
func (e *Entry) MouseDown(ev *desktop.MouseEvent) {
	at := *ev
	at.Position.X -= entryInset
	e.Entry.MouseDown(&at)
}

// Dragged is called by Fyne.
func (e *Entry) Dragged(ev *fyne.DragEvent) {
	at := *ev
	at.Position.X -= entryInset
	e.Entry.Dragged(&at)
}

// Tapped is called by Fyne.
func (e *Entry) Tapped(ev *fyne.PointEvent) {
	at := *ev
	at.Position.X -= entryInset
	e.Entry.Tapped(&at)
}

// DoubleTapped is called by Fyne.
func (e *Entry) DoubleTapped(ev *fyne.PointEvent) {
	at := *ev
	at.Position.X -= entryInset
	e.Entry.DoubleTapped(&at)
}

// CreateRenderer is called by Fyne.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), disabled: e.Disabled}
	r.crisp()
	return r
}

// entryRenderer is Fyne's with two corrections. Its first objects are the
// area, the border and what holds the text; if that should ever change, the
// corrections fall away.
type entryRenderer struct {
	fyne.WidgetRenderer
	disabled func() bool
}

// Layout moves the text away from the border, at both ends.
func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	objects := r.Objects()
	if len(objects) < 3 {
		return
	}
	text := objects[2]
	text.Move(text.Position().AddXY(entryInset, 0))
	text.Resize(text.Size().SubtractWidthHeight(2*entryInset, 0))
}

// Refresh is called by Fyne.
func (r *entryRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.crisp()
}

// crisp fills the border with its own colour, all but seen through: Fyne mixes
// the fill into a thin stroke, and the black of color.Transparent makes it heavy.
func (r *entryRenderer) crisp() {
	objects := r.Objects()
	if len(objects) < 2 {
		return
	}
	border, ok := objects[1].(*canvas.Rectangle)
	if !ok {
		return
	}
	if r.disabled() {
		border.StrokeColor = C(Line) // Fyne's stands out more than that of one to type into
	}
	red, green, blue, _ := border.StrokeColor.RGBA()
	border.FillColor = hollow(rgb(red>>8<<16 | green>>8<<8 | blue>>8))
	border.Refresh()
}

// hollow is the fill of a frame whose stroke has the colour c.
func hollow(c color.NRGBA) color.NRGBA { return withAlpha(c, 1) }
