package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

const edgeWidth float32 = 2

// layAreas puts the coloured areas of selected and hovered rows in their
// places. They are objects of their own, so that the pointer passing over rows
// costs no drawing of text.
func (b *gridBody) layAreas() {
	g := b.grid
	b.back.FillColor = C(g.surface())
	b.back.Resize(b.Size())
	b.hover.Hidden = true
	n := 0
	for _, s := range b.shown {
		switch {
		case g.marks.has(s.row):
			b.area(n, s.y)
			n++
		case s.row == g.hover:
			b.hover.FillColor, b.hover.Hidden = withAlpha(C(Text), 0x0c), false
			b.strip(b.hover, 0, b.Size().Width, s.y)
		}
	}
	for _, r := range b.areas[2*n:] {
		r.Hidden = true
	}
	b.layRing()
	// Each on its own: a refresh of the whole body would draw the text again.
	b.back.Refresh()
	b.hover.Refresh()
	for _, r := range b.areas[:2*n] {
		r.Refresh()
	}
}

// area shows the n-th selected row.
func (b *gridBody) area(n int, y float32) {
	for len(b.areas) < 2*n+2 {
		b.areas = append(b.areas, canvas.NewRectangle(color.Transparent))
	}
	row, edge := b.areas[2*n], b.areas[2*n+1]
	row.FillColor, row.Hidden = C(Selection), false
	edge.FillColor, edge.Hidden = C(Accent), false
	b.strip(row, 0, b.Size().Width, y)
	b.strip(edge, 0, edgeWidth, y)
}

// strip places a rectangle over a row, cut at the borders of the body.
func (b *gridBody) strip(r *canvas.Rectangle, x, width, y float32) {
	top, bottom := max(0, y), min(b.Size().Height, y+b.grid.rowHeight())
	r.Move(fyne.NewPos(x, top))
	r.Resize(fyne.NewSize(width, max(0, bottom-top)))
}

// layRing shows the focus after keys were used.
func (b *gridBody) layRing() {
	b.ring.Hidden = !b.grid.focused || !b.grid.byKeys
	b.ring.StrokeColor, b.ring.StrokeWidth, b.ring.FillColor = withAlpha(C(Accent), 0x90), 1, hollow(C(Accent))
	b.ring.Resize(b.Size())
	b.ring.Refresh()
	b.layFrame()
}

// layFrame shows which cell of the selected row would be edited.
func (b *gridBody) layFrame() {
	g := b.grid
	b.frame.Hidden = !g.focused || g.marks.row < 0 || !g.canEdit(g.marks.row, g.chosen(g.marks.row))
	if b.frame.Hidden {
		b.frame.Refresh()
		return
	}
	at, y := g.columnSpans(b.Size().Width)[g.chosen(g.marks.row)], g.place(g.marks.row)
	b.frame.StrokeColor, b.frame.StrokeWidth, b.frame.FillColor = C(Accent), 1, hollow(C(Accent))
	b.frame.CornerRadius = 3
	col := g.chosen(g.marks.row)
	from, to := at.from+g.Columns[col].Lead-5, at.to-5
	if g.Columns[col].Align == fyne.TextAlignTrailing {
		from, to = at.from+7, at.to+5 // around the numbers, not those of the column before
	}
	b.strip(b.frame, from, to-from, y)
	b.frame.Hidden = b.frame.Size().Height < g.rowHeight()
	b.frame.Refresh()
}

// CreateRenderer is called by Fyne.
func (b *gridBody) CreateRenderer() fyne.WidgetRenderer { return &gridBodyRenderer{body: b} }

type gridBodyRenderer struct{ body *gridBody }

func (r *gridBodyRenderer) MinSize() fyne.Size { return fyne.NewSize(40, 40) }

func (r *gridBodyRenderer) Layout(size fyne.Size) { r.body.picture.Resize(size) }

// Refresh comes with a change of the theme: the fonts may be others too.
func (r *gridBodyRenderer) Refresh() {}

func (r *gridBodyRenderer) Objects() []fyne.CanvasObject {
	b := r.body
	b.objects = append(b.objects[:0], b.back, b.hover)
	for _, a := range b.areas {
		b.objects = append(b.objects, a)
	}
	b.objects = append(b.objects, b.picture)
	for _, t := range b.spare {
		b.objects = append(b.objects, t)
	}
	b.objects = append(b.objects, b.frame, b.ring)
	return b.objects
}

func (r *gridBodyRenderer) Destroy() {}
