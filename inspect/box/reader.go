package box

import (
	"fmt"
)

// maxFields bounds the fields that repeated structures of variable size may
// make in one box; what follows them is one field of omitted bytes.
const maxFields = 20_000

// D reads the payload of one box from its first bit to its last and notes each
// field it passes. The first error sticks: after it every read gives zero and
// makes no field, so that a definition reads like its clause.
type D struct {
	Version uint8  // of a full box, never above what the definition knows
	Flags   uint32 // of a full box

	tree  *Tree
	node  int
	pos   int64 // next bit to read, from the start of the file
	end   int64 // where the payload, or the structure being read, ends
	win   window
	out   []Field // finished fields of the box, then those of each open group
	items []Field // where the fields of finished groups are kept
	cols  []Column
	tabs  []Table
	made  int
	err   error // sticks until the structure it happened in ends
	first error // the first error of the box
	notes bool  // whether meanings that cost time are wanted
	known *tracks
}

// Left is the number of bits that nobody has read yet.
func (d *D) Left() int64 {
	if d.err != nil {
		return 0
	}
	return d.end - d.pos
}

// LeftBytes is the number of whole bytes that nobody has read yet.
func (d *D) LeftBytes() int64 { return d.Left() / 8 }

// Failed reports whether something went wrong in the structure being read.
func (d *D) Failed() bool { return d.err != nil }

// Peek is the next n bits, at most 64, without passing them; 0 where there are
// fewer.
func (d *D) Peek(n int) uint64 {
	if d.Left() < int64(n) {
		return 0
	}
	v, _ := d.win.bits(d.tree.src, d.pos, n)
	return v
}

// peekBytes are the next n bytes, at most windowSize, without passing them;
// fewer where there are fewer, and only valid until the next read.
func (d *D) peekBytes(n int64) []byte {
	n = min(n, d.LeftBytes(), windowSize)
	if n <= 0 {
		return nil
	}
	p, err := d.win.bytes(d.tree.src, d.pos/8, int(n))
	if err != nil {
		return nil
	}
	return p
}

// need makes sure that n more bits are there for the field of that name.
func (d *D) need(name string, n int64) bool {
	switch left := d.end - d.pos; {
	case d.err != nil:
		return false
	case n < 0 || n > left:
		d.cut(fmt.Errorf("%s needs %s, %s left", name, size(n), size(left)))
		return false
	}
	return true
}

// cut ends the structure being read with an error: its remaining bits become
// one field that says so.
func (d *D) cut(err error) {
	d.fail(err)
	d.rest("(truncated)", err)
}

// fail notes an error: nothing more is read in the structure.
func (d *D) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	if d.first == nil {
		d.first = err
	}
}

// rest makes one field of all the bits that nobody has read.
func (d *D) rest(name string, err error) {
	d.add(Field{Name: name, Kind: Bytes, Bit: d.pos, Bits: d.end - d.pos, Err: err})
	d.pos = d.end
}

func (d *D) add(f Field) *Field {
	f.tree = d.tree
	d.out = append(d.out, f)
	d.made++
	return &d.out[len(d.out)-1]
}

// leaf makes a field of the next n bits, at most 64, and reads its value.
func (d *D) leaf(name string, kind Kind, n int) *Field {
	if !d.need(name, int64(n)) {
		return nil
	}
	v, err := d.win.bits(d.tree.src, d.pos, n)
	if err != nil {
		d.cut(err)
		return nil
	}
	d.out = append(d.out, Field{Name: name, Kind: kind, Bit: d.pos, Bits: int64(n), num: v, tree: d.tree})
	d.made++
	d.pos += int64(n)
	return &d.out[len(d.out)-1]
}

// span makes a field of the next n bits without reading them.
func (d *D) span(name string, kind Kind, n int64) *Field {
	if !d.need(name, n) {
		return nil
	}
	f := d.add(Field{Name: name, Kind: kind, Bit: d.pos, Bits: n})
	d.pos += n
	return f
}

// within runs read on the next n bytes (what is left where n is more), and
// comes out behind them whatever it read. An error stays inside.
func (d *D) within(n int64, read func()) {
	end, err := d.end, d.err
	d.end = min(d.end, d.pos+n*8)
	read()
	if d.pos < d.end {
		d.rest("(leftover)", nil)
	}
	d.end, d.err = end, err
}

// gather makes one field of what read makes.
func (d *D) gather(name string, kind Kind, read func()) {
	mark, from := len(d.out), d.pos
	read()
	if len(d.out) == mark && name == "" {
		return
	}
	items := d.keep(d.out[mark:])
	d.out = d.out[:mark]
	d.add(Field{Name: name, Kind: kind, Bit: from, Bits: d.pos - from, Items: items})
}

// keep copies fields to where they outlive the reading.
func (d *D) keep(fields []Field) []Field {
	at := len(d.items)
	d.items = append(d.items, fields...)
	return d.items[at:len(d.items):len(d.items)]
}

func size(bits int64) string {
	if bits%8 != 0 {
		return fmt.Sprintf("%d bits", bits)
	}
	return fmt.Sprintf("%d bytes", bits/8)
}
