package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// KeyValue is a line of a KeyValues list.
type KeyValue struct {
	Key, Value string
	Token      Token // of the value
}

// KeyValues is a short list of names and values under a section heading.
type KeyValues struct {
	widget.BaseWidget
	OnCopy func(KeyValue) // Ctrl+C or a double click on a line

	grid *Grid
	rows kvRows
}

// NewKeyValues returns an empty list.
func NewKeyValues() *KeyValues {
	k := &KeyValues{}
	k.grid = NewGrid(&k.rows,
		Column{Small: true, Token: Dim})
	k.grid.Inset = 12
	k.grid.OnCopy = func(rows []int64) { k.copy(rows[0]) }
	k.grid.OnActivate = k.copy
	k.ExtendBaseWidget(k)
	return k
}

// Set replaces the heading and the lines.
func (k *KeyValues) Set(title string, rows []KeyValue) {
	k.rows.title, k.rows.lines = strings.ToUpper(title), rows
	k.grid.Refresh()
}

// Lines are the lines that are shown.
func (k *KeyValues) Lines() []KeyValue { return k.rows.lines }

// Grid is the list itself, for the focus.
func (k *KeyValues) Grid() *Grid { return k.grid }

func (k *KeyValues) copy(row int64) {
	if line, ok := k.rows.line(row); ok && k.OnCopy != nil {
		k.OnCopy(line)
	}
}

// CreateRenderer is called by Fyne.
func (k *KeyValues) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(k.grid)
}

// kvRows are the rows of the list: the heading and the lines.
type kvRows struct {
	title string
	lines []KeyValue
}

func (r *kvRows) Rows() int64 {
	return r.heads() + int64(len(r.lines))
}

// heads is how many rows come before the lines.
func (r *kvRows) heads() int64 {
	if r.title == "" {
		return 0
	}
	return 1
}

func (r *kvRows) line(row int64) (KeyValue, bool) {
	row -= r.heads()
	if row < 0 || row >= int64(len(r.lines)) {
		return KeyValue{}, false
	}
	return r.lines[row], true
}

func (r *kvRows) Cell(row int64, _ int) Cell {
	line, ok := r.line(row)
	if !ok {
		return Cell{Text: r.title, Section: true}
	}
	return Cell{Text: line.Key, End: line.Value, EndColor: line.Token}
}
