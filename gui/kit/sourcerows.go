package kit

import (
	"sort"
	"unicode/utf8"
)

// sourceRows are the rows of a Source: its lines, those that are too long
// broken at blanks.
type sourceRows struct {
	list []sourceRow
}

// sourceRow is one row.
type sourceRow struct {
	from, to int64
	line     int32
	indent   int32 // columns
}

// tabColumns is how wide a tab is.
const tabColumns = 4

// lay breaks the lines of a text for a number of columns.
func (r *sourceRows) lay(text SourceText, columns int) {
	r.list = r.list[:0]
	for i := range text.Lines {
		r.line(text.Text, text.Lines[i], int32(i), columns)
	}
}

// goesOn is how much deeper than its line a row begins that goes on.
const goesOn = 4

func (r *sourceRows) line(text string, l SourceLine, number int32, columns int) {
	indent := min(l.Indent, columns/2)
	from := l.From
	for {
		to := fitting(text, from, l.To, columns-indent)
		r.list = append(r.list, sourceRow{from, to, number, int32(indent)})
		if to >= l.To {
			return
		}
		if from == l.From {
			indent = min(l.Indent+ownIndent(text[l.From:to])+goesOn, columns/2)
		}
		from = to
	}
}

// ownIndent is how many columns of blanks a line begins with.
func ownIndent(line string) int {
	n := 0
	for _, c := range line {
		switch c {
		case ' ':
			n++
		case '\t':
			n += tabColumns
		default:
			return n
		}
	}
	return n
}

// fitting is where a row ends that begins at from: at the end of the line, or
// behind the last blank that fits, or where the room ends.
func fitting(text string, from, to int64, columns int) int64 {
	columns = max(columns, 8)
	if to-from <= int64(columns+overhang) {
		if !tabbed(text[from:to]) {
			return to
		}
	}
	at, used, blank, seen := from, 0, int64(-1), false
	for at < to {
		c, size := utf8.DecodeRuneInString(text[at:to])
		used += wide(c)
		if used > columns {
			if blank > from {
				return blank
			}
			return max(at, from+int64(size))
		}
		at += int64(size)
		switch {
		case c != ' ' && c != '\t':
			seen = true
		case seen:
			blank = at
		}
	}
	return to
}

func tabbed(s string) bool {
	for i := range len(s) {
		if s[i] == '\t' {
			return true
		}
	}
	return false
}

// wide is how many columns a character takes.
func wide(c rune) int {
	if c == '\t' {
		return tabColumns
	}
	return 1
}

func (r *sourceRows) count() int64 { return int64(len(r.list)) }

// row is a row, an empty one where there is none.
func (r *sourceRows) row(i int64) sourceRow {
	if i < 0 || i >= r.count() {
		return sourceRow{}
	}
	return r.list[i]
}

// at is the row that holds a byte, or the last one before it.
func (r *sourceRows) at(off int64) int64 {
	i := sort.Search(len(r.list), func(i int) bool { return r.list[i].from > off })
	return max(0, int64(i)-1)
}
