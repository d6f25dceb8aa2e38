package explorer

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// textPane shows the lines of a file that holds text.
type textPane struct {
	room *Room
	grid *kit.Grid
	doc  *doc // whose lines these are
}

func newTextPane(r *Room) *textPane {
	p := &textPane{room: r}
	p.grid = kit.NewGrid(p,
		kit.Column{Title: lang.L("line"), Width: 52, Align: fyne.TextAlignTrailing, Mono: true, Small: true, Token: kit.Dim},
		kit.Column{Width: 14},
		kit.Column{Title: lang.L("text"), Mono: true, Small: true},
	)
	p.grid.Header = true
	p.grid.Multi = true
	p.grid.OnSelect = func(row int64) {
		if l := p.lines(); row < int64(len(l)) {
			r.choose(Selection{Node: -1, From: l[row].from, To: l[row].to})
		}
	}
	p.grid.OnCopy = func(rows []int64) {
		text := ""
		for _, row := range rows {
			text += p.lines()[row].text + "\n"
		}
		r.OnCopy(text)
	}
	p.grid.OnMenu = func(_ int64, pos fyne.Position) { r.OnMenu(pos) }
	return p
}

func (p *textPane) lines() []line {
	if p.room.doc == nil {
		return nil
	}
	return p.room.doc.lines
}

func (p *textPane) dress(d *doc) {
	if p.doc == d {
		p.grid.Refresh()
		return
	}
	p.doc = d
	p.grid.SetModel(p)
}

func (p *textPane) show(sel Selection) {
	lines := p.lines()
	row, found := slices.BinarySearchFunc(lines, sel.From, func(l line, off int64) int {
		switch {
		case l.to <= off:
			return -1
		case l.from > off:
			return 1
		}
		return 0
	})
	if found && sel.To > sel.From {
		p.grid.Select(int64(row))
	}
}

// Rows is for the grid.
func (p *textPane) Rows() int64 { return int64(len(p.lines())) }

// Cell is for the grid.
func (p *textPane) Cell(row int64, col int) kit.Cell {
	if row >= int64(len(p.lines())) {
		return kit.Cell{}
	}
	switch col {
	case 0:
		return kit.Cell{Text: strconv.FormatInt(row+1, 10)}
	case 2:
		return kit.Cell{Text: p.lines()[row].text}
	}
	return kit.Cell{}
}
