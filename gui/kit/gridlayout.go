package kit

import (
	"math"
	"slices"
)

// sectionGap is the room above a heading.
const sectionGap = 10

// fewRows is how many rows are looked through for headings.
const fewRows = 1000

// measure tells the scroller how much there is and how much is seen.
func (g *Grid) measure() {
	g.findSections()
	g.scroll.set(g.rows(), float64(g.rowHeight()), float64(len(g.sections)*sectionGap),
		float64(g.Size().Height-g.headerHeight()))
}

func (g *Grid) rowHeight() float32 {
	if g.RowHeight == 0 {
		return RowHeight
	}
	return g.RowHeight
}

func (g *Grid) findSections() {
	g.sections = g.sections[:0]
	n := g.rows()
	if n > fewRows || len(g.Columns) == 0 {
		return
	}
	for row := range n {
		if g.model.Cell(row, 0).Section {
			g.sections = append(g.sections, row)
		}
	}
}

// offset is where a row begins, from the top of the first.
func (g *Grid) offset(row int64) float64 {
	above, found := slices.BinarySearch(g.sections, row)
	if found {
		above++
	}
	return float64(row)*g.scroll.height + float64(above*sectionGap)
}

// rowAt is the row at an offset; it may be beyond the last.
func (g *Grid) rowAt(y float64) int64 {
	h := g.scroll.height
	if h <= 0 {
		return 0
	}
	row := max(0, int64(math.Floor(y/h)))
	for row > 0 && g.offset(row) > y {
		row--
	}
	return row
}

// place is where a row is drawn in the body. It is exact for any row.
func (g *Grid) place(row int64) float32 {
	if len(g.sections) > 0 {
		return float32(g.offset(row) - g.scroll.pos())
	}
	return float32(float64(row-g.scroll.top)*g.scroll.height - g.scroll.hidden)
}

// hit is the row at a height in the body, -1 when there is none.
func (g *Grid) hit(y float32) int64 {
	if y < 0 {
		return -1
	}
	row := g.firstRow()
	for n := g.rows(); row < n; row++ {
		at := g.place(row)
		if y < at {
			return -1 // the gap above a heading
		}
		if y < at+g.rowHeight() {
			return row
		}
	}
	return -1
}

// firstRow is the first row that is at least partly in view.
func (g *Grid) firstRow() int64 {
	if len(g.sections) > 0 {
		return g.rowAt(g.scroll.pos())
	}
	return g.scroll.top
}

// span is where a column lies.
type span struct{ from, to float32 }

// columnSpans shares the width of the grid among its columns.
func (g *Grid) columnSpans(width float32) []span {
	fixed, sharing := 2*g.inset(), 0
	for _, c := range g.Columns {
		fixed += c.Width
		if c.Width == 0 {
			sharing++
		}
	}
	share := float32(0)
	if sharing > 0 {
		share = max(0, width-fixed) / float32(sharing)
	}
	spans := make([]span, len(g.Columns))
	x := g.inset()
	for i, c := range g.Columns {
		w := c.Width
		if w == 0 {
			least := c.Least
			if least == 0 {
				least = 40
			}
			w = max(least, share)
		}
		spans[i] = span{x, x + w}
		x += w
	}
	return spans
}
