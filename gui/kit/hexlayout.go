package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
)

const (
	hexInset          = 12 // at both sides
	hexMargin         = 6  // above the first row and below the last
	hexGroup          = 8  // room after each eight bytes
	hexFont   float32 = 12.5
)

// hexColumns says where things lie in a row.
type hexColumns struct {
	per    int
	digits int     // of an offset
	char   float32 // width of a letter
	step   float32 // from a byte to the next
	bytes  float32 // where the first byte begins
	text   float32 // where the text begins
	end    float32
}

// columns are where things lie in a row now.
func (h *Hex) columns() hexColumns {
	room := h.Size().Width
	for per := h.perRow; ; per /= 2 {
		for _, gap := range []float32{1, 0.6} { // closer together rather than half as many
			c := h.columnsOf(per, gap)
			if room <= 0 || c.end+hexInset <= room {
				return c
			}
			if per <= 8 && gap < 1 {
				return c.withoutText(room)
			}
		}
	}
}

// withoutText moves the text out of sight: half of it would be worth nothing.
func (c hexColumns) withoutText(room float32) hexColumns {
	c.text = room + c.char
	return c
}

// columnsOf a number of bytes a row with gaps between them of so many letters.
func (h *Hex) columnsOf(per int, gap float32) hexColumns {
	c := hexColumns{per: per, digits: h.digits(), char: h.body.brush.measure("0", fontKey{size: hexFont, mono: true})}
	c.step = (2 + gap) * c.char
	between := (1 + 2*gap) * c.char
	c.bytes = float32(int(hexInset + float32(c.digits)*c.char + between))
	c.text = float32(int(c.byteX(per-1) + 2*c.char + between))
	c.end = c.text + float32(per)*c.char
	return c
}

// digits is the length of the largest offset, at least eight and even.
func (h *Hex) digits() int {
	n := len(strconv.FormatInt(h.size(), 16))
	return max(8, n+n%2)
}

// byteX is where the i-th byte of a row begins.
func (c hexColumns) byteX(i int) float32 {
	return float32(int(c.bytes + float32(i)*c.step + float32(i/8*hexGroup)))
}

// textX is where the i-th letter of a row begins.
func (c hexColumns) textX(i int) float32 { return c.text + float32(i)*c.char }

// shownPerRow is how many bytes a row has: what was asked for, or what fits.
func (h *Hex) shownPerRow() int { return h.columns().per }

// rowY is where a row begins in the widget. It is exact for any row.
func (h *Hex) rowY(row int64) float32 {
	return float32(float64(row-h.scroll.top)*h.scroll.height - h.scroll.hidden + hexMargin)
}

// place is where the hex digits of a byte are drawn.
func (h *Hex) place(off int64) fyne.Position {
	c := h.columns()
	per := c.per
	return fyne.NewPos(c.byteX(int(off%int64(per))), h.rowY(off/int64(per)))
}

// hit is the byte at a place, the nearest one of its row; -1 below the last
// and beside the columns.
func (h *Hex) hit(p fyne.Position) int64 {
	if p.X < 0 || p.X > h.columns().end+hexInset {
		return -1
	}
	off := h.near(p)
	if off < 0 || off >= h.size() || h.rowOf(p.Y) != off/int64(h.shownPerRow()) {
		return -1
	}
	return off
}

func (h *Hex) rowOf(y float32) int64 {
	v := (float64(y) - hexMargin + h.scroll.hidden) / h.scroll.height
	if v < 0 {
		return h.scroll.top - 1
	}
	return h.scroll.top + int64(v)
}

// near is the byte nearest to a place, whatever lies there; -1 without bytes.
func (h *Hex) near(p fyne.Position) int64 {
	h.measure()
	size := h.size()
	if size == 0 {
		return -1
	}
	c := h.columns()
	per := c.per
	row := min(max(h.rowOf(p.Y), 0), (size-1)/int64(per))
	off := row*int64(per) + int64(c.byteAt(p.X))
	return min(off, size-1)
}

// byteAt is the index of the byte whose digits or letter is nearest to x.
func (c hexColumns) byteAt(x float32) int {
	if x >= c.text-c.char {
		return min(max(int((x-c.text)/c.char), 0), c.per-1)
	}
	for i := range c.per - 1 {
		// Half of the gap behind a byte belongs to it.
		if x < (c.byteX(i)+2*c.char+c.byteX(i+1))/2 {
			return i
		}
	}
	return c.per - 1
}
