package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Column is a column of a grid.
type Column struct {
	Title string
	Width float32 // zero shares the room that is left
	Align fyne.TextAlign
	Mono  bool
	Small bool  // 12 instead of 13
	Token Token // of cells that name none
}

// Disclosure is the triangle before a cell that has children.
type Disclosure int

const (
	NoDisclosure Disclosure = iota
	Closed
	Opened
)

// Cell is what a grid shows in one place. The zero value is empty.
type Cell struct {
	Text       string
	Dim        string // a second text after Text, in dim
	Mono       bool   // Text in mono, whatever the column says
	Bold       bool
	Color      Token // of Text
	DimColor   Token // of Dim
	Mark       Token // a small round before the text
	Bar        Token // the bar of a category before the text
	Indent     int   // levels, 16 each
	Disclosure Disclosure
	Section    bool // a heading: small, bold, spaced, dim; cannot be selected
}

// GridModel is what a grid shows. Both methods must be quick: they run while
// drawing.
type GridModel interface {
	Rows() int64
	Cell(row int64, col int) Cell
}

// Grid shows rows of cells: trees, tables and lists. It asks its model only
// for the rows in view and holds any number of them.
type Grid struct {
	widget.BaseWidget

	Columns   []Column
	Header    bool
	RowHeight float32 // RowHeight when zero
	Surface   Token   // Background when empty
	Multi     bool    // Shift and Ctrl select several rows

	OnSelect   func(row int64)                    // by hand, not by Select
	OnActivate func(row int64)                    // Enter or a double click
	OnToggle   func(row int64)                    // the triangle, Left or Right
	OnParent   func(row int64)                    // Left on a closed row
	OnMenu     func(row int64, pos fyne.Position) // pos on the canvas; row -1 beside the rows
	OnCopy     func(rows []int64)

	model    GridModel
	selected int64
}

// NewGrid returns a grid without a header and with nothing selected.
func NewGrid(model GridModel, columns ...Column) *Grid {
	g := &Grid{model: model, Columns: columns, selected: -1}
	g.ExtendBaseWidget(g)
	return g
}

// SetModel shows other rows from the top with nothing selected.
func (g *Grid) SetModel(model GridModel) {
	g.model, g.selected = model, -1
	g.Refresh()
}

// Selected is the selected row, -1 without one.
func (g *Grid) Selected() int64 { return g.selected }

// SelectedRows are all selected rows in order.
func (g *Grid) SelectedRows() []int64 {
	if g.selected < 0 {
		return nil
	}
	return []int64{g.selected}
}

// Select selects a row (-1: none) and scrolls it into view, without OnSelect.
func (g *Grid) Select(row int64) {
	g.selected = row
	g.Refresh()
}

// ScrollTo brings a row into view.
func (g *Grid) ScrollTo(row int64) { g.Refresh() }

// CreateRenderer is called by Fyne.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Gap(80, 60))
}
