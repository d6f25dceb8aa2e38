package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// DropArea is what an empty window shows: a dashed frame that says what can be
// dropped, with buttons for who rather chooses.
type DropArea struct {
	widget.BaseWidget
	title, subtitle *Label
	buttons         *fyne.Container
	active          bool
}

// NewDropArea returns the area. Its frame is 620 by 340 in the middle of
// whatever room it gets.
func NewDropArea(title, subtitle string, buttons ...fyne.CanvasObject) *DropArea {
	d := &DropArea{title: NewLabel(title, Text), subtitle: NewLabel(subtitle, Dim), buttons: Cols(10, buttons...)}
	d.title.TextSize = TitleSize
	d.ExtendBaseWidget(d)
	return d
}

// SetActive lights the frame up while something is held over it.
func (d *DropArea) SetActive(on bool) {
	d.active = on
	d.Refresh()
}

// CreateRenderer is called by Fyne.
func (d *DropArea) CreateRenderer() fyne.WidgetRenderer {
	r := &dropRenderer{area: d, back: canvas.NewRectangle(C(Background))}
	r.frame = newPicture(r.draw)
	r.objects = []fyne.CanvasObject{r.back, r.frame, d.title, d.subtitle, d.buttons}
	return r
}

type dropRenderer struct {
	area    *DropArea
	back    *canvas.Rectangle
	frame   *canvas.Raster
	objects []fyne.CanvasObject
}

func (r *dropRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.area.subtitle.MinSize().Width+4*Wide, 260)
}

func (r *dropRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	w, h := min(620, size.Width-2*Wide), min(340, size.Height-2*Wide)
	x, y := float32(int((size.Width-w)/2)), float32(int((size.Height-h)/2))
	r.frame.Move(fyne.NewPos(x, y))
	r.frame.Resize(fyne.NewSize(w, h))
	mid := y + h/2
	center := func(o fyne.CanvasObject, top float32) {
		m := o.MinSize()
		o.Move(fyne.NewPos(float32(int(x+(w-m.Width)/2)), top))
		o.Resize(m)
	}
	center(r.area.title, mid-42)
	center(r.area.subtitle, mid-8)
	center(r.area.buttons, mid+34)
}

func (r *dropRenderer) Refresh() {
	r.back.FillColor = C(Background)
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *dropRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *dropRenderer) Destroy()                     {}
