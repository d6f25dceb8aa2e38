package explorer

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"smoothscope/gui/kit"
	"smoothscope/inspect/box"
)

// shownBytes is how many bytes of a value a row shows; the hex view has all.
const shownBytes = 24

// value is what a field says, as a row shows it.
func value(f *box.Field) string {
	switch f.Kind {
	case box.Uint, box.Int:
		return number(f)
	case box.Fixed:
		return strconv.FormatFloat(f.Float(), 'f', -1, 64)
	case box.Bytes:
		return someBytes(f)
	case box.Group:
		return ""
	case box.Array:
		if f.Rows != nil {
			return kit.Group(int64(f.Rows.Count()))
		}
		return kit.Group(int64(len(f.Items)))
	case box.Text:
		return oneLine(f.Text())
	}
	return f.Text()
}

func number(f *box.Field) string {
	switch {
	case f.Hex:
		return fmt.Sprintf("0x%0*x", max(1, int(f.Bits+3)/4), f.Uint())
	case f.Kind == box.Int:
		return kit.Group(f.Int())
	case f.Uint() > 1<<63-1:
		return strconv.FormatUint(f.Uint(), 10)
	}
	return kit.Group(int64(f.Uint()))
}

func someBytes(f *box.Field) string {
	p, err := f.Bytes(shownBytes)
	if err != nil {
		return ""
	}
	text := spaced(p)
	if n := (f.Bits + 7) / 8; n > shownBytes {
		text += fmt.Sprintf(" … %s bytes", kit.Group(n))
	}
	return text
}

func spaced(p []byte) string {
	var b strings.Builder
	for i, c := range p {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(hex.EncodeToString([]byte{c}))
	}
	return b.String()
}

// maxLine is how many characters of a text a row shows.
const maxLine = 300

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxLine {
		return string(r[:maxLine]) + "…"
	}
	return s
}

// where is the column "bytes": the offset of the first byte, with the bit and
// the number of bits where a field does not fill whole bytes.
func (r row) where(b base) string {
	text := b.offset(r.bit / 8)
	if r.bit%8 == 0 && r.bits%8 == 0 {
		return text
	}
	return fmt.Sprintf("%s.%d+%d", text, r.bit%8, r.bits)
}

// span is the whole bytes that a field touches.
func span(f *box.Field) (from, to int64) {
	return f.Bit / 8, (f.Bit + f.Bits + 7) / 8
}
