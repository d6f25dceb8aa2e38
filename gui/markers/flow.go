package markers

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// backwards puts objects beside each other from the right to the left.
type backwards struct{}

// Layout is for Fyne.
func (backwards) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for _, o := range objects {
		m := o.MinSize()
		x -= m.Width
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		o.Resize(m)
		x -= kit.Space
	}
}

// MinSize is for Fyne.
func (backwards) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(-kit.Space, 0)
	for _, o := range objects {
		m := o.MinSize()
		size = fyne.NewSize(size.Width+m.Width+kit.Space, max(size.Height, m.Height))
	}
	return size
}

// flow puts objects beside each other, and in further rows where the width
// ends.
type flow struct {
	gap    float32
	width  float32
	high   float32 // at that width
	higher func()  // another height is needed
}

// Layout is for Fyne.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	before := f.high
	f.width, f.high = size.Width, 0
	f.walk(objects, func(o fyne.CanvasObject, at fyne.Position, m fyne.Size) {
		o.Move(at)
		o.Resize(m)
		f.high = max(f.high, at.Y+m.Height)
	})
	if f.high != before && f.high != size.Height {
		f.higher()
	}
}

// MinSize is for Fyne: as high as it was at the last width.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high, wide := float32(0), float32(0)
	f.walk(objects, func(_ fyne.CanvasObject, at fyne.Position, m fyne.Size) {
		high, wide = max(high, at.Y+m.Height), max(wide, m.Width)
	})
	return fyne.NewSize(wide, high)
}

func (f *flow) walk(objects []fyne.CanvasObject, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) {
	x, y, high := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if x > 0 && f.width > 0 && x+m.Width > f.width {
			x, y, high = 0, y+high+kit.Space, 0
		}
		put(o, fyne.NewPos(x, y), m)
		x += m.Width + f.gap
		high = max(high, m.Height)
	}
}
