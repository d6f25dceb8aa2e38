package offsets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// column is one column of the table.
type column struct {
	title  string
	width  float32 // where there is room; 0 takes what is left
	small  float32 // where there is little; 0 leaves the column out
	number bool
	dim    bool
	cell   func(Entry) kit.Cell
}

// columns lists all of them.
func columns() []column {
	text := func(get func(Entry) string) func(Entry) kit.Cell {
		return func(e Entry) kit.Cell { return kit.Cell{Text: get(e)} }
	}
	return []column{
		{title: lang.L("type"), width: 76, small: 70, cell: func(e Entry) kit.Cell { return kit.Cell{Text: e.Type, Mark: mark(e.Type)} }},
		{title: lang.L("stream"), width: 104, cell: text(func(e Entry) string { return e.Stream })},
		{title: lang.L("bitrate"), width: 92, small: 78, number: true, cell: text(func(e Entry) string { return kit.Group(int64(e.Bitrate)) })},
		{title: lang.L("time"), width: 138, small: 116, number: true, cell: text(func(e Entry) string { return ticks(e.Time) })},
		{width: 86, number: true, dim: true, cell: text(func(e Entry) string { return seconds(e.Time, e.TimeScale) })},
		{title: lang.L("duration"), width: 112, small: 98, number: true, cell: text(func(e Entry) string { return ticks(e.Duration) })},
		{width: 18, small: 14, cell: text(func(Entry) string { return "" })},
		{title: lang.L("file"), dim: true, cell: text(func(e Entry) string { return e.File })},
		{title: lang.L("offset"), width: 120, small: 96, number: true, cell: text(func(e Entry) string { return kit.Group(e.Offset) })},
		{title: lang.L("size"), width: 96, small: 78, number: true, cell: text(func(e Entry) string { return kit.Group(e.Size) })},
	}
}

// narrow is the width below which some columns are left out.
const narrow = 860

// fit chooses the columns that a width has room for.
func (r *Room) fit(width float32) {
	r.columns, r.grid.Columns = nil, nil
	for _, c := range columns() {
		w := c.width
		if width < narrow {
			w = c.small
		}
		if w == 0 && c.width != 0 {
			continue
		}
		r.columns = append(r.columns, c)
		shown := kit.Column{Title: c.title, Width: w}
		if c.number {
			shown.Align, shown.Mono = fyne.TextAlignTrailing, true
		}
		if c.dim {
			shown.Token = kit.Dim
		}
		r.grid.Columns = append(r.grid.Columns, shown)
	}
}

// Layout is for Fyne: the columns follow the width.
func (r *Room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if few := len(r.columns) < len(columns()); few != (size.Width < narrow) {
		r.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (r *Room) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
