package checks

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
)

// facts are the figures of a finding. A row with a place leads there.
type facts struct {
	room *Room
	grid *kit.Grid
	rows []fact
	of   *check.Finding
}

type fact struct {
	name, value string
	place       *check.Place
}

func newFacts(r *Room) *facts {
	f := &facts{room: r}
	f.grid = kit.NewGrid(f, kit.Column{Width: 92, Token: kit.Dim, Small: true}, kit.Column{Mono: true, Least: 120})
	f.grid.Surface = kit.Panel
	f.grid.OnSelect = func(row int64) { f.pick(row, false) }
	f.grid.OnActivate = func(row int64) { f.pick(row, true) }
	f.grid.OnCopy = func(rows []int64) { r.OnCopy(f.rows[rows[0]].value) }
	return f
}

func (f *facts) pick(row int64, open bool) {
	if row >= 0 && row < int64(len(f.rows)) && f.rows[row].place != nil {
		f.room.OnPick(f.of, *f.rows[row].place, open)
	}
}

// Rows is for the grid.
func (f *facts) Rows() int64 { return int64(len(f.rows)) }

// Cell is for the grid.
func (f *facts) Cell(row int64, col int) kit.Cell {
	if row < 0 || row >= int64(len(f.rows)) {
		return kit.Cell{}
	}
	one := f.rows[row]
	if col == 0 {
		return kit.Cell{Text: one.name}
	}
	cell := kit.Cell{Text: one.value}
	if one.place != nil {
		cell.Color = kit.Accent
	}
	return cell
}

// tell lists what is known of a finding.
func (f *facts) tell(one *check.Finding, r *check.Report) {
	f.of, f.rows = one, nil
	add := func(name, value string) {
		if value != "" {
			f.rows = append(f.rows, fact{name: name, value: value})
		}
	}
	add(lang.L("stream"), stream(r, one.Place))
	f.rows = append(f.rows, placeFact(lang.L("chunk"), r, one.Place)...)
	add(lang.L("file"), one.File)
	add(lang.L("bytes"), bytesOf(one.Place))
	if fits(one.Measured) && fits(one.Expected) {
		add(lang.L("measured"), one.Measured)
		add(lang.L("expected"), one.Expected)
	}
	if one.Off.Ticks != 0 {
		add(lang.L("off by"), off(one.Off))
	}
	for i, p := range one.More {
		name := ""
		if i == 0 {
			name = lang.L("also at")
		}
		f.rows = append(f.rows, placeFact(name, r, p)...)
	}
	if left := one.Count - 1 - len(one.More); left > 0 {
		add("", lang.L("and {{.Count}} more", count(left)))
	}
	f.grid.SetModel(f)
}

// placeFact leads to a chunk, or to bytes.
func placeFact(name string, r *check.Report, p check.Place) []fact {
	if p.Chunk < 0 && p.Offset < 0 || p.File == "" && p.Chunk < 0 {
		return nil
	}
	text := bytesOf(p)
	if p.Chunk >= 0 {
		text = fmt.Sprintf("%d", p.Chunk)
		if at := moment(r, p); at != "" {
			text += " · " + at
		}
	} else if name == lang.L("chunk") {
		return nil
	}
	return []fact{{name: name, value: text, place: &p}}
}

func bytesOf(p check.Place) string {
	if p.File == "" || p.Offset < 0 {
		return ""
	}
	if p.Size <= 0 {
		return fmt.Sprintf("0x%x", p.Offset)
	}
	return fmt.Sprintf("0x%x–0x%x", p.Offset, p.Offset+p.Size-1)
}
