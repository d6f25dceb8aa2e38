package explorer

import (
	"slices"
	"strconv"
	"strings"

	"smoothscope/inspect/box"
)

// manyItems is from how many items on an array starts closed.
const manyItems = 64

// layout says which row of the fields pane shows what, without making the
// rows: a table of a million rows is one segment of it.
type layout struct {
	segments []segment
	total    int64
}

// segment is one row for a field, or the rows of a table: one for each column
// of each of its rows.
type segment struct {
	first  int64
	rows   int64
	field  *box.Field
	table  *box.Table
	path   string // as Decoded.At writes it
	name   string
	indent int
	open   bool
}

// newLayout lays out the fields. toggled are the paths that a person has
// opened or closed against their first state.
func newLayout(fields []box.Field, toggled map[string]bool) *layout {
	l := &layout{}
	for i := range fields {
		l.add(&fields[i], fields[i].Name, fields[i].Name, 0, toggled)
	}
	return l
}

func (l *layout) add(f *box.Field, path, name string, indent int, toggled map[string]bool) {
	open := startsOpen(f) != toggled[path]
	l.push(segment{rows: 1, field: f, path: path, name: name, indent: indent, open: open})
	if !open {
		return
	}
	if f.Rows != nil {
		l.push(segment{
			rows:  int64(f.Rows.Count()) * int64(len(f.Rows.Columns)),
			table: f.Rows, path: path, indent: indent + 1,
		})
		return
	}
	for i := range f.Items {
		item := &f.Items[i]
		l.add(item, itemPath(f, path, i), f.ItemName(i), indent+1, toggled)
	}
}

func itemPath(f *box.Field, path string, i int) string {
	name := f.Items[i].Name
	switch {
	case f.Kind == box.Array && name == "":
		return path + "[" + strconv.Itoa(i) + "]"
	case path == "" || name == "":
		return path + name
	}
	return path + "." + name
}

func startsOpen(f *box.Field) bool {
	switch f.Kind {
	case box.Group:
		return true
	case box.Array:
		return f.Rows != nil || len(f.Items) <= manyItems
	}
	return false
}

func (l *layout) push(s segment) {
	s.first = l.total
	l.total += s.rows
	l.segments = append(l.segments, s)
}

func (l *layout) at(row int64) *segment {
	i, found := slices.BinarySearchFunc(l.segments, row, func(s segment, row int64) int {
		switch {
		case s.first+s.rows <= row:
			return -1
		case s.first > row:
			return 1
		}
		return 0
	})
	if !found {
		return nil
	}
	return &l.segments[i]
}

// find is the row of the field at path, or of the nearest field around it that
// has a row; -1 when there is none. Names such as reserved come more than once
// in a box: from tells which, as the offset of the bytes.
func (l *layout) find(path string, from int64) int64 {
	best, length := int64(-1), -1
	for i := range l.segments {
		s := &l.segments[i]
		if !within(path, s.path) {
			continue
		}
		if s.table == nil && s.path == path && s.field.Bit/8 == from {
			return s.first
		}
		row := s.first
		if s.table != nil {
			if row = s.tableRow(path); row < 0 {
				continue
			}
		}
		if len(s.path) > length || s.table != nil {
			best, length = row, len(s.path)
		}
	}
	return best
}

// within tells whether path is that of a field or of something inside it.
func within(path, field string) bool {
	rest, ok := strings.CutPrefix(path, field)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// tableRow finds "path[row].column" among the rows of a table.
func (s *segment) tableRow(path string) int64 {
	number, column, ok := strings.Cut(strings.TrimPrefix(path[len(s.path):], "["), "]")
	row, err := strconv.Atoi(number)
	if !ok || err != nil || row < 0 || row >= s.table.Count() {
		return -1
	}
	column = strings.TrimPrefix(column, ".")
	for i, c := range s.table.Columns {
		if within(column, c.Name) || c.Name == "" {
			return s.first + int64(row)*int64(len(s.table.Columns)) + int64(i)
		}
	}
	return -1
}

// row is what one row of the pane shows. It reads from the source: not for the
// UI goroutine.
type row struct {
	name, value, meaning string
	bit, bits            int64
	path                 string
	indent               int
	branch, open, bad    bool
	from, to             int64
}

func (l *layout) row(i int64) row {
	s := l.at(i)
	if s == nil {
		return row{}
	}
	if s.table == nil {
		r := rowOf(s.field, s.name, s.path)
		r.indent, r.open = s.indent, s.open
		r.branch = len(s.field.Items) > 0 || s.field.Rows.Count() > 0
		return r
	}
	columns := int64(len(s.table.Columns))
	line, col := int((i-s.first)/columns), int((i-s.first)%columns)
	fields := s.table.Row(line)
	if col >= len(fields) {
		return row{}
	}
	path := s.path + "[" + strconv.Itoa(line) + "]"
	if name := fields[col].Name; name != "" {
		path += "." + name
	}
	r := rowOf(&fields[col], s.table.RowName(line, col), path)
	r.indent = s.indent
	return r
}

func rowOf(f *box.Field, name, path string) row {
	r := row{name: name, value: value(f), meaning: f.Note, bit: f.Bit, bits: f.Bits, path: path}
	r.from, r.to = span(f)
	if f.Err != nil {
		r.bad, r.meaning = true, f.Err.Error()
	}
	if f.Rows != nil && f.Rows.Claimed > uint64(f.Rows.Count()) {
		r.bad, r.meaning = true, claim(f.Rows)
	}
	return r
}

func claim(t *box.Table) string {
	return "claims " + strconv.FormatUint(t.Claimed, 10) + ", the bytes hold " + strconv.Itoa(t.Count())
}
