package markers

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// crowd puts objects beside each other, the last one at the right. Where the
// width is short, those that can be found elsewhere go, one after the other.
type crowd struct {
	less []fyne.CanvasObject // in the order in which they go
}

// Layout is for Fyne.
func (c *crowd) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gone := c.gone(objects, size.Width)
	x := float32(0)
	for i, o := range objects {
		if gone[o] {
			o.Hide()
			continue
		}
		o.Show()
		m := o.MinSize()
		at := x
		if i == len(objects)-1 {
			at = max(x, size.Width-m.Width)
		}
		o.Move(fyne.NewPos(at, (size.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + kit.Space
	}
}

// gone are the objects that there is no room for.
func (c *crowd) gone(objects []fyne.CanvasObject, room float32) map[fyne.CanvasObject]bool {
	gone := map[fyne.CanvasObject]bool{}
	need := -kit.Space
	for _, o := range objects {
		need += o.MinSize().Width + kit.Space
	}
	for _, o := range c.less {
		if need <= room {
			break
		}
		gone[o] = true
		need -= o.MinSize().Width + kit.Space
	}
	return gone
}

// MinSize is for Fyne: what never goes.
func (c *crowd) MinSize(objects []fyne.CanvasObject) fyne.Size {
	gone := map[fyne.CanvasObject]bool{}
	for _, o := range c.less {
		gone[o] = true
	}
	size := fyne.NewSize(-kit.Space, 0)
	for _, o := range objects {
		m := o.MinSize()
		size.Height = max(size.Height, m.Height)
		if !gone[o] {
			size.Width += m.Width + kit.Space
		}
	}
	return size
}
