package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Split puts two objects beside or above each other with a hairline between
// them that can be dragged. One side keeps its size when the room changes.
type Split struct {
	widget.BaseWidget
	OnMoved func(size float32) // the size of the kept side after a drag

	lead, trail fyne.CanvasObject
	across      bool // beside each other
	keepTrail   bool
	size        float32
	least       float32 // of either side
	divider     *divider
}

// NewHSplit puts lead to the left of trail; lead keeps its width.
func NewHSplit(lead, trail fyne.CanvasObject, width float32) *Split {
	return newSplit(lead, trail, true, width)
}

// NewVSplit puts lead above trail; lead keeps its height.
func NewVSplit(lead, trail fyne.CanvasObject, height float32) *Split {
	return newSplit(lead, trail, false, height)
}

func newSplit(lead, trail fyne.CanvasObject, across bool, size float32) *Split {
	s := &Split{lead: lead, trail: trail, across: across, size: size, least: 80}
	s.divider = &divider{split: s}
	s.divider.ExtendBaseWidget(s.divider)
	s.ExtendBaseWidget(s)
	return s
}

// KeepTrail makes trail the side that keeps its size, with size from now on
// meaning it, and returns the split.
func (s *Split) KeepTrail() *Split {
	s.keepTrail = true
	s.Refresh()
	return s
}

// Kept is the size of the kept side.
func (s *Split) Kept() float32 { return s.size }

// SetKept changes the size of the kept side without calling OnMoved.
func (s *Split) SetKept(size float32) {
	s.size = size
	s.Refresh()
}

// Lead and Trail are the two sides.
func (s *Split) Lead() fyne.CanvasObject { return s.lead }

// Trail is the right or lower side.
func (s *Split) Trail() fyne.CanvasObject { return s.trail }

// leadSize is what the lead gets of a given room, hairline not counted.
func (s *Split) leadSize(room float32) float32 {
	at := s.size
	if s.keepTrail {
		at = room - s.size
	}
	low, high := s.minOf(s.lead), room-s.minOf(s.trail)
	return float32(int(max(0, max(min(at, high), min(low, room/2)))))
}

func (s *Split) minOf(o fyne.CanvasObject) float32 {
	m := o.MinSize()
	if s.across {
		return max(s.least, m.Width)
	}
	return max(min(s.least, 60), m.Height)
}

// moveTo is a drag of the hairline to a place in the split.
func (s *Split) moveTo(at float32) {
	room := s.room()
	s.size = at
	if s.keepTrail {
		s.size = room - at
	}
	kept := s.leadSize(room)
	if s.keepTrail {
		kept = room - kept
	}
	s.size = kept
	s.Refresh()
	if s.OnMoved != nil {
		s.OnMoved(s.size)
	}
}

func (s *Split) room() float32 {
	if s.across {
		return s.Size().Width - 1
	}
	return s.Size().Height - 1
}

// CreateRenderer is called by Fyne.
func (s *Split) CreateRenderer() fyne.WidgetRenderer {
	return &splitRenderer{split: s}
}

type splitRenderer struct{ split *Split }

func (r *splitRenderer) MinSize() fyne.Size {
	a, b := r.split.lead.MinSize(), r.split.trail.MinSize()
	if !r.split.lead.Visible() {
		return b
	}
	if !r.split.trail.Visible() {
		return a
	}
	if r.split.across {
		return fyne.NewSize(a.Width+b.Width+1, max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+1)
}

const grip float32 = 7 // how wide the hairline is for the pointer

func (r *splitRenderer) Layout(size fyne.Size) {
	s := r.split
	both := s.lead.Visible() && s.trail.Visible()
	s.divider.Hidden = !both
	if !both {
		for _, o := range []fyne.CanvasObject{s.lead, s.trail} {
			o.Move(fyne.NewPos(0, 0))
			o.Resize(size)
		}
		return
	}
	at := s.leadSize(s.room())
	if s.across {
		s.lead.Resize(fyne.NewSize(at, size.Height))
		s.trail.Move(fyne.NewPos(at+1, 0))
		s.trail.Resize(fyne.NewSize(max(0, size.Width-at-1), size.Height))
		s.divider.Move(fyne.NewPos(at-3, 0))
		s.divider.Resize(fyne.NewSize(grip, size.Height))
		return
	}
	s.lead.Resize(fyne.NewSize(size.Width, at))
	s.trail.Move(fyne.NewPos(0, at+1))
	s.trail.Resize(fyne.NewSize(size.Width, max(0, size.Height-at-1)))
	s.divider.Move(fyne.NewPos(0, at-3))
	s.divider.Resize(fyne.NewSize(size.Width, grip))
}

func (r *splitRenderer) Refresh() {
	r.Layout(r.split.Size())
	r.split.divider.Refresh()
	canvas.Refresh(r.split)
}

func (r *splitRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.split.lead, r.split.trail, r.split.divider}
}
func (r *splitRenderer) Destroy() {}

// divider is the hairline with a wider grip.
type divider struct {
	widget.BaseWidget
	split   *Split
	hovered bool
	from    float32 // where in the split the drag began
	drag    bool
}

func (d *divider) Cursor() desktop.Cursor {
	if d.split.across {
		return desktop.HResizeCursor
	}
	return desktop.VResizeCursor
}

func (d *divider) Dragged(ev *fyne.DragEvent) {
	if !d.drag {
		d.drag, d.from = true, d.split.leadSize(d.split.room())
	}
	if d.split.across {
		d.from += ev.Dragged.DX
	} else {
		d.from += ev.Dragged.DY
	}
	d.split.moveTo(d.from)
}

func (d *divider) DragEnd()                       { d.drag = false; d.Refresh() }
func (d *divider) MouseIn(*desktop.MouseEvent)    { d.hovered = true; d.Refresh() }
func (d *divider) MouseMoved(*desktop.MouseEvent) {}
func (d *divider) MouseOut()                      { d.hovered = false; d.Refresh() }

func (d *divider) CreateRenderer() fyne.WidgetRenderer {
	return &dividerRenderer{divider: d, line: canvas.NewRectangle(color.Transparent)}
}

type dividerRenderer struct {
	divider *divider
	line    *canvas.Rectangle
}

func (r *dividerRenderer) MinSize() fyne.Size { return fyne.NewSize(grip, grip) }

func (r *dividerRenderer) Layout(size fyne.Size) {
	r.line.FillColor = C(Line)
	wide := float32(1)
	if r.divider.hovered || r.divider.drag {
		r.line.FillColor = C(Accent)
	}
	if r.divider.split.across {
		r.line.Move(fyne.NewPos(3, 0))
		r.line.Resize(fyne.NewSize(wide, size.Height))
		return
	}
	r.line.Move(fyne.NewPos(0, 3))
	r.line.Resize(fyne.NewSize(size.Width, wide))
}

func (r *dividerRenderer) Refresh() {
	r.Layout(r.divider.Size())
	r.line.Refresh()
}

func (r *dividerRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *dividerRenderer) Destroy()                     {}
