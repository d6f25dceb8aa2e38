package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// AtMost keeps the kept side of a split from taking more than a part of a low
// room; the size that it has now, or that a person gives it, comes back with the
// room. Most is asked for the part, from 0 to 1, of a room of some height.
func AtMost(split *Split, most func(height float32) float32) fyne.CanvasObject {
	return container.New(&partly{split: split, kept: split.Kept(), most: most}, split)
}

// partly is the layout of AtMost.
type partly struct {
	split *Split
	most  func(height float32) float32
	kept  float32 // by the person
	set   float32 // here
}

// Layout is for Fyne.
func (p *partly) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if at := p.split.Kept(); at != p.set && p.set != 0 {
		p.kept = at // moved by hand
	}
	if at := min(p.kept, float32(int(size.Height*p.most(size.Height)))); at != p.split.Kept() || p.set == 0 {
		p.set = at
		p.split.SetKept(at)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (p *partly) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
