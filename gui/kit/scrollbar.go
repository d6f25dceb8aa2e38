package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	barRoom  float32 = 10 // for the pointer
	barThin  float32 = 4
	barThick float32 = 7
)

// scrollbar shows and moves a scroller. It is hidden while all is in view.
type scrollbar struct {
	widget.BaseWidget
	scroll  *scroller
	moved   func()
	hovered bool
	drag    bool
	grabbed float64 // where in the track the knob's begin is meant to be
}

func newScrollbar(s *scroller, moved func()) *scrollbar {
	b := &scrollbar{scroll: s, moved: moved}
	b.ExtendBaseWidget(b)
	return b
}

func (b *scrollbar) track() float64 { return float64(b.Size().Height) - 4 }

// MouseDown pages when the pointer is beside the knob.
func (b *scrollbar) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	y := float64(ev.Position.Y) - 2
	at, length := b.scroll.knob(b.track())
	if y < at {
		b.scroll.by(-b.scroll.view + b.scroll.height)
		b.moved()
	} else if y > at+length {
		b.scroll.by(b.scroll.view - b.scroll.height)
		b.moved()
	}
}

// MouseUp is called by Fyne.
func (b *scrollbar) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the knob with the pointer.
func (b *scrollbar) Dragged(ev *fyne.DragEvent) {
	if !b.drag {
		b.drag = true
		b.grabbed, _ = b.scroll.knob(b.track())
	}
	b.grabbed += float64(ev.Dragged.DY)
	b.scroll.drag(b.grabbed, b.track())
	b.moved()
}

// DragEnd is called by Fyne.
func (b *scrollbar) DragEnd() { b.drag = false; b.Refresh() }

// Scrolled passes the wheel on: the bar lies over the rows.
func (b *scrollbar) Scrolled(ev *fyne.ScrollEvent) {
	b.scroll.by(wheel(ev.Scrolled.DY))
	b.moved()
}

// wheel turns Fyne's delta (10 a notch) into pixels to move: some two rows a
// notch, and still fine enough for a touchpad.
func wheel(delta float32) float64 { return -float64(delta) * 4.4 }

// MouseIn is called by Fyne.
func (b *scrollbar) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved is called by Fyne.
func (b *scrollbar) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (b *scrollbar) MouseOut() { b.hovered = false; b.Refresh() }

// CreateRenderer is called by Fyne.
func (b *scrollbar) CreateRenderer() fyne.WidgetRenderer {
	r := &scrollbarRenderer{bar: b, knob: canvas.NewRectangle(color.Transparent)}
	r.objects = []fyne.CanvasObject{r.knob}
	r.Refresh()
	return r
}

type scrollbarRenderer struct {
	bar     *scrollbar
	knob    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *scrollbarRenderer) MinSize() fyne.Size { return fyne.NewSize(barRoom, leastKnob) }

func (r *scrollbarRenderer) Layout(size fyne.Size) {
	at, length := r.bar.scroll.knob(r.bar.track())
	wide := barThin
	if r.bar.hovered || r.bar.drag {
		wide = barThick
	}
	r.knob.Hidden = !r.bar.scroll.needed()
	r.knob.CornerRadius = wide / 2
	r.knob.Move(fyne.NewPos(size.Width-wide-2, float32(at)+2))
	r.knob.Resize(fyne.NewSize(wide, float32(length)))
}

func (r *scrollbarRenderer) Refresh() {
	part := uint8(0x70)
	if r.bar.hovered || r.bar.drag {
		part = 0xc0
	}
	r.knob.FillColor = withAlpha(C(Dim), part)
	r.Layout(r.bar.Size())
	r.knob.Refresh()
}

func (r *scrollbarRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *scrollbarRenderer) Destroy()                     {}
