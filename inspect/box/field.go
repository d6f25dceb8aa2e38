package box

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// Kind is what a field's bits are.
type Kind uint8

// The kinds of field.
const (
	Uint   Kind = iota // unsigned integer of at most 64 bits
	Int                // two's complement integer of at most 64 bits
	Fixed              // fixed-point number
	Bytes              // bytes without a meaning that the definition knows
	Text               // text, terminator included in the range
	FourCC             // four-character code
	GUID               // 16 bytes, shown as a dashed identifier
	Group              // other fields, in Items
	Array              // repeated fields: fixed rows in Rows, others as Groups in Items
)

// The bounds of what one field hands out.
const (
	maxText  = 1 << 20 // bytes of a text that are read
	maxValue = 1 << 12 // bytes that Value turns into hexadecimal
)

// Field is a named run of bits. An integer may have Items too: the parts of a
// word of flags.
type Field struct {
	Name         string // as in the clause, in snake_case; (leftover), (truncated), (omitted) for what has none
	Kind         Kind
	Hex          bool    // an integer that people read in hexadecimal
	LittleEndian bool    // an integer whose first byte is the lowest
	frac         uint8   // of a Fixed: bits after the point
	signed       bool    // of a Fixed
	code         charset // of a Text
	Bit, Bits    int64   // range, in bits from the start of the file
	Note         string  // meaning in a person's words, or empty
	Err          error
	Items        []Field
	Rows         *Table
	num          uint64
	tree         *Tree
}

// Uint is the value of an integer, as raw bits where it is signed.
func (f *Field) Uint() uint64 { return f.num }

// Int is the value of a signed integer, sign-extended; an unsigned one as is.
func (f *Field) Int() int64 {
	if f.Kind == Int {
		return signExtend(f.num, f.Bits)
	}
	return int64(f.num)
}

// Float is the value of a fixed-point number.
func (f *Field) Float() float64 {
	scale := float64(uint64(1) << f.frac)
	if f.signed {
		return float64(signExtend(f.num, f.Bits)) / scale
	}
	return float64(f.num) / scale
}

// Bytes reads the bytes of the range, at most max of them, from the source.
func (f *Field) Bytes(max int64) ([]byte, error) {
	n := min((f.Bits+7)/8, max)
	if n <= 0 || f.tree == nil {
		return nil, nil
	}
	p := make([]byte, n)
	got, err := f.tree.src.ReadAt(p, f.Bit/8)
	if err != nil && (int64(got) < n || !errors.Is(err, io.EOF)) {
		return p[:got], fmt.Errorf("%s at %#x: %w", f.Name, f.Bit/8, err)
	}
	return p, nil
}

// Text is the value as text: of a Text its characters without the terminator,
// of every other kind what Value says. What is not valid in the encoding is
// replaced by U+FFFD.
func (f *Field) Text() string {
	if f.Kind != Text {
		return fmt.Sprint(f.Value())
	}
	p, _ := f.Bytes(maxText) // what was read before an error is shown
	return f.code.decode(p)
}

// Value is what the field says: uint64, int64, float64 or string (bytes as
// lower-case hexadecimal, cut at 4096 of them); nil for a Group and an Array.
func (f *Field) Value() any {
	switch f.Kind {
	case Uint:
		return f.num
	case Int:
		return f.Int()
	case Fixed:
		return f.Float()
	case Bytes:
		p, _ := f.Bytes(maxValue)
		return hex.EncodeToString(p)
	case Text:
		return f.Text()
	case FourCC:
		return typeOf(uint32(f.num)).String()
	case GUID:
		var id UUID
		p, _ := f.Bytes(16)
		copy(id[:], p)
		return dashed(id)
	}
	return nil
}

func signExtend(v uint64, bits int64) int64 {
	if bits <= 0 || bits >= 64 {
		return int64(v)
	}
	shift := 64 - uint(bits)
	return int64(v<<shift) >> shift
}

func dashed(u UUID) string {
	b := make([]byte, 0, 36)
	for i, end := range [...]int{4, 6, 8, 10, 16} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, u[(len(b)-i)/2:end])
	}
	return string(b)
}
