package kit

import (
	"cmp"
	"image"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

const (
	indentStep   float32 = 16
	triangleAt   float32 = 4  // its middle, behind the inset and the indent
	triangleRoom float32 = 17 // what comes behind it begins here
	triangleSize float32 = 7
	barWidth     float32 = 3
	barTall      float32 = 14
	barGap       float32 = 7
	discSize     float32 = 8
	cellGap      float32 = 8  // between a cell's text and its second text
	endLeast     float32 = 52 // what a text at the end leaves for the others
)

// run is a piece of text in its place.
type run struct {
	row   int64
	x, y  float32 // of the baseline
	text  string
	font  fontKey
	color color.NRGBA
	space float32
	over  bool    // shown by an object of its own, not by the brush
	line  float32 // how far it is underlined
}

// figure is a small shape in its place.
type figure struct {
	x, y  float32
	shape shape
	size  float32
	color color.NRGBA
	bar   bool
}

// gridBody draws the rows in view: areas below, one picture of all text above
// them, and texts of scripts that the brush cannot set on their own.
type gridBody struct {
	widget.BaseWidget
	grid    *Grid
	brush   *brush
	runs    []run
	figures []figure
	shown   []shownRow
	spare   []*canvas.Text // texts of other scripts, reused
	used    int
	row     int64 // that is noted
	surface Token // below it

	back, hover, ring *canvas.Rectangle
	frame             *canvas.Rectangle   // around the cell that is chosen for editing
	areas             []*canvas.Rectangle // selected rows and their edges in turn
	picture           *canvas.Raster
	objects           []fyne.CanvasObject
}

// shownRow is a row in view.
type shownRow struct {
	row int64
	y   float32
}

func newGridBody(g *Grid) *gridBody {
	b := &gridBody{
		grid: g, brush: newBrush(),
		back: canvas.NewRectangle(color.Transparent), hover: canvas.NewRectangle(color.Transparent),
		ring: canvas.NewRectangle(color.Transparent), frame: canvas.NewRectangle(color.Transparent),
	}
	b.picture = newPicture(b.draw)
	b.ExtendBaseWidget(b)
	return b
}

// Refresh asks the model for the rows in view and draws them.
func (b *gridBody) Refresh() {
	b.collect()
	b.layAreas()
	b.picture.Refresh()
}

// collect notes what is to be drawn.
func (b *gridBody) collect() {
	g := b.grid
	b.runs, b.figures, b.shown, b.used = b.runs[:0], b.figures[:0], b.shown[:0], 0
	size := b.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	spans := g.columnSpans(size.Width)
	n := g.rows()
	for row := g.firstRow(); row < n; row++ {
		y := g.place(row)
		if y >= size.Height {
			break
		}
		b.shown = append(b.shown, shownRow{row, y})
		b.row, b.surface = row, g.surface()
		if g.marks.has(row) {
			b.surface = Selection
		}
		for col, at := range spans {
			if at.to > at.from {
				b.cell(g.model.Cell(row, col), col, at, y)
			}
		}
	}
	b.hideSpare()
	if n == 0 && g.Empty != "" {
		b.sayEmpty(size)
	}
}

func (b *gridBody) sayEmpty(size fyne.Size) {
	key := fontKey{size: TextSize}
	text := ellipsize(b.grid.Empty, size.Width-2*Wide, func(s string) float32 { return b.brush.measure(s, key) })
	x := (size.Width - b.brush.measure(text, key)) / 2
	b.surface = b.grid.surface()
	b.text(text, key, x, size.Height/2-16, 22, b.ink(Dim), 0)
}

// cell notes one cell: triangle, bar, mark, text, second text.
func (b *gridBody) cell(c Cell, col int, at span, y float32) {
	column := b.grid.Columns[col]
	h := b.grid.rowHeight()
	if c.Section {
		b.section(c, at, y)
		return
	}
	x := at.from + column.Lead + float32(c.Indent)*indentStep
	if col == 0 && c.Disclosure != NoDisclosure {
		b.triangle(c.Disclosure, x+triangleAt, y+h/2)
	}
	if column.Tree {
		x += triangleRoom
	}
	if c.Bar != "" {
		b.figures = append(b.figures, figure{x: x, y: y + (h-barTall)/2, bar: true, color: C(c.Bar)})
		x += barWidth + barGap
	}
	if len(c.Pieces) > 0 {
		b.pieces(c, column, x, b.end(c, x, at.to-Space, y), y)
		return
	}
	b.texts(c, column, x, b.end(c, x, at.to, y), y)
}

// end notes the text at the end of a cell and returns what room it leaves.
func (b *gridBody) end(c Cell, from, to, y float32) float32 {
	if c.End == "" {
		return to
	}
	key := fontKey{size: SmallSize, mono: !c.EndWords}
	text := b.fit(c.End, key, to-from-endLeast)
	x := to - b.brush.measure(text, key)
	b.text(text, key, x, y, b.grid.rowHeight(), b.ink(or(c.EndColor, Text)), 0)
	return x - Tight
}

func (b *gridBody) triangle(d Disclosure, x, y float32) {
	s := pointRight
	if d == Opened {
		s = pointDown
	}
	b.figures = append(b.figures, figure{x: x, y: y, shape: s, size: triangleSize, color: C(Dim)})
}

// texts notes the mark and both texts of a cell between two places.
func (b *gridBody) texts(c Cell, column Column, from, to, y float32) {
	main, second := b.fonts(c, column)
	room := to - from
	if column.Align != fyne.TextAlignTrailing {
		room -= Space // to the next column
	}
	mark := float32(0)
	if c.Mark != "" {
		mark = discSize + Space
		if column.Align == fyne.TextAlignTrailing {
			mark = discSize + Tight
		}
	}
	fit := b.fit
	if column.Tail {
		fit = b.fitTail
	}
	text := fit(c.Text, main, room-mark)
	width := mark + b.brush.measure(text, main)
	more := ""
	if c.Dim != "" && room-width-cellGap > 12 {
		more = b.fit(c.Dim, second, room-width-cellGap)
	}
	x := from
	if more != "" {
		width += cellGap + b.brush.measure(more, second)
	}
	switch column.Align {
	case fyne.TextAlignTrailing:
		x = to - width
	case fyne.TextAlignCenter:
		x = from + (room-width)/2
	}
	h := b.grid.rowHeight()
	if c.Mark != "" {
		b.figures = append(b.figures, figure{x: x + discSize/2, y: y + h/2, shape: disc, size: discSize, color: C(c.Mark)})
		x += mark
	}
	b.text(text, main, x, y, h, b.ink(or(c.Color, column.Token)), 0)
	if more != "" {
		b.text(more, second, x+b.brush.measure(text, main)+cellGap, y, h, b.ink(or(c.DimColor, Dim)), 0)
	}
}

// fonts of a cell's two texts.
func (b *gridBody) fonts(c Cell, column Column) (main, second fontKey) {
	main = fontKey{size: TextSize, mono: c.Mono || column.Mono, bold: c.Bold}
	if column.Small || main.mono && !column.Tree {
		main.size = SmallSize
	}
	second = fontKey{size: TextSize}
	if column.Small {
		second.size = SmallSize
	}
	return main, second
}

func (b *gridBody) section(c Cell, at span, y float32) {
	key := fontKey{size: TinySize, bold: true}
	b.text(b.fit(c.Text, key, at.to-at.from-float32(len(c.Text))*0.8), key, at.from, y, b.grid.rowHeight(), b.ink(Dim), 0.8)
}

func (b *gridBody) ink(t Token) color.NRGBA { return Ink(t, b.surface) }

func (b *gridBody) fit(s string, k fontKey, room float32) string {
	return ellipsize(s, max(0, room)+0.5, func(s string) float32 { return b.brush.measure(s, k) })
}

func (b *gridBody) fitTail(s string, k fontKey, room float32) string {
	return ellipsizeStart(s, max(0, room)+0.5, func(s string) float32 { return b.brush.measure(s, k) })
}

// text notes a string in a row whose top is y.
func (b *gridBody) text(s string, k fontKey, x, y, height float32, c color.NRGBA, space float32) {
	if s == "" {
		return
	}
	plain := b.brush.plain(s, k)
	if !plain {
		b.overlay(s, k, x, y, height, c)
	}
	base := y + b.brush.baseline(height, fontKey{size: k.size})
	b.runs = append(b.runs, run{row: b.row, x: x, y: base, text: s, font: k, color: c, space: space, over: !plain})
}

// overlay shows a string of a script that needs more than glyph after glyph.
// Rows that are cut by the border go without: Fyne would draw beyond it.
func (b *gridBody) overlay(s string, k fontKey, x, y, height float32, c color.NRGBA) {
	if y < 0 || y+height > b.Size().Height {
		return
	}
	if b.used == len(b.spare) {
		b.spare = append(b.spare, canvas.NewText("", c))
	}
	t := b.spare[b.used]
	b.used++
	t.Text, t.Color, t.TextSize, t.TextStyle, t.Hidden = s, c, k.size, k.style(), false
	m := t.MinSize()
	t.Move(fyne.NewPos(x, y+(height-m.Height)/2))
	t.Resize(m)
	t.Refresh()
}

// lines are the texts as Grid.Shown tells them, from left to right.
func (b *gridBody) lines() []string {
	byRow := map[int64][]run{}
	for _, r := range b.runs {
		byRow[r.row] = append(byRow[r.row], r)
	}
	out := make([]string, 0, len(b.shown))
	for _, s := range b.shown {
		runs := byRow[s.row]
		slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(a.x, b.x) })
		texts := make([]string, len(runs))
		for i, r := range runs {
			texts[i] = r.text
		}
		out = append(out, strings.Join(texts, "\t"))
	}
	return out
}

func (b *gridBody) hideSpare() {
	for _, t := range b.spare[b.used:] {
		t.Hidden = true
	}
}

// draw is called while painting.
func (b *gridBody) draw(w, h int) image.Image {
	img := b.brush.begin(w, h, b.Size().Width)
	for _, f := range b.figures {
		if f.bar {
			b.brush.rect(f.x, f.y, barWidth, barTall, f.color)
		} else {
			b.brush.mark(f.shape, f.x, f.y, f.size, f.color)
		}
	}
	for _, r := range b.runs {
		if r.line > 0 {
			b.brush.rect(r.x, r.y+2, r.line, 1, r.color)
		}
		if r.over {
			continue
		}
		b.brush.spaced = r.space
		b.brush.text(r.x, r.y, r.text, r.font, r.color)
	}
	return img
}

func or(a, b Token) Token {
	if a != "" {
		return a
	}
	return b
}
