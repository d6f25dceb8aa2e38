package box

import "strconv"

// Decoded is the fields of one box. They tile its payload: from the end of
// the header to the first child, or to the end of the box. A Decoded and its
// tables are for one goroutine.
type Decoded struct {
	Fields []Field
	Err    error // the first thing that was wrong
}

// Get finds a field by name, looking into groups (not into arrays) in order.
func (d *Decoded) Get(name string) (Field, bool) {
	if f := find(d.Fields, name); f != nil {
		return *f, true
	}
	return Field{}, false
}

// Uint is the value of the integer of that name, 0 where there is none.
func (d *Decoded) Uint(name string) uint64 {
	if f := find(d.Fields, name); f != nil {
		return f.Uint()
	}
	return 0
}

// Int is the value of the signed integer of that name, 0 where there is none.
func (d *Decoded) Int(name string) int64 {
	if f := find(d.Fields, name); f != nil {
		return f.Int()
	}
	return 0
}

// Text is the value of the field of that name as text, "" where there is none.
func (d *Decoded) Text(name string) string {
	if f := find(d.Fields, name); f != nil {
		return f.Text()
	}
	return ""
}

// Bytes is the bytes of the field of that name, at most max of them, nil where
// there is none or they cannot be read.
func (d *Decoded) Bytes(name string, max int64) []byte {
	if f := find(d.Fields, name); f != nil {
		if p, err := f.Bytes(max); err == nil {
			return p
		}
	}
	return nil
}

// Table is the rows of the array of that name, nil where there is none.
func (d *Decoded) Table(name string) *Table {
	if f := find(d.Fields, name); f != nil {
		return f.Rows
	}
	return nil
}

func find(fields []Field, name string) *Field {
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
		if fields[i].Kind == Array {
			continue
		}
		if f := find(fields[i].Items, name); f != nil {
			return f
		}
	}
	return nil
}

// At is the innermost field that holds the bit, and its path in the box, like
// "sample[1].duration".
func (d *Decoded) At(bit int64) (Field, string, bool) {
	return at(d.Fields, bit, "", false)
}

func at(fields []Field, bit int64, path string, array bool) (Field, string, bool) {
	for i := range fields {
		f := &fields[i]
		if bit < f.Bit || bit >= f.Bit+f.Bits {
			continue
		}
		here := join(path, f.Name)
		if array {
			here = f.index(path, i)
		}
		if f.Rows != nil {
			return f.Rows.at(*f, bit, here)
		}
		if inner, p, ok := at(f.Items, bit, here, f.Kind == Array); ok {
			return inner, p, ok
		}
		return *f, here, true
	}
	return Field{}, "", false
}

// ItemName is the name of the i-th of f's Items below the name of f: "name[i]"
// in an array, the item's own name elsewhere.
func (f *Field) ItemName(i int) string {
	if f.Kind == Array {
		return f.Items[i].index(f.Name, i)
	}
	return f.Items[i].Name
}

// index names f as item i of the array called path; what a definition names
// itself, such as (truncated), keeps its name.
func (f *Field) index(path string, i int) string {
	if f.Name != "" {
		return join(path, f.Name)
	}
	return path + "[" + strconv.Itoa(i) + "]"
}

func join(path, name string) string {
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}
