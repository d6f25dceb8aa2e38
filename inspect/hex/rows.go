package hex

import (
	"fmt"
	"strings"
)

// Rows writes bytes as a person reads them: an offset, perRow bytes with a gap
// after every eight, and their letters, a dot in the middle for those without.
// off is the offset of the first byte; perRow below 1 is taken as 16.
func Rows(b []byte, off int64, perRow int) []string {
	if perRow < 1 {
		perRow = 16
	}
	rows := make([]string, 0, (len(b)+perRow-1)/perRow)
	for len(b) > 0 {
		n := min(perRow, len(b))
		rows = append(rows, row(b[:n], off, perRow))
		b, off = b[n:], off+int64(n)
	}
	return rows
}

func row(b []byte, off int64, perRow int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%08x ", off)
	for i := range perRow {
		if i%8 == 0 {
			out.WriteByte(' ')
		}
		if i < len(b) {
			fmt.Fprintf(&out, "%02x ", b[i])
		} else {
			out.WriteString("   ")
		}
	}
	out.WriteByte(' ')
	for _, c := range b {
		out.WriteRune(Letter(c))
	}
	return out.String()
}

// Letter is what stands for a byte in text: itself when it is a printable
// ASCII character other than the blank, else a dot in the middle.
func Letter(c byte) rune {
	if c > 0x20 && c < 0x7f {
		return rune(c)
	}
	return '·'
}
