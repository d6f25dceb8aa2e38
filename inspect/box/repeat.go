package box

import (
	"errors"
	"fmt"
)

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
