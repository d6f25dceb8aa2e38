package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// gridHeader shows the titles of the columns and lets their borders be dragged.
type gridHeader struct {
	widget.BaseWidget
	grid    *Grid
	brush   *brush
	over    int // the column whose right border is below the pointer, -1 without
	dragged int
}

func newGridHeader(g *Grid) *gridHeader {
	h := &gridHeader{grid: g, brush: newBrush(), over: -1, dragged: -1}
	h.ExtendBaseWidget(h)
	return h
}

// borderAt is the column whose right border is near x, -1 without one. The
// last border is the window's.
func (h *gridHeader) borderAt(x float32) int {
	spans := h.grid.columnSpans(h.Size().Width)
	for i := 0; i+1 < len(spans); i++ {
		if x > h.border(spans, i)-5 && x < h.border(spans, i)+5 {
			return i
		}
	}
	return -1
}

// border is where the line after a column is: before the next one's text, or
// in the gap behind a right-aligned one.
func (h *gridHeader) border(spans []span, i int) float32 { return spans[i].to }

// Cursor is called by Fyne.
func (h *gridHeader) Cursor() desktop.Cursor {
	if h.over >= 0 || h.dragged >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn is called by Fyne.
func (h *gridHeader) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved is called by Fyne.
func (h *gridHeader) MouseMoved(ev *desktop.MouseEvent) {
	if over := h.borderAt(ev.Position.X); over != h.over {
		h.over = over
		h.Refresh()
	}
}

// MouseOut is called by Fyne.
func (h *gridHeader) MouseOut() {
	h.over = -1
	h.Refresh()
}

// Dragged moves a border. Where the column left of it shares the room that is
// left, the one at its right gets narrower instead.
func (h *gridHeader) Dragged(ev *fyne.DragEvent) {
	if h.dragged < 0 {
		h.dragged = h.borderAt(ev.Position.X - ev.Dragged.DX)
		if h.dragged < 0 {
			return
		}
	}
	col, by := h.dragged, ev.Dragged.DX
	if h.grid.Columns[col].Width == 0 {
		col, by = h.dragged+1, -by
	}
	c := &h.grid.Columns[col]
	if c.Width == 0 {
		return
	}
	c.Width = max(28, c.Width+by)
	h.Refresh()
	h.grid.redraw()
	if h.grid.OnResize != nil {
		h.grid.OnResize(col, c.Width)
	}
}

// DragEnd is called by Fyne.
func (h *gridHeader) DragEnd() {
	h.dragged = -1
	h.Refresh()
}

// draw is called while painting.
func (h *gridHeader) draw(w, height int) image.Image {
	img := h.brush.begin(w, height, h.Size().Width)
	key := fontKey{size: SmallSize}
	base := h.brush.baseline(h.Size().Height-1, key)
	spans := h.grid.columnSpans(h.Size().Width)
	for i, c := range h.grid.Columns {
		at := spans[i]
		x := at.from + c.Lead
		if c.Tree {
			x += triangleRoom
		}
		title := ellipsize(c.Title, at.to-x, func(s string) float32 { return h.brush.measure(s, key) })
		if c.Align == fyne.TextAlignTrailing {
			x = at.to - h.brush.measure(title, key)
		}
		h.brush.text(x, base, title, key, Ink(Dim, h.surface()))
		if i == h.over || i == h.dragged {
			h.brush.rect(at.to, 5, 1, h.Size().Height-11, C(Accent))
		}
	}
	return img
}

// surface of the header: a tree's is the tree's own.
func (h *gridHeader) surface() Token {
	for _, c := range h.grid.Columns {
		if c.Tree {
			return h.grid.surface()
		}
	}
	return Panel
}

// CreateRenderer is called by Fyne.
func (h *gridHeader) CreateRenderer() fyne.WidgetRenderer {
	r := &gridHeaderRenderer{
		head: h, back: canvas.NewRectangle(color.Transparent),
		line: canvas.NewRectangle(color.Transparent), titles: newPicture(h.draw),
	}
	r.objects = []fyne.CanvasObject{r.back, r.titles, r.line}
	r.Refresh()
	return r
}

type gridHeaderRenderer struct {
	head       *gridHeader
	back, line *canvas.Rectangle
	titles     *canvas.Raster
	objects    []fyne.CanvasObject
}

func (r *gridHeaderRenderer) MinSize() fyne.Size { return fyne.NewSize(40, HeaderHeight) }

func (r *gridHeaderRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.titles.Resize(size)
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
}

func (r *gridHeaderRenderer) Refresh() {
	r.back.FillColor, r.line.FillColor = C(r.head.surface()), C(Line)
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *gridHeaderRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *gridHeaderRenderer) Destroy()                     {}
