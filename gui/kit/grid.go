package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Column is a column of a grid.
type Column struct {
	Title string
	Width float32 // zero shares the room that is left
	Align fyne.TextAlign
	Mono  bool
	Small bool    // 12 instead of 13; mono outside of a tree is always 12
	Tree  bool    // leaves room for the triangle in every row
	Token Token   // of cells that name none
	Least float32 // of a column that shares, 40 when zero, 120 in a tree
	Lead  float32 // room before the text, as behind a column of numbers
	Tail  bool    // a text that is too long loses its start instead of its end
}

// Disclosure is the triangle before a cell that has children.
type Disclosure int

// A cell has no triangle, or one that says whether its children are shown.
const (
	NoDisclosure Disclosure = iota
	Closed
	Opened
)

// Cell is what a grid shows in one place. The zero value is empty.
type Cell struct {
	Text       string
	Pieces     []Piece    // in place of Text and Dim, of a text that does not look alike throughout
	Dim        string     // a second text after Text, in dim
	End        string     // a text at the end of the cell, small and mono
	EndWords   bool       // End is words, and not in mono
	EndColor   Token      // of End, Text when empty
	Mono       bool       // Text in mono, whatever the column says
	Bold       bool       // Text in bold
	Color      Token      // of Text
	DimColor   Token      // of Dim, Dim when empty
	Mark       Token      // a small disc before the text
	Bar        Token      // the bar of a category before the text
	Indent     int        // levels, 16 each
	Disclosure Disclosure // counts in the first column only
	Section    bool       // a heading: small, bold, spaced, dim; cannot be selected
}

// GridModel is what a grid shows. Both methods must be quick and run on the UI
// goroutine. Cell is asked for the rows in view only.
type GridModel interface {
	Rows() int64
	Cell(row int64, col int) Cell
}

// Grid shows rows of cells: trees, tables and lists. It holds any number of
// rows and asks its model only for those in view.
//
// Keys: Up, Down, PageUp, PageDown, Home, End; Left and Right close, open and
// walk in trees, and choose a cell where cells can be edited; Enter activates or
// edits, F2 edits, Space opens or closes; Shift extends and Ctrl+A selects all
// where Multi allows; Ctrl+C copies.
type Grid struct {
	widget.BaseWidget

	Columns   []Column
	Header    bool
	RowHeight float32 // 22 when zero
	Surface   Token   // Background when empty
	Inset     float32 // before the first and after the last column, 10 when zero
	Multi     bool    // Shift and Ctrl select several rows
	Empty     string  // said in the middle while there are no rows
	KeepEnd   bool    // who sees the last row goes on seeing it when the height changes

	OnSelect   func(row int64)                    // by hand, not by Select
	OnActivate func(row int64)                    // Enter or a double click
	OnToggle   func(row int64)                    // the triangle, Space, Left or Right
	OnMenu     func(row int64, pos fyne.Position) // pos on the canvas; row -1 beside the rows
	OnCopy     func(rows []int64)                 // Ctrl+C, in order
	OnResize   func(col int, width float32)       // a column's border was dragged
	OnMarked   func()                             // by hand: other rows are selected than before

	// OnKey and OnShortcut are offered what the rows have no use for, before the
	// window is; true means that it is done with. An entry over a cell keeps all
	// keys and shortcuts to itself.
	OnKey      func(fyne.KeyName) bool
	OnShortcut func(fyne.Shortcut) bool

	// Editable tells whether a cell can be edited in place and what the entry
	// over it begins with. Where it is set, Enter, F2 and a double click edit the
	// chosen cell (Left, Right or a click choose it), and OnActivate is called
	// where no cell of the row can be edited. In the entry Enter commits and goes
	// down, Tab and Shift+Tab to the next cell, Escape leaves it as it was;
	// leaving it in any other way commits.
	Editable func(row int64, col int) (text string, ok bool)
	// OnCommit takes the new text of a cell. An error keeps the entry, and is said
	// below it. Where the row has moved, it calls Select with its new place.
	OnCommit   func(row int64, col int, text string) error
	EditColumn int  // that is edited where no other was chosen
	LineBreak  rune // that Shift+Enter types into a cell, 0 for none

	model    GridModel
	marks    gridMarks
	scroll   scroller
	sections []int64 // rows that are headings, where there are few rows
	hover    int64
	focused  bool
	byKeys   bool // the last input came from the keyboard: show the focus
	cell     int  // the column of the cell that was chosen for editing, -1 before
	edit     *gridEdit
	wanted   int64 // a row to show once there is a size, -1 without one
	body     *gridBody
	head     *gridHeader
	bar      *scrollbar
}

var (
	_ fyne.Focusable      = (*Grid)(nil)
	_ fyne.Scrollable     = (*Grid)(nil)
	_ fyne.DoubleTappable = (*Grid)(nil)
	_ fyne.Shortcutable   = (*Grid)(nil)
	_ desktop.Mouseable   = (*Grid)(nil)
	_ desktop.Hoverable   = (*Grid)(nil)
)

// NewGrid returns a grid with nothing selected. It has a header when a column
// has a title. The model may be nil.
func NewGrid(model GridModel, columns ...Column) *Grid {
	g := &Grid{model: model, Columns: columns, hover: -1, wanted: -1, cell: -1}
	g.marks.clear()
	for _, c := range columns {
		g.Header = g.Header || c.Title != ""
	}
	g.bar = newScrollbar(&g.scroll, g.redraw)
	g.body = newGridBody(g)
	g.head = newGridHeader(g)
	g.edit = &gridEdit{entry: newCellEntry(g), note: newCellNote()}
	g.ExtendBaseWidget(g)
	return g
}

// SetModel shows other rows from the top with nothing selected.
func (g *Grid) SetModel(model GridModel) {
	g.EndEdit(false)
	g.model = model
	g.marks.clear()
	g.scroll.to(0)
	g.Refresh()
}

// Selected is the selected row, the last one chosen of several, -1 without one.
func (g *Grid) Selected() int64 { return g.marks.row }

// SelectedRows are all selected rows in order.
func (g *Grid) SelectedRows() []int64 { return g.marks.rows() }

// Select selects a row (-1: none) and scrolls it into view, without OnSelect.
func (g *Grid) Select(row int64) {
	if row < 0 || row >= g.rows() {
		g.marks.clear()
		g.redraw()
		return
	}
	g.marks.set(row)
	g.ScrollTo(row)
}

// SelectRows selects several rows, row the last one chosen among them, without
// OnSelect and without scrolling.
func (g *Grid) SelectRows(rows []int64, row int64) {
	g.marks.these(rows, row, g.rows())
	g.redraw()
}

// ScrollTo brings a row into view, moving as little as possible when it is
// near and with some room around it when it is far.
func (g *Grid) ScrollTo(row int64) {
	g.measure()
	if row < 0 || row >= g.rows() {
		return
	}
	if g.scroll.view <= 0 {
		g.wanted = row
		return
	}
	g.scroll.showNear(g.offset(row), g.scroll.height)
	g.redraw()
}

// showWanted does what ScrollTo could not do before the first layout.
func (g *Grid) showWanted() {
	if row := g.wanted; row >= 0 && g.Size().Height > g.headerHeight() {
		g.wanted = -1
		g.ScrollTo(row)
	}
}

// TopRow is the first row in view.
func (g *Grid) TopRow() int64 { return g.rowAt(g.scroll.pos()) }

// Shown is the text of the rows in view as it is drawn, cut where it is cut,
// one line a row and a tab between pieces: for tests and for copying a page.
func (g *Grid) Shown() []string { return g.body.lines() }

// Refresh asks the model again for what is in view.
func (g *Grid) Refresh() {
	if n := g.rows(); g.marks.row >= n {
		g.marks.clear()
	}
	if g.edit.on && g.edit.row >= g.rows() {
		g.EndEdit(false)
	}
	g.measure()
	g.BaseWidget.Refresh()
}

// redraw draws the rows in view again, without the header.
func (g *Grid) redraw() {
	g.measure()
	g.body.Refresh()
	g.bar.Refresh()
	g.layEdit()
}

func (g *Grid) rows() int64 {
	if g.model == nil {
		return 0
	}
	return g.model.Rows()
}

func (g *Grid) surface() Token {
	if g.Surface == "" {
		return Background
	}
	return g.Surface
}

func (g *Grid) inset() float32 {
	if g.Inset == 0 {
		return 10
	}
	return g.Inset
}

func (g *Grid) headerHeight() float32 {
	if !g.Header {
		return 0
	}
	return HeaderHeight
}

// CreateRenderer is called by Fyne.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return &gridRenderer{grid: g, objects: []fyne.CanvasObject{g.body, g.head, g.bar, g.edit.entry, g.edit.note}}
}

type gridRenderer struct {
	grid    *Grid
	objects []fyne.CanvasObject
}

func (r *gridRenderer) MinSize() fyne.Size { return fyne.NewSize(80, 3*RowHeight) }

func (r *gridRenderer) Layout(size fyne.Size) {
	g := r.grid
	defer g.keepEnd(g.scroll.atEnd())
	top := g.headerHeight()
	g.head.Hidden = !g.Header
	g.head.Resize(fyne.NewSize(size.Width, top))
	g.body.Move(fyne.NewPos(0, top))
	g.body.Resize(fyne.NewSize(size.Width, max(0, size.Height-top)))
	g.bar.Move(fyne.NewPos(size.Width-barRoom, top))
	g.bar.Resize(fyne.NewSize(barRoom, max(0, size.Height-top)))
	g.redraw()
	g.showWanted()
}

func (r *gridRenderer) Refresh() {
	r.Layout(r.grid.Size())
	r.grid.head.Refresh()
}

func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *gridRenderer) Destroy()                     {}
