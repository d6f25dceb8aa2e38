package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// column is one column of the requests.
type column struct {
	title  string
	width  float32 // where there is room
	small  float32 // where there is little; 0 leaves the column out
	number bool
	dim    bool
	tail   bool
	cell   func(*row) kit.Cell
}

// all lists them.
func (l *list) all() []column {
	text := func(get func(*row) string) func(*row) kit.Cell {
		return func(r *row) kit.Cell { return kit.Cell{Text: get(r)} }
	}
	return []column{
		{title: lang.L("time"), width: 104, small: 98, dim: true, cell: func(r *row) kit.Cell { return kit.Cell{Text: clock(r.At), Mono: true} }},
		{title: lang.L("stream"), width: 116, small: share, cell: l.streamCell},
		{title: lang.L("chunk"), width: 58, small: 52, number: true, cell: text(chunkNumber)},
		{width: 104, small: 92, number: true, dim: true, cell: text(func(r *row) string { return r.at })},
		{title: lang.L("level"), width: 92, small: 84, number: true, cell: text(func(r *row) string { return r.level })},
		{width: 18, small: 14, cell: text(func(*row) string { return "" })},
		{title: lang.L("kind"), width: 112, small: 108, cell: text(func(r *row) string { return kindWord(r.Kind) })},
		{title: lang.L("address"), width: share, dim: true, tail: true, cell: func(r *row) kit.Cell {
			return kit.Cell{Text: shortPath(r, l.room.state.site()), Mono: true}
		}},
		{title: lang.L("status"), width: 62, small: 58, cell: func(r *row) kit.Cell {
			word, token := status(r.Request)
			return kit.Cell{Text: word, Color: token}
		}},
		{title: lang.L("bytes"), width: 84, small: 74, number: true, cell: text(func(r *row) string { return kit.Group(r.Bytes) })},
		{title: lang.L("took"), width: 78, small: 72, number: true, cell: text(func(r *row) string { return took(r.Took) })},
	}
}

// share is the width of a column that takes what is left.
const share = -1

// streamCell names the stream. Where there is no room for addresses, what is no
// stream's is named by its address here.
func (l *list) streamCell(r *row) kit.Cell {
	if r.stream == "" && l.narrow {
		return kit.Cell{Text: shortPath(r, l.room.state.site()), Color: kit.Dim, Mono: true}
	}
	return kit.Cell{Text: r.stream, Mark: mark(r.kind)}
}

func mark(kind string) kit.Token {
	switch kind {
	case "":
		return ""
	case "video":
		return kit.Media
	case "audio":
		return kit.Time
	}
	return kit.Protection
}

// narrow is the width below which columns have less room.
const narrow = 940

// fit gives the columns the room that a width has for them.
func (l *list) fit(width float32) {
	l.narrow = width < narrow
	l.columns, l.grid.Columns = nil, nil
	for _, c := range l.all() {
		w := c.width
		if l.narrow {
			w = c.small
		}
		if w == 0 {
			continue
		}
		l.columns = append(l.columns, c)
		shown := kit.Column{Title: c.title, Width: max(0, w), Tail: c.tail}
		if c.number {
			shown.Align, shown.Mono = fyne.TextAlignTrailing, true
		}
		if c.dim {
			shown.Token = kit.Dim
		}
		l.grid.Columns = append(l.grid.Columns, shown)
	}
}

// Layout is for Fyne: the columns follow the width.
func (l *list) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if l.narrow != (size.Width < narrow) {
		l.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (l *list) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
