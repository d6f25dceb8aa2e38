package box

import "strconv"

// Column is one field of every row of a Table.
type Column struct {
	Name  string // "" where the row is this one value
	Kind  Kind
	Bits  int
	Hex   bool
	note  func(v uint64, bits int64) string // meaning of a value, nil for none
	parts []part                            // of a word of flags
}

// Table is the rows of an array whose rows all have the same size. Rows are
// read when they are asked for, through a small window.
type Table struct {
	Name    string
	Columns []Column
	Claimed uint64 // rows that the file says there are
	Bit     int64  // where row 0 starts, in bits from the start of the file
	RowBits int64
	count   int
	win     window
	tree    *Tree
}

// Count is how many rows the bytes hold: never more than Claimed, and 0 where
// a row has no bytes.
func (t *Table) Count() int {
	if t == nil {
		return 0
	}
	return t.count
}

// Column is the index of the column of that name, -1 where there is none.
func (t *Table) Column(name string) int {
	if t == nil {
		return -1
	}
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Uint is an integer of a row, as raw bits where it is signed; 0 outside the
// table or where the bytes cannot be read.
func (t *Table) Uint(row, col int) uint64 {
	if t == nil || row < 0 || row >= t.count || col < 0 || col >= len(t.Columns) || t.Columns[col].Bits > 64 {
		return 0
	}
	v, _ := t.win.bits(t.tree.src, t.place(row, col), t.Columns[col].Bits)
	return v
}

// Int is a signed integer of a row, sign-extended.
func (t *Table) Int(row, col int) int64 {
	v := t.Uint(row, col)
	if t != nil && col >= 0 && col < len(t.Columns) && t.Columns[col].Kind == Int {
		return signExtend(v, int64(t.Columns[col].Bits))
	}
	return int64(v)
}

// Row is the fields of one row, nil outside the table.
func (t *Table) Row(row int) []Field {
	if t == nil || row < 0 || row >= t.count {
		return nil
	}
	fields := make([]Field, len(t.Columns))
	for i := range t.Columns {
		fields[i] = t.field(row, i)
	}
	return fields
}

// RowName is the name of a column in a row, like "sample[1].duration".
func (t *Table) RowName(row, col int) string {
	return join(t.Name+"["+strconv.Itoa(row)+"]", t.Columns[col].Name)
}

func (t *Table) field(row, col int) Field {
	c := &t.Columns[col]
	f := Field{Name: c.Name, Kind: c.Kind, Hex: c.Hex, Bit: t.place(row, col), Bits: int64(c.Bits), tree: t.tree}
	if c.Bits > 64 || c.Kind == Bytes || c.Kind == GUID {
		return f
	}
	f.num, f.Err = t.win.bits(t.tree.src, f.Bit, c.Bits)
	if c.note != nil {
		f.Note = c.note(f.num, f.Bits)
	}
	f.Items = split(nil, &f, c.parts)
	return f
}

func (t *Table) place(row, col int) int64 {
	bit := t.Bit + int64(row)*t.RowBits
	for i := range col {
		bit += int64(t.Columns[i].Bits)
	}
	return bit
}

// at is the innermost field of the rows that holds the bit; array is the field
// that the rows belong to.
func (t *Table) at(array Field, bit int64, path string) (Field, string, bool) {
	if t.count == 0 || t.RowBits <= 0 {
		return array, path, true
	}
	row := int((bit - t.Bit) / t.RowBits)
	if row < 0 || row >= t.count {
		return array, path, true
	}
	return at(t.Row(row), bit, path+"["+strconv.Itoa(row)+"]", false)
}

// part is one run of bits of a word of flags.
type part struct {
	name string
	bits int
	text []string // meaning by value
}

// split cuts an integer into its parts and appends them to items.
func split(items []Field, word *Field, parts []part) []Field {
	at := int64(0)
	for _, p := range parts {
		at += int64(p.bits)
		v := word.num >> (word.Bits - at) & (1<<p.bits - 1)
		f := Field{Name: p.name, Bit: word.Bit + at - int64(p.bits), Bits: int64(p.bits), num: v, tree: word.tree}
		if v < uint64(len(p.text)) {
			f.Note = p.text[v]
		}
		items = append(items, f)
	}
	return items
}
