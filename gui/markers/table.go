package markers

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// table is the markers as rows. It is also the layout around its grid.
type table struct {
	room    *Room
	grid    *kit.Grid
	rows    []*row // those that the filter lets through
	columns []column
	width   float32
}

// column is a column and what it shows.
type column struct {
	kit.Column
	cell func(*row) kit.Cell
	text func(*row) (string, bool) // what an edit of it begins with; nil: it cannot be edited
	set  func(*row, string) (marker.Marker, error)
	what string // is changed by it
}

func newTable(r *Room) *table {
	t := &table{room: r}
	t.grid = kit.NewGrid(t)
	t.grid.Header, t.grid.Multi = true, true
	t.grid.OnSelect = func(int64) { t.picked() }
	t.grid.OnMarked = func() {
		r.bar.able()
		r.OnStatus(r.summary())
	}
	t.grid.Editable = t.editable
	t.grid.OnCommit = t.commit
	t.grid.OnActivate = func(int64) { r.detail.focus() }
	t.grid.OnCopy = func([]int64) { r.copyRows() }
	t.grid.OnMenu = t.menu
	t.grid.OnKey = r.key
	t.grid.OnShortcut = r.shortcut
	t.fit(1200)
	return t
}

// Rows is for the grid.
func (t *table) Rows() int64 { return int64(len(t.rows)) }

// Cell is for the grid.
func (t *table) Cell(at int64, col int) kit.Cell {
	r := t.at(at)
	if r == nil || col >= len(t.columns) {
		return kit.Cell{}
	}
	return t.columns[col].cell(r)
}

func (t *table) at(row int64) *row {
	if row < 0 || row >= int64(len(t.rows)) {
		return nil
	}
	return t.rows[row]
}

// chosen is the marker of the selected row, nil without one.
func (t *table) chosen() *row { return t.at(t.grid.Selected()) }

// selected are the markers of all selected rows.
func (t *table) selected() []*row {
	var all []*row
	for _, at := range t.grid.SelectedRows() {
		if r := t.at(at); r != nil {
			all = append(all, r)
		}
	}
	return all
}

// forget begins with another asset.
func (t *table) forget() {
	t.rows = nil
	t.grid.SetModel(t)
}

// show lists the markers that the filter lets through. What is selected stays
// so: the same marker, or the one that has become of it, or else the one in its
// place.
func (t *table) show() {
	before := t.selected()
	last, at := t.chosen(), t.grid.Selected()
	t.rows = t.rows[:0:0]
	for i := range t.room.view.rows {
		if r := &t.room.view.rows[i]; t.room.bar.lets(r) {
			t.rows = append(t.rows, r)
		}
	}
	t.grid.Empty = t.room.emptyWords()
	t.grid.Header = len(t.room.view.rows) > 0
	t.grid.Refresh()
	now := map[identity]int64{}
	for i := len(t.rows) - 1; i >= 0; i-- {
		now[t.rows[i].identity()] = int64(i)
	}
	var rows []int64
	for _, r := range before {
		if found := t.find(r, now); found >= 0 {
			rows = append(rows, found)
		}
	}
	place := int64(-1)
	if last != nil {
		place = t.find(last, now)
	}
	switch {
	case len(rows) > 0 && place >= 0:
		t.grid.SelectRows(rows, place)
	case len(t.rows) == 0:
		t.grid.Select(-1)
	case len(rows) > 0:
		t.grid.Select(rows[0])
	default:
		t.grid.Select(min(max(0, at), int64(len(t.rows)-1)))
	}
}

// find is the row of a marker, of what it has become, -1 without one; now are
// the rows by what tells them.
func (t *table) find(r *row, now map[identity]int64) int64 {
	if at, ok := now[r.identity()]; ok {
		return at
	}
	same := func(what func(*row) bool) int64 { return int64(slices.IndexFunc(t.rows, what)) }
	if at := same(func(o *row) bool { return o.time() == r.time() && strings.EqualFold(o.Stream, r.Stream) }); at >= 0 {
		return at
	}
	return same(func(o *row) bool { return o.ID == r.ID && o.Text == r.Text && strings.EqualFold(o.Stream, r.Stream) })
}

// choose selects markers by what tells them from others.
func (t *table) choose(ids []identity) {
	wanted := map[identity]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var rows []int64
	for i, r := range t.rows {
		if wanted[r.identity()] {
			rows = append(rows, int64(i))
		}
	}
	if len(rows) > 0 {
		t.grid.SelectRows(rows, rows[0])
		t.grid.ScrollTo(rows[0])
	}
}

// picked follows a choice by hand.
func (t *table) picked() {
	t.room.cursor = nil // what comes next goes behind this one
	if r := t.chosen(); r != nil && t.room.detail.text.dirty() {
		id := r.identity()
		t.room.detail.text.save() // which shows the rows anew
		t.choose([]identity{id})
	}
	t.room.tell()
	t.room.OnStatus(t.room.summary())
	if r := t.chosen(); r != nil {
		t.room.OnPick(r.At.Stream, r.At.Chunk)
	}
}

// editable is for the grid.
func (t *table) editable(at int64, col int) (string, bool) {
	r := t.at(at)
	if r == nil || col >= len(t.columns) || t.columns[col].text == nil || !t.room.editable() {
		return "", false
	}
	return t.columns[col].text(r)
}

// commit is for the grid: a cell has another text.
func (t *table) commit(at int64, col int, text string) error {
	r := t.at(at)
	if r == nil || col >= len(t.columns) || t.columns[col].set == nil {
		return errors.New(lang.L("it cannot be changed"))
	}
	m, err := t.columns[col].set(r, text)
	if err != nil {
		return t.room.whyNot(err)
	}
	return t.room.replace(t.columns[col].what, m)
}

// menu is what can be done with the rows.
func (t *table) menu(_ int64, pos fyne.Position) {
	t.room.OnMenu(t.room.menuOf(t.room.commands()), pos)
}

// key is for the grid: what its rows have no use for.
func (r *Room) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyInsert:
		return r.try(r.addBreak)
	case fyne.KeyDelete, fyne.KeyBackspace:
		return r.try(r.remove)
	case fyne.KeyEscape:
		if r.strip.opened() {
			r.strip.close()
			return true
		}
	}
	return false
}

// shortcut is for the grid.
func (r *Room) shortcut(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutCut:
		r.copyRows()
		return r.try(r.remove)
	case *fyne.ShortcutPaste:
		text := ""
		if s.Clipboard != nil {
			text = s.Clipboard.Content()
		}
		return r.try(func() { r.pasteText(text) })
	case *desktop.CustomShortcut:
		if s.KeyName == fyne.KeyD && s.Modifier == fyne.KeyModifierShortcutDefault {
			return r.try(r.duplicate)
		}
	}
	return false
}

// try does something where anything may be changed, else says why not.
func (r *Room) try(do func()) bool {
	if !r.editable() {
		r.OnStatus(r.why)
		return true
	}
	do()
	return true
}
