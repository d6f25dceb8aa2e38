package kit

import (
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

const (
	sourceHeight float32 = 18
	sourceFont   float32 = 12.5
	sourceMargin         = 6 // above the first row and below the last
	sourceInset  float32 = 10
	sourceGap    float32 = 14 // between the numbers and the text
	overhang             = 3  // columns that the last few letters of a line may go beyond
)

// char is the width of a letter.
func (s *Source) char() float32 {
	return s.body.brush.measure("0", fontKey{size: sourceFont, mono: true})
}

// digits is the length of the largest line number.
func (s *Source) digits() int {
	n := 0
	if len(s.text.Lines) > 0 {
		n = s.text.Lines[len(s.text.Lines)-1].Number
	}
	return max(3, len(strconv.Itoa(n)))
}

// textX is where the text begins.
func (s *Source) textX() float32 {
	return float32(int(sourceInset + float32(s.digits())*s.char() + sourceGap))
}

// columns is how many letters a row has room for, 0 before there is a size.
func (s *Source) columns() int {
	room := s.Size().Width - s.textX() - barRoom
	if s.Size().Width <= 0 {
		return 0
	}
	return max(16, int(room/s.char())-overhang)
}

// rowY is where a row begins in the widget.
func (s *Source) rowY(row int64) float32 {
	return float32(float64(row-s.scroll.top)*s.scroll.height - s.scroll.hidden + sourceMargin)
}

// near is the byte nearest to a place; bytes of line ends belong to no row.
func (s *Source) near(p fyne.Position) int64 {
	s.measure()
	n := s.rows.count()
	if n == 0 {
		return 0
	}
	y := (float64(p.Y) - sourceMargin + s.scroll.hidden) / s.scroll.height
	row := s.scroll.top
	if y >= 0 {
		row += int64(y)
	} else {
		row--
	}
	r := s.rows.row(min(max(row, 0), n-1))
	column := (p.X-s.textX())/s.char() - float32(r.indent)
	return s.byteAt(r, column)
}

// byteAt is the byte of a row whose begin is nearest to a column.
func (s *Source) byteAt(r sourceRow, column float32) int64 {
	used := float32(0)
	for at := r.from; at < r.to; {
		c, size := utf8.DecodeRuneInString(s.text.Text[at:r.to])
		w := float32(wide(c))
		if column < used+w/2 {
			return at
		}
		used, at = used+w, at+int64(size)
	}
	return r.to
}

// column is where a byte of a row is drawn, in letters.
func (s *Source) column(r sourceRow, off int64) int {
	used := int(r.indent)
	for at := r.from; at < min(off, r.to); {
		c, size := utf8.DecodeRuneInString(s.text.Text[at:r.to])
		used, at = used+wide(c), at+int64(size)
	}
	return used
}
