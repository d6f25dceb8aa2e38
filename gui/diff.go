package gui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
	"smoothscope/tasks/edit"
)

// diffLine is a line of a file that stays, goes or comes, or the gap between
// two places that change.
type diffLine struct {
	mark     string
	old, now int // its number in each version, 0 where it is not in that
	text     string
}

// The marks of lines; those that stay have none.
const (
	comes   = "+"
	goes    = "−"
	skipped = "⋯"
)

// diffLines is what changes in a manifest, with how many lines go and come.
func diffLines(d edit.Diff) []diffLine {
	var lines []diffLine
	for i, h := range d.Hunks {
		if i > 0 || h.Old > 1 {
			lines = append(lines, diffLine{mark: skipped})
		}
		for _, l := range h.Lines {
			one := diffLine{old: l.Old, now: l.New, text: strings.ReplaceAll(l.Text, "\t", "    ")}
			switch l.Kind {
			case edit.ComeLine:
				one.mark = comes
			case edit.GoneLine:
				one.mark = goes
			case edit.KeptLine:
			}
			lines = append(lines, one)
		}
	}
	return lines
}

// diffModel is for the grid.
type diffModel []diffLine

// diffColumns are those of the grid: the number in the file as it is and as it
// would be, the mark, and the line.
func diffColumns() []kit.Column {
	number := kit.Column{Width: 52, Align: fyne.TextAlignTrailing, Mono: true, Small: true}
	return []kit.Column{number, number, {Width: 26, Mono: true, Align: fyne.TextAlignCenter}, {Mono: true}}
}

// Rows is for the grid.
func (d diffModel) Rows() int64 { return int64(len(d)) }

// Cell is for the grid.
func (d diffModel) Cell(row int64, col int) kit.Cell {
	l := &d[row]
	token := kit.Dim
	switch l.mark {
	case comes:
		token = kit.OK
	case goes:
		token = kit.Error
	}
	switch col {
	case 0:
		return kit.Cell{Text: numbered(l.old), Color: kit.Dim}
	case 1:
		return kit.Cell{Text: numbered(l.now), Color: kit.Dim}
	case 2:
		return kit.Cell{Text: l.mark, Color: token}
	}
	return kit.Cell{Text: l.text, Color: token}
}

func numbered(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// lines is rows as text.
func (d diffModel) lines(rows []int64) string {
	var all []string
	for _, r := range rows {
		all = append(all, strings.TrimSpace(d[r].mark+" "+d[r].text))
	}
	return strings.Join(all, "\n")
}
