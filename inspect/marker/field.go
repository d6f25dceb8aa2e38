package marker

import (
	"encoding/hex"
	"fmt"
	"strconv"
)

// Field is a named run of bits of a section. Fields stand in the order of
// their bits. Those that are not groups tile the section: no bit is in two and
// none is in none.
type Field struct {
	Name  string // as in the clause; (leftover) for bytes that no definition claims
	Depth int    // of the group that it stands in, for the indent
	Group bool   // it has no value: the fields below it, which are deeper, have
	Bit   int    // where it begins, in bits from the first of the section
	Bits  int
	Uint  uint64 // of a number
	Hex   bool   // a number that people read in hexadecimal
	Bytes []byte // of what is no number; points into the section
	Note  string // what the value means, or ""
}

// Text is the value as a person reads it.
func (f *Field) Text() string {
	switch {
	case f.Group:
		return ""
	case f.Bytes != nil:
		return hex.EncodeToString(f.Bytes)
	case f.Hex:
		return fmt.Sprintf("0x%0*X", (f.Bits+3)/4, f.Uint)
	}
	return strconv.FormatUint(f.Uint, 10)
}

// fields reads the bits of a section one after the other. Beyond the end
// everything is 0, and err says so.
type fields struct {
	b       []byte
	at, end int // bits
	depth   int
	list    []Field
	got     bool // the last read gave a field, which note may speak of
	err     error
}

// take is the bit where a field of so many bits begins, false where they are
// not all there.
func (d *fields) take(name string, bits int) (int, bool) {
	d.got = bits > 0 && bits <= d.end-d.at
	if bits > d.end-d.at {
		d.fail("%s at byte 0x%x: %d bits wanted, %d left", name, d.at/8, bits, d.end-d.at)
		d.end = d.at
		return 0, false
	}
	d.at += bits
	return d.at - bits, true
}

func (d *fields) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
}

// uint reads a number of at most 64 bits.
func (d *fields) uint(name string, bits int) uint64 {
	from, ok := d.take(name, bits)
	if !ok {
		return 0
	}
	var value uint64
	for bit := from; bit < from+bits; bit++ {
		value = value<<1 | uint64(d.b[bit/8]>>(7-bit%8)&1)
	}
	d.list = append(d.list, Field{Name: name, Depth: d.depth, Bit: from, Bits: bits, Uint: value})
	return value
}

// hex reads a number that people read in hexadecimal.
func (d *fields) hex(name string, bits int) uint64 {
	value := d.uint(name, bits)
	if d.got {
		d.list[len(d.list)-1].Hex = true
	}
	return value
}

func (d *fields) flag(name string) bool { return d.uint(name, 1) == 1 }

// reserved reads bits without a meaning, which writers set to 1.
func (d *fields) reserved(bits int) { d.hex("reserved", bits) }

// bytes reads whole bytes; n of 0 is no field.
func (d *fields) bytes(name string, n int) []byte {
	from, ok := d.take(name, n*8)
	if !ok || n == 0 {
		return nil
	}
	value := d.b[from/8 : from/8+n : from/8+n]
	d.list = append(d.list, Field{Name: name, Depth: d.depth, Bit: from, Bits: n * 8, Bytes: value})
	return value
}

// left is how many whole bytes are not read.
func (d *fields) left() int { return (d.end - d.at) / 8 }

// note says what the last field means.
func (d *fields) note(text string) {
	if d.got && text != "" {
		d.list[len(d.list)-1].Note = text
	}
}

// group reads fields that belong together.
func (d *fields) group(name string, read func()) {
	at := len(d.list)
	d.list = append(d.list, Field{Name: name, Depth: d.depth, Group: true, Bit: d.at})
	d.depth++
	read()
	d.depth--
	d.list[at].Bits = d.at - d.list[at].Bit
}

// within is a group of a known length. What read leaves is a field of its
// own, and what it lacks ends only this group: its note tells, and the next
// one begins where it says.
func (d *fields) within(name string, bytes int, read func()) {
	if bytes > d.left() {
		d.fail("%s at byte 0x%x: %d bytes wanted, %d left", name, d.at/8, bytes, d.left())
		bytes = d.left()
	}
	at, end, before := len(d.list), d.end, d.err
	stop := d.at + bytes*8
	d.end, d.err = stop, nil
	d.group(name, func() {
		read()
		d.rest(stop)
	})
	d.end = end
	if d.err != nil {
		d.list[at].Note = d.err.Error()
	}
	if before != nil {
		d.err = before
	}
}

// rest makes a field of the bits up to stop that nothing claimed.
func (d *fields) rest(stop int) {
	d.end = max(stop, d.at)
	if odd := (d.end - d.at) % 8; odd != 0 {
		d.uint("(leftover)", odd)
	}
	d.bytes("(leftover)", d.left())
}
