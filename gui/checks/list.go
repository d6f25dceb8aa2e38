package checks

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
)

// list is findings as rows. It is also the layout around its grid.
type list struct {
	room   *Room
	grid   *kit.Grid
	rows   []*check.Finding
	width  float32
	narrow bool
}

func newList(r *Room) *list {
	l := &list{room: r}
	l.grid = kit.NewGrid(l)
	l.grid.Header = true
	l.grid.OnSelect = func(row int64) { r.pick(l.at(row), false) }
	l.grid.OnActivate = func(row int64) { r.pick(l.at(row), true) }
	l.grid.OnCopy = func(rows []int64) { r.OnCopy(l.text(rows)) }
	l.grid.OnMenu = l.menu
	l.fit(1200)
	return l
}

// narrow is the width below which the likely cause is left to the details.
const narrow = 820

// fit chooses the columns that a width has room for.
func (l *list) fit(width float32) {
	l.width, l.narrow = width, width < narrow
	l.grid.Columns = []kit.Column{
		{Title: "", Width: 92},
		{Title: lang.L("rule"), Width: 148, Mono: true},
		{Title: lang.L("what"), Least: 240},
	}
	if !l.narrow {
		l.grid.Columns = append(l.grid.Columns, kit.Column{Title: lang.L("likely cause"), Width: width * 0.27, Token: kit.Dim})
	}
	l.grid.Refresh()
}

// Layout is for Fyne: the columns follow the width.
func (l *list) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width != l.width {
		l.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (l *list) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// show lists findings.
func (l *list) show(rows []*check.Finding) {
	l.rows = rows
	l.grid.SetModel(l)
}

// Rows is for the grid.
func (l *list) Rows() int64 { return int64(len(l.rows)) }

func (l *list) at(row int64) *check.Finding {
	if row < 0 || row >= int64(len(l.rows)) {
		return nil
	}
	return l.rows[row]
}

// Cell is for the grid.
func (l *list) Cell(row int64, col int) kit.Cell {
	f := l.at(row)
	if f == nil {
		return kit.Cell{}
	}
	switch col {
	case 0:
		token := Token(f.Severity)
		return kit.Cell{Text: severityWord(f.Severity), Color: token, Mark: token}
	case 1:
		return kit.Cell{Text: f.Rule}
	case 2:
		cell := kit.Cell{Text: report.Sentence(f.Message)}
		if f.Count > 1 {
			cell.Dim = lang.L("{{.Count}} places", count(f.Count))
		}
		return cell
	}
	return kit.Cell{Text: cause(f)}
}

// selected is the finding of the selected row, nil without one.
func (l *list) selected() *check.Finding { return l.at(l.grid.Selected()) }

// mark selects the finding of a key, none where it is not listed.
func (l *list) mark(key string) {
	if f := l.selected(); f != nil && keyOf(f) == key {
		return
	}
	l.grid.Select(int64(slices.IndexFunc(l.rows, func(f *check.Finding) bool { return keyOf(f) == key })))
}

func (l *list) has(f *check.Finding) bool { return slices.Contains(l.rows, f) }

// reveal keeps the selected row in view when the room for rows changes.
func (l *list) reveal() { l.grid.ScrollTo(l.grid.Selected()) }

// text is rows for the clipboard.
func (l *list) text(rows []int64) string {
	var b strings.Builder
	for _, row := range rows {
		if f := l.at(row); f != nil {
			b.WriteString(report.FindingText(l.room.state.Report, f))
		}
	}
	return b.String()
}

// menu is what can be done with a finding.
func (l *list) menu(row int64, pos fyne.Position) {
	f := l.at(row)
	if f == nil {
		return
	}
	r := l.room
	var items []*fyne.MenuItem
	if f.File != "" {
		items = append(items, fyne.NewMenuItem(lang.L("Show the bytes"), func() { r.OnPick(f, f.Place, true) }))
	}
	if r.CanPlay(f.Place) {
		items = append(items, fyne.NewMenuItem(lang.L("Play from here"), func() { r.OnPlay(f.Place) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	items = append(items,
		fyne.NewMenuItem(lang.L("Copy the finding"), func() { r.OnCopy(report.FindingText(r.state.Report, f)) }),
		fyne.NewMenuItem(lang.L("Copy the report"), r.head.copyAll))
	r.OnMenu(fyne.NewMenu("", items...), pos)
}
