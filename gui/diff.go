package gui

import (
	"strconv"
	"strings"

	"smoothscope/gui/kit"
)

// diffLine is a line of a file that stays, goes or comes, or a gap between.
type diffLine struct {
	mark   string // come1, gone1, skipped or "" for a line that stays
	number int    // of the line, counted from 1, in the file that it is in
	text   string
}

const (
	come1   = "+"
	gone1   = "−"
	skipped = "⋯"
)

// diffModel is for the grid.
type diffModel []diffLine

// Rows is for the grid.
func (d diffModel) Rows() int64 { return int64(len(d)) }

// Cell is for the grid.
func (d diffModel) Cell(row int64, col int) kit.Cell {
	l := &d[row]
	token := map[string]kit.Token{come1: kit.OK, gone1: kit.Error, skipped: kit.Dim, "": kit.Dim}[l.mark]
	switch {
	case col == 0 && l.number > 0:
		return kit.Cell{Text: strconv.Itoa(l.number), Color: kit.Dim}
	case col == 1:
		return kit.Cell{Text: l.mark, Color: token}
	case col == 2:
		return kit.Cell{Text: l.text, Color: token}
	}
	return kit.Cell{}
}

// lines is rows as text.
func (d diffModel) lines(rows []int64) string {
	var all []string
	for _, r := range rows {
		all = append(all, d[r].mark+" "+d[r].text)
	}
	return strings.Join(all, "\n")
}

// diffLines compares two files.
func diffLines(old, now []byte) []diffLine {
	a, b := strings.Split(strings.ReplaceAll(string(old), "\r\n", "\n"), "\n"), strings.Split(strings.ReplaceAll(string(now), "\r\n", "\n"), "\n")
	if old == nil {
		a = nil
	}
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	to := 0
	for to < len(a)-from && to < len(b)-from && a[len(a)-1-to] == b[len(b)-1-to] {
		to++
	}
	var out []diffLine
	for i := max(0, from-3); i < from; i++ {
		out = append(out, diffLine{"", i + 1, a[i]})
	}
	for i := from; i < len(a)-to; i++ {
		out = append(out, diffLine{gone1, i + 1, a[i]})
	}
	for i := from; i < len(b)-to; i++ {
		out = append(out, diffLine{come1, i + 1, b[i]})
	}
	for i := len(b) - to; i < min(len(b), len(b)-to+3); i++ {
		out = append(out, diffLine{"", i + 1, b[i]})
	}
	return out
}
