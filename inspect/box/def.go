package box

import (
	"bytes"
	"errors"
	"fmt"
)

// Def is the definition of a box type: the clause as a function.
type Def struct {
	Fields func(*D)
	Spec   string // the document and clause
}

// Full reads version and flags. A version above known is read as if it were
// the highest known, and the field says so.
func (d *D) Full(known uint8) {
	v := d.U("version", 8)
	if v > uint64(known) && !d.Failed() {
		d.Note(fmt.Sprintf("not a known version; read tentatively as version %d", known))
		v = uint64(known)
	}
	d.Version, d.Flags = uint8(v), uint32(d.Hex("flags", 24))
}

// U reads an unsigned integer of at most 64 bits.
func (d *D) U(name string, bits int) uint64 {
	if f := d.leaf(name, Uint, bits); f != nil {
		return f.num
	}
	return 0
}

// I reads a two's complement integer of at most 64 bits.
func (d *D) I(name string, bits int) int64 {
	if f := d.leaf(name, Int, bits); f != nil {
		return f.Int()
	}
	return 0
}

// Hex reads an unsigned integer that people read in hexadecimal.
func (d *D) Hex(name string, bits int) uint64 {
	if f := d.leaf(name, Uint, bits); f != nil {
		f.Hex = true
		return f.num
	}
	return 0
}

// UV reads an unsigned integer of 32 bits in version 0 and 64 in later ones.
func (d *D) UV(name string) uint64 { return d.U(name, d.wide()) }

// wide is the size in bits of what is 32 in version 0 and 64 in later ones.
func (d *D) wide() int {
	if d.Version == 0 {
		return 32
	}
	return 64
}

// LE reads an unsigned little-endian integer of 16, 32 or 64 bits.
func (d *D) LE(name string, bits int) uint64 {
	f := d.leaf(name, Uint, bits)
	if f == nil {
		return 0
	}
	f.LittleEndian = true
	f.num = reverse(f.num, bits)
	return f.num
}

func reverse(v uint64, bits int) (r uint64) {
	for ; bits > 0; bits -= 8 {
		r, v = r<<8|v&0xff, v>>8
	}
	return r
}

// Fixed reads a fixed-point number; frac of its bits lie after the point.
func (d *D) Fixed(name string, bits, frac int, signed bool) {
	if f := d.leaf(name, Fixed, bits); f != nil {
		f.frac, f.signed = uint8(frac), signed
	}
}

// FourCC reads a four-character code.
func (d *D) FourCC(name string) Type {
	if f := d.leaf(name, FourCC, 32); f != nil {
		return typeOf(uint32(f.num))
	}
	return Type{}
}

func typeOf(v uint32) Type { return Type{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)} }

// UUID reads an identifier of 16 bytes in textual order and notes the name of
// those that are known.
func (d *D) UUID(name string) (id UUID) {
	copy(id[:], d.peekBytes(16))
	if f := d.span(name, GUID, 128); f != nil && d.notes {
		f.Note = systemName(id)
	}
	return id
}

// Bytes passes n bytes that stay bytes; it makes no field of none.
func (d *D) Bytes(name string, n int64) {
	if n != 0 {
		d.span(name, Bytes, n*8)
	}
}

// Rest passes all that is left as bytes.
func (d *D) Rest(name string) { d.Bytes(name, d.LeftBytes()) }

// Reserved passes bits that mean nothing.
func (d *D) Reserved(bits int) {
	if bits <= 64 {
		d.Hex("reserved", bits)
		return
	}
	d.span("reserved", Bytes, int64(bits))
}

// Chars passes n bytes of text.
func (d *D) Chars(name string, n int64, code charset) {
	if f := d.span(name, Text, n*8); f != nil {
		f.code = code
	}
}

// CStr passes text up to and with its terminating zero byte, or to the end of
// the structure where it is missing, and says so.
func (d *D) CStr(name string) {
	if d.Failed() {
		return
	}
	n, found := d.zero()
	if n == 0 {
		d.need(name, 8)
		return
	}
	d.Chars(name, n, utf8Text)
	if !found {
		d.Note("not terminated")
	}
}

// zero is how many bytes there are up to and with the next zero byte.
func (d *D) zero() (n int64, found bool) {
	for left := d.LeftBytes(); n < left; {
		p, err := d.win.bytes(d.tree.src, d.pos/8+n, int(min(left-n, windowSize)))
		if err != nil {
			return left, false
		}
		if at := bytes.IndexByte(p, 0); at >= 0 {
			return n + int64(at) + 1, true
		}
		n += int64(len(p))
	}
	return n, false
}

// Note gives the field read last its meaning.
func (d *D) Note(text string) {
	if d.err == nil && len(d.out) > 0 && text != "" {
		d.out[len(d.out)-1].Note = text
	}
}

// word splits the integer read last into its parts.
func (d *D) word(parts []part) {
	if d.err == nil && len(d.out) > 0 {
		f := &d.out[len(d.out)-1]
		at := len(d.items)
		d.items = split(d.items, f, parts)
		f.Items = d.items[at:len(d.items):len(d.items)]
	}
}

// Table passes n rows of the same columns without reading them. Where the
// bytes hold fewer, it passes those and says so.
func (d *D) Table(name string, n uint64, cols ...Column) *Table {
	if d.Failed() {
		return nil
	}
	t := Table{Name: name, Claimed: n, Bit: d.pos, tree: d.tree}
	t.Columns = d.keepColumns(cols)
	for i := range cols {
		t.RowBits += int64(cols[i].Bits)
	}
	if t.RowBits > 0 {
		t.count = int(min(n, uint64(d.Left()/t.RowBits)))
	}
	t.win.limit = (d.end + 7) / 8
	kept := d.keepTable(t)
	f := d.add(Field{Name: name, Kind: Array, Bit: d.pos, Bits: int64(t.count) * t.RowBits, Rows: kept})
	d.pos += f.Bits
	if t.RowBits == 0 && n > 0 {
		f.Note = "the entries have no bytes"
	}
	if t.RowBits > 0 && uint64(t.count) < n {
		d.cut(fmt.Errorf("%s: %d claimed, %d fit", name, n, t.count))
	}
	return kept
}

// keepTable puts a table where it outlives the reading; a decoder that is used
// again gives it the buffer of an earlier one.
func (d *D) keepTable(t Table) *Table {
	if n := len(d.tabs); n < cap(d.tabs) {
		t.win.buf = d.tabs[:n+1][n].win.buf[:0]
	}
	d.tabs = append(d.tabs, t)
	return &d.tabs[len(d.tabs)-1]
}

func (d *D) keepColumns(cols []Column) []Column {
	at := len(d.cols)
	d.cols = append(d.cols, cols...)
	return d.cols[at:len(d.cols):len(d.cols)]
}

// Each reads n structures of variable size, one group each, as long as there
// are bytes and the box has not made too many fields.
func (d *D) Each(name string, n uint64, read func(i uint64)) {
	if d.Failed() {
		return
	}
	d.gather(name, Array, func() {
		for i := uint64(0); i < n && !d.Failed(); i++ {
			switch {
			case d.Left() == 0:
				d.cut(fmt.Errorf("%s: %d claimed, %d there", name, n, i))
			case d.made >= maxFields:
				d.omit()
			default:
				d.one(read, i)
			}
		}
	})
}

// Until reads structures of variable size until no byte is left.
func (d *D) Until(name string, read func(i uint64)) {
	if d.Failed() {
		return
	}
	d.gather(name, Array, func() {
		for i := uint64(0); d.Left() >= 8; i++ {
			if d.made >= maxFields {
				d.omit()
				return
			}
			d.one(read, i)
		}
	})
}

// one reads one structure of an array; a structure of no bits ends the array.
func (d *D) one(read func(i uint64), i uint64) {
	from := d.pos
	d.gather("", Group, func() { read(i) })
	if d.pos == from && d.err == nil {
		d.fail(fmt.Errorf("entry %d has no bytes", i))
	}
}

// omit makes one field of what is left, and reads no more of it.
func (d *D) omit() {
	d.rest("(omitted)", nil)
	d.Note(fmt.Sprintf("not shown: more than %d fields in this box", maxFields))
	d.err = errOmitted
}

var errOmitted = errors.New("too many fields")

// Sub reads a structure of n bytes as a group: it neither reads beyond them
// nor leaves any of them behind.
func (d *D) Sub(name string, n int64, read func()) {
	if d.Failed() {
		return
	}
	if n < 0 || n > d.LeftBytes() {
		d.tooLong(name, n, read)
		return
	}
	d.gather(name, Group, func() { d.within(n, read) })
}

// tooLong reads a structure that claims more bytes than there are, as far as
// it goes.
func (d *D) tooLong(name string, n int64, read func()) {
	err := fmt.Errorf("%s claims %d bytes, %d left", name, n, d.LeftBytes())
	d.gather(name, Group, func() { d.within(d.LeftBytes(), read) })
	d.out[len(d.out)-1].Err = err
	d.fail(err)
}

// Group reads fields that belong together.
func (d *D) Group(name string, read func()) {
	if !d.Failed() {
		d.gather(name, Group, read)
	}
}
