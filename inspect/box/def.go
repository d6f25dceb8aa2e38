package box

import (
	"bytes"
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
