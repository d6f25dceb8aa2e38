package kit

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
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

// columnSpans shares the width of the grid among its columns. A column without
// room is as wide as nothing.
func (g *Grid) columnSpans(width float32) []span {
	widths := g.fitColumns(width - 2*g.inset())
	spans := make([]span, len(widths))
	x := g.inset()
	for i, w := range widths {
		spans[i] = span{x, x + w}
		x += w
	}
	return spans
}

// fitColumns gives every column its width. Where the room is short, texts get
// narrower, then the columns that share what is left go, then whole columns
// from the right; numbers are never cut while another way is left.
func (g *Grid) fitColumns(room float32) []float32 {
	cols := slices.Clone(g.Columns)
	for i := range cols {
		if cols[i].Width == 0 && cols[i].Least == 0 {
			cols[i].Least = usualLeast(cols[i])
		}
	}
	scale := softScale(cols, room)
	for scale < narrowest {
		if !giveUp(cols) {
			break
		}
		scale = softScale(cols, room)
	}
	return widths(cols, room, min(1, max(scale, 0.1)))
}

// narrowest is the part of their width that texts are cut to.
const narrowest = 0.55

func usualLeast(c Column) float32 {
	if c.Tree {
		return 120
	}
	return 40
}

// softScale is how much of their width columns of text can have.
func softScale(cols []Column, room float32) float32 {
	soft := float32(0)
	for _, c := range cols {
		switch {
		case c.Width == 0:
			room -= max(0, c.Least)
		case c.Align == fyne.TextAlignTrailing:
			room -= c.Width
		default:
			soft += c.Width
		}
	}
	if soft == 0 {
		if room >= 0 {
			return 1
		}
		return 0
	}
	return room / soft
}

// gone marks a column that has no room.
const gone = -1

// giveUp takes the least needed column away: the last that shares, but not a
// tree or the first, then the last one of all but the first.
func giveUp(cols []Column) bool {
	for i := len(cols) - 1; i > 0; i-- {
		if cols[i].Width == 0 && cols[i].Least > 0 {
			cols[i].Least = gone
			return true
		}
	}
	for i := len(cols) - 1; i > 0; i-- {
		if cols[i].Width > 0 {
			cols[i].Width, cols[i].Least = 0, gone
			return true
		}
	}
	return false
}

// widths of columns whose texts are scaled; what is left is shared.
func widths(cols []Column, room, scale float32) []float32 {
	out := make([]float32, len(cols))
	var sharing []int
	for i, c := range cols {
		switch {
		case c.Least == gone:
		case c.Width == 0:
			sharing = append(sharing, i)
			continue
		case c.Align == fyne.TextAlignTrailing:
			out[i] = c.Width
		default:
			out[i] = c.Width * scale
		}
		room -= out[i]
	}
	for _, i := range sharing {
		out[i] = max(0, room/float32(len(sharing)))
	}
	return out
}
