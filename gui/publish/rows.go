package publish

import (
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

func filterWords() []string {
	return []string{lang.L("All items"), lang.L("Failed only"), lang.L("Waiting only")}
}

// show lists the rows of a filter, from the top.
func (l *list) show(only filter) {
	if only < everything {
		return
	}
	l.only = only
	if l.filter.SelectedIndex() != int(only) {
		l.filter.SetSelectedIndex(int(only))
		return // that comes back here
	}
	l.sift()
	l.grid.SetModel(l)
	l.explain()
}

// sift finds the rows to show.
func (l *list) sift() {
	l.rows = nil
	if v := l.room.shown; v != nil && l.only != everything {
		l.rows = v.board.chosen(l.only)
	}
}

// row is the row of the board, -1 for none.
func (l *list) row(shown int64) int64 {
	if l.only == everything || shown < 0 {
		return shown
	}
	if shown >= int64(len(l.rows)) {
		return -1
	}
	return l.rows[shown]
}

// explain tells the selected row in full, where there is more to tell than a
// word.
func (l *list) explain() {
	v, row := l.room.shown, l.row(l.grid.Selected())
	var name, text string
	var token kit.Token
	if v != nil && row >= 0 {
		name, text, token = v.board.reason(row)
	}
	if token != kit.Error && token != kit.Warning {
		name, text = "", ""
	}
	if l.detail.tell(name, text, token) {
		l.object.Objects[0].Refresh()      // it shares the room with the rows
		l.grid.ScrollTo(l.grid.Selected()) // and may have come over the selected one
	}
}

// Rows is for the grid.
func (l *list) Rows() int64 {
	switch v := l.room.shown; {
	case v == nil:
		return 0
	case l.only != everything:
		return int64(len(l.rows))
	default:
		return v.board.Rows()
	}
}

// Cell is for the grid.
func (l *list) Cell(row int64, col int) kit.Cell {
	if v := l.room.shown; v != nil && col < len(l.columns) {
		return v.board.cell(l.row(row), l.columns[col])
	}
	return kit.Cell{}
}

func (l *list) copy(rows []int64) {
	text := ""
	if v := l.room.shown; v != nil {
		for _, row := range rows {
			text += v.board.line(l.row(row)) + "\n"
		}
	}
	l.room.OnCopy(text)
}

// follow keeps what is being sent in view, unless somebody reads elsewhere.
func (l *list) follow(row int64) {
	if l.only == everything && l.grid.Selected() < 0 {
		l.grid.ScrollTo(row)
	}
}
