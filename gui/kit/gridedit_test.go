package kit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// sheet is rows whose texts can be edited, but for the first column.
type sheet struct {
	rows  [][]string
	grid  *Grid
	edits []string
}

func (s *sheet) Rows() int64                  { return int64(len(s.rows)) }
func (s *sheet) Cell(row int64, col int) Cell { return Cell{Text: s.rows[row][col]} }

func (s *sheet) commit(row int64, col int, text string) error {
	if text == "bad" {
		return errors.New("is no number")
	}
	s.edits = append(s.edits, fmt.Sprintf("%d,%d %s", row, col, text))
	s.rows[row][col] = text
	if text == "last" { // it moves to the end
		s.rows = append(slices.Delete(s.rows, int(row), int(row)+1), s.rows[row])
		s.grid.Refresh()
		s.grid.Select(s.Rows() - 1)
	}
	return nil
}

func newSheet(t *testing.T, n int) (*sheet, fyne.Canvas) {
	t.Helper()
	inDark(t)
	s := &sheet{}
	for i := range n {
		s.rows = append(s.rows, []string{fmt.Sprint(i), fmt.Sprintf("a%d", i), fmt.Sprintf("b%d", i)})
	}
	s.grid = NewGrid(s, Column{Title: "#", Width: 40}, Column{Title: "a", Width: 80}, Column{Title: "b"})
	s.grid.EditColumn = 2
	s.grid.Editable = func(row int64, col int) (string, bool) { return s.rows[row][col], col > 0 }
	s.grid.OnCommit = s.commit
	c := show(t, s.grid, 300, HeaderHeight+5*RowHeight)
	return s, c
}

// typing types into what has the focus.
func typing(c fyne.Canvas, text string) {
	for _, r := range text {
		c.Focused().TypedRune(r)
	}
}

func keyed(c fyne.Canvas, names ...fyne.KeyName) {
	for _, name := range names {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func TestCellsAreEditedByKeys(t *testing.T) {
	s, c := newSheet(t, 4)
	press(s.grid, 20, HeaderHeight+5, 0) // in the column that cannot be edited
	keyed(c, fyne.KeyF2)
	typing(c, "one")
	keyed(c, fyne.KeyReturn)
	if s.grid.Selected() != 1 || c.Focused() != s.grid {
		t.Errorf("row %d, focus %T", s.grid.Selected(), c.Focused())
	}
	keyed(c, fyne.KeyLeft, fyne.KeyReturn) // column a of row 1
	typing(c, "two")
	keyed(c, fyne.KeyTab)
	typing(c, "three")
	keyed(c, fyne.KeyTab) // row 2, column a
	typing(c, "dropped")
	keyed(c, fyne.KeyEscape)
	keyed(c, fyne.KeyF2)
	entry := c.Focused().(desktop.Keyable)
	entry.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	keyed(c, fyne.KeyTab) // back to row 1, column b, nothing changed
	if row, col, on := s.grid.Editing(); row != 1 || col != 2 || !on {
		t.Errorf("edits %d,%d %v", row, col, on)
	}
	keyed(c, fyne.KeyReturn)
	if got, want := strings.Join(s.edits, "; "), "0,2 one; 1,1 two; 1,2 three"; got != want {
		t.Errorf("commits %q, want %q", got, want)
	}
}

func TestRefusedTextStaysWithItsReason(t *testing.T) {
	s, c := newSheet(t, 4)
	s.grid.Edit(3, 1)
	s.grid.EditText("bad")
	keyed(c, fyne.KeyReturn)
	_, _, on := s.grid.Editing()
	if !on || s.grid.EditError() != "✕ is no number" || s.grid.edit.note.Hidden {
		t.Errorf("editing %v, says %q", on, s.grid.EditError())
	}
	if s.grid.Edit(0, 1) || c.Focused() != s.grid.edit.entry {
		t.Error("another cell is edited")
	}
	s.grid.EditText("good")
	press(s.grid, 150, HeaderHeight+5, 0) // elsewhere: that commits
	if got := strings.Join(s.edits, "; "); got != "3,1 good" || s.grid.EditError() != "" || s.grid.Selected() != 0 {
		t.Errorf("commits %q, says %q, row %d", got, s.grid.EditError(), s.grid.Selected())
	}
}

func TestEditingGoesWhereTheRowMoves(t *testing.T) {
	s, c := newSheet(t, 4)
	test.DoubleTap(s.grid) // nothing selected: nothing to edit
	s.grid.Edit(1, 1)
	s.grid.EditText("last")
	keyed(c, fyne.KeyTab)
	if row, col, on := s.grid.Editing(); row != 3 || col != 2 || !on {
		t.Errorf("edits %d,%d %v", row, col, on)
	}
	s.rows = s.rows[:2]
	s.grid.Refresh()
	if _, _, on := s.grid.Editing(); on || len(s.edits) != 1 {
		t.Errorf("edits a row that is gone: %v", s.edits)
	}
}

func TestTheEntryFollowsItsRow(t *testing.T) {
	s, _ := newSheet(t, 40)
	s.grid.Edit(2, 2)
	at := s.grid.edit.entry.Position().Y
	s.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -2)})
	if moved := at - s.grid.edit.entry.Position().Y; s.grid.edit.entry.Hidden || moved <= 0 {
		t.Errorf("moved by %v", moved)
	}
	s.grid.ScrollTo(39)
	if !s.grid.edit.entry.Hidden {
		t.Error("the entry is shown far from its row")
	}
}

func TestSelectRows(t *testing.T) {
	s, _ := newSheet(t, 10)
	s.grid.Multi = true
	marked := 0
	s.grid.OnMarked = func() { marked++ }
	s.grid.SelectRows([]int64{2, 4, 5, 70}, 4)
	if got := s.grid.SelectedRows(); !slices.Equal(got, []int64{2, 4, 5}) || s.grid.Selected() != 4 || marked != 0 {
		t.Errorf("%v, last %d, told %d times", got, s.grid.Selected(), marked)
	}
	s.grid.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := s.grid.SelectedRows(); len(got) != 10 || s.grid.Selected() != 4 || marked != 1 {
		t.Errorf("%v, last %d, told %d times", got, s.grid.Selected(), marked)
	}
}
