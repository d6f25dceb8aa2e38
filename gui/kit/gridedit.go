package kit

import (
	"fyne.io/fyne/v2"
)

// gridEdit is the cell that is being edited.
type gridEdit struct {
	on    bool
	row   int64
	col   int
	was   string // what the entry began with
	busy  bool   // a commit is under way: the focus moves by itself
	entry *cellEntry
	note  *cellNote // what is wrong, below the entry
}

// Edit lays an entry over a cell, scrolled into view, and gives it the keys. It
// tells whether it did: not where Editable refuses the cell, nor while another
// cell holds what OnCommit refuses.
func (g *Grid) Edit(row int64, col int) bool {
	if g.Editable == nil || row < 0 || row >= g.rows() || col < 0 || col >= len(g.Columns) {
		return false
	}
	if !g.EndEdit(true) {
		g.focusEdit()
		return false
	}
	text, ok := g.Editable(row, col)
	if !ok || row >= g.rows() {
		return false
	}
	g.marks.set(row)
	g.cell = col
	g.ScrollTo(row)
	e := g.edit
	e.on, e.row, e.col, e.was = true, row, col, text
	e.entry.begin(text, g.Columns[col].Mono)
	e.note.say("")
	g.layEdit()
	g.focusEdit()
	if g.OnSelect != nil {
		g.OnSelect(row)
	}
	return true
}

// Editing tells which cell is being edited.
func (g *Grid) Editing() (row int64, col int, ok bool) { return g.edit.row, g.edit.col, g.edit.on }

// EditText changes what stands in the entry over the cell: for tests.
func (g *Grid) EditText(text string) { g.edit.entry.SetText(text) }

// EditError is what is said below the cell, "" where nothing is wrong.
func (g *Grid) EditError() string { return g.edit.note.text.Text }

// EndEdit ends the editing of a cell, if any: with its text, or without. It is
// false where OnCommit refuses the text: then the entry stays, with the reason
// below it. A text that is as it was is not committed.
func (g *Grid) EndEdit(commit bool) bool {
	e := g.edit
	if !e.on || e.busy {
		return true
	}
	if commit && e.entry.Text != e.was && g.OnCommit != nil {
		e.busy = true
		err := g.OnCommit(e.row, e.col, e.entry.Text)
		e.busy = false
		if err != nil {
			e.note.say(err.Error())
			g.layEdit()
			return false
		}
	}
	e.on = false
	e.note.say("")
	g.layEdit()
	g.redraw()
	return true
}

// leaveEdit ends the editing and gives the keys back to the rows.
func (g *Grid) leaveEdit(commit bool) bool {
	if !g.EndEdit(commit) {
		return false
	}
	focus(g)
	g.byKeys = true
	g.body.layAreas()
	return true
}

// submitEdit is Enter in the entry: on to the row below.
func (g *Grid) submitEdit() {
	from := g.edit.row
	if g.leaveEdit(true) {
		g.walk(g.settled(from)+1, 1)
	}
}

// settled is where the row that was edited is now: OnCommit selects it where
// the new text has moved it.
func (g *Grid) settled(row int64) int64 {
	if g.marks.row >= 0 {
		return g.marks.row
	}
	return row
}

// tabEdit is Tab in the entry: on to the next cell that can be edited, beyond
// the end of a row in the row below; by is -1 with Shift.
func (g *Grid) tabEdit(by int) {
	row, col := g.edit.row, g.edit.col
	if !g.EndEdit(true) {
		return
	}
	row = g.settled(row)
	for range 2 * len(g.Columns) {
		if col += by; col < 0 || col >= len(g.Columns) {
			row, col = row+int64(by), (col+len(g.Columns))%len(g.Columns)
		}
		if row < 0 || row >= g.rows() {
			break
		}
		if g.canEdit(row, col) {
			g.Edit(row, col)
			return
		}
	}
	focus(g)
}

// startEdit edits the chosen cell of a row, or the usual one where that cannot
// be edited.
func (g *Grid) startEdit(row int64) bool {
	col := g.chosen(row)
	return g.canEdit(row, col) && g.Edit(row, col)
}

// chosen is the column whose cell of a row would be edited.
func (g *Grid) chosen(row int64) int {
	if g.canEdit(row, g.cell) {
		return g.cell
	}
	return g.EditColumn
}

func (g *Grid) canEdit(row int64, col int) bool {
	if g.Editable == nil || row < 0 || row >= g.rows() || col < 0 || col >= len(g.Columns) {
		return false
	}
	_, ok := g.Editable(row, col)
	return ok
}

// stepCell moves the frame around a cell to the next one that can be edited.
func (g *Grid) stepCell(row int64, by int) {
	for col := g.chosen(row) + by; col >= 0 && col < len(g.Columns); col += by {
		if g.canEdit(row, col) {
			g.cell = col
			g.body.layAreas()
			return
		}
	}
}

// pointCell remembers which cell a click chose.
func (g *Grid) pointCell(x float32) {
	if g.Editable == nil {
		return
	}
	for col, at := range g.columnSpans(g.Size().Width) {
		if x < at.to && at.to > at.from {
			g.cell = col
			return
		}
	}
}

func (g *Grid) focusEdit() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g.edit.entry)
	}
}
