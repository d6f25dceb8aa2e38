package kit

import (
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// tape is a model whose rows are numbers that come and go.
type tape struct{ from, to int64 }

func (m *tape) Rows() int64 { return m.to - m.from }
func (m *tape) Cell(row int64, _ int) Cell {
	return Cell{Text: strconv.FormatInt(m.from+row, 10)}
}

func TestRowsThatGoLeaveTheOthersWhereTheyAre(t *testing.T) {
	inDark(t)
	m := &tape{to: 1000}
	g := NewGrid(m, Column{Title: "n"})
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(200, 300))
	g.Multi = true
	g.ScrollTo(500)
	g.marks.set(502)
	g.marks.extend(504)
	before, top := g.Shown(), m.from+g.TopRow()
	if g.AtEnd() {
		t.Error("the middle is the end")
	}
	m.from, m.to = m.from+100, m.to+100
	g.Dropped(100)
	if !slices.Equal(g.Shown(), before) || m.from+g.TopRow() != top {
		t.Errorf("shows %v, before %v", g.Shown(), before)
	}
	if rows := g.SelectedRows(); !slices.Equal(rows, []int64{402, 403, 404}) || g.Selected() != 404 {
		t.Errorf("selected %v", rows)
	}
	m.from = m.to - 10
	g.Dropped(890)
	if g.Selected() >= 0 || g.TopRow() != 0 || !g.AtEnd() {
		t.Errorf("selected %d, top %d", g.Selected(), g.TopRow())
	}
}

func TestTheEndStaysInViewWhenTheHeightChanges(t *testing.T) {
	inDark(t)
	g := NewGrid(&tape{to: 1000}, Column{Title: "n"})
	g.KeepEnd = true
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(200, 300))
	for _, at := range []int64{999, 500} {
		g.ScrollTo(at)
		w.Resize(fyne.NewSize(200, 200))
		if g.AtEnd() != (at == 999) {
			t.Errorf("from row %d the end is in view %v", at, g.AtEnd())
		}
		w.Resize(fyne.NewSize(200, 300))
	}
}

func TestTheWayUpBeginsAtTheEnd(t *testing.T) {
	inDark(t)
	g := NewGrid(&tape{to: 1000}, Column{Title: "n"})
	g.KeepEnd = true
	test.NewTempWindow(t, g).Resize(fyne.NewSize(200, 300))
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if g.Selected() != 999 {
		t.Errorf("Up selects row %d first", g.Selected())
	}
}

func TestSingleSelectionMovesWithItsRow(t *testing.T) {
	m := gridMarks{}
	m.set(7)
	m.toggle(9)
	m.drop(8)
	if rows := m.rows(); !slices.Equal(rows, []int64{1}) {
		t.Errorf("rows %v", rows)
	}
	m.drop(2)
	if m.row != -1 || len(m.rows()) != 0 {
		t.Errorf("row %d, rows %v", m.row, m.rows())
	}
}
