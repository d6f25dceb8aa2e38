package kit

import (
	"image"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// hexBody draws the bytes in view as one picture, from kept glyphs into a
// reused image: the only way that stays quick and keeps its memory flat while
// scrolling.
type hexBody struct {
	widget.BaseWidget
	hex   *Hex
	brush *brush

	first  int64   // offset of the first byte in view
	data   []byte  // the bytes in view
	known  []bool  // which of them are there
	tokens []Token // and their colours

	back    *canvas.Rectangle
	picture *canvas.Raster
	objects []fyne.CanvasObject
}

func newHexBody(h *Hex) *hexBody {
	b := &hexBody{hex: h, brush: newBrush(), back: canvas.NewRectangle(color.Transparent)}
	b.picture = newPicture(b.draw)
	b.objects = []fyne.CanvasObject{b.back, b.picture}
	b.ExtendBaseWidget(b)
	return b
}

// Refresh asks the model for the bytes in view and draws them.
func (b *hexBody) Refresh() {
	b.collect()
	b.back.FillColor = C(Background)
	b.back.Refresh()
	b.picture.Refresh()
}

// collect reads what is in view: at once where it can, else row by row.
func (b *hexBody) collect() {
	from, to := b.hex.Window()
	n := int(max(0, to-from))
	b.first = from
	if cap(b.data) < n {
		b.data, b.known, b.tokens = make([]byte, n), make([]bool, n), make([]Token, n)
	}
	b.data, b.known, b.tokens = b.data[:n], b.known[:n], b.tokens[:n]
	clear(b.known)
	clear(b.tokens)
	if n == 0 {
		return
	}
	if !b.read(0, n) {
		per := b.hex.shownPerRow()
		for at := 0; at < n; at += per {
			b.read(at, min(n, at+per))
		}
	}
	b.hex.model.Colors(from, b.tokens)
}

// read asks for a part of what is in view.
func (b *hexBody) read(from, to int) bool {
	n, ok := b.hex.model.Read(b.first+int64(from), b.data[from:to])
	if !ok {
		return false
	}
	for i := from; i < min(to, from+n); i++ {
		b.known[i] = true
	}
	return true
}

// draw is called while painting.
func (b *hexBody) draw(w, h int) image.Image {
	img := b.brush.begin(w, h, b.Size().Width)
	if len(b.data) == 0 {
		return img
	}
	c := b.hex.columns()
	key := fontKey{size: hexFont, mono: true}
	base := b.brush.baseline(HexRowHeight, key)
	p := &hexPen{body: b, columns: c, key: key, base: base, dim: Ink(Dim, Background)}
	for at := 0; at < len(b.data); at += c.per {
		y := b.hex.rowY((b.first + int64(at)) / int64(c.per))
		p.row(at, min(len(b.data), at+c.per), y)
	}
	return img
}

// hexPen draws rows with the colours of one picture.
type hexPen struct {
	body    *hexBody
	columns hexColumns
	key     fontKey
	base    float32
	dim     color.NRGBA
	token   Token // the colour last looked up
	lit     bool  // and whether it was for a selected byte
	color   color.NRGBA
	fresh   bool
}

func (p *hexPen) row(from, to int, y float32) {
	p.chosen(from, to, y)
	off := strconv.FormatInt(p.body.first+int64(from), 16)
	brush, x := p.body.brush, float32(hexInset)
	for range p.columns.digits - len(off) {
		brush.text(x, y+p.base, "0", p.key, p.dim)
		x += p.columns.char
	}
	brush.text(x, y+p.base, off, p.key, p.dim)
	for i := from; i < to; i++ {
		p.one(i, i-from, y+p.base)
	}
}

// one draws a byte in both columns.
func (p *hexPen) one(i, col int, base float32) {
	brush := p.body.brush
	x, tx := p.columns.byteX(col), p.columns.textX(col)
	if !p.body.known[i] {
		brush.text(x, base, "··", p.key, p.dim)
		brush.text(tx, base, " ", p.key, p.dim)
		return
	}
	off := p.body.first + int64(i)
	v, c := p.body.data[i], p.of(p.body.tokens[i], off >= p.body.hex.from && off < p.body.hex.to)
	brush.letter(x, base, rune(hexDigits[v>>4]), p.key, c)
	brush.letter(x+p.columns.char, base, rune(hexDigits[v&15]), p.key, c)
	brush.letter(tx, base, readable(v), p.key, c)
}

const hexDigits = "0123456789abcdef"

// readable is the letter of a byte, a dot in the middle for what is none.
func readable(v byte) rune {
	if v > 0x20 && v < 0x7f {
		return rune(v)
	}
	return '·'
}

// of is the colour of a byte; neighbours mostly share it.
func (p *hexPen) of(t Token, chosen bool) color.NRGBA {
	if !p.fresh || t != p.token || chosen != p.lit {
		surface := Background
		if chosen {
			surface = Selection
		}
		p.token, p.lit, p.color, p.fresh = t, chosen, Ink(t, surface), true
	}
	return p.color
}

const (
	hexCellTop  = 3
	hexCellTall = 15
)

// chosen lays the colour of the selection below the bytes that are selected,
// with an edge in the accent below.
func (p *hexPen) chosen(from, to int, y float32) {
	h := p.body.hex
	low, high := h.from-p.body.first, h.to-p.body.first
	lines := h.to-h.from <= int64(4*p.columns.per) // a line below each row of more would be noise
	for i := max(int64(from), low); i < min(int64(to), high); i++ {
		col := int(i) - from
		x, w := p.columns.byteX(col), 2*p.columns.char
		if !lines && i+1 < min(int64(to), high) {
			w = p.columns.byteX(col+1) - x
		}
		p.cell(x, w, y, lines)
		p.cell(p.columns.textX(col), p.columns.char, y, lines)
	}
	if at := h.cursor - p.body.first; h.focused && at >= int64(from) && at < int64(to) {
		p.frame(p.columns.byteX(int(at)-from), y)
	}
}

// cell lights up a place in a row: a box with a line below, or without one the
// whole height of the row, so that many rows make one area.
func (p *hexPen) cell(x, w, y float32, line bool) {
	brush := p.body.brush
	if !line {
		brush.rect(x, y, w, HexRowHeight, C(Selection))
		return
	}
	brush.rect(x, y+hexCellTop, w, hexCellTall, C(Selection))
	brush.rect(x, y+hexCellTop+hexCellTall-2, w, 2, C(Accent))
}

// frame shows the cursor while the grid has the focus.
func (p *hexPen) frame(x, y float32) {
	brush, c := p.body.brush, C(Accent)
	w, top, tall := 2*p.columns.char+4, y+hexCellTop-1, float32(hexCellTall+2)
	x -= 2
	brush.rect(x, top, w, 1, c)
	brush.rect(x, top+tall-1, w, 1, c)
	brush.rect(x, top, 1, tall, c)
	brush.rect(x+w-1, top, 1, tall, c)
}

// CreateRenderer is called by Fyne.
func (b *hexBody) CreateRenderer() fyne.WidgetRenderer { return &hexBodyRenderer{body: b} }

type hexBodyRenderer struct{ body *hexBody }

func (r *hexBodyRenderer) MinSize() fyne.Size { return fyne.NewSize(100, 40) }

func (r *hexBodyRenderer) Layout(size fyne.Size) {
	r.body.back.Resize(size)
	r.body.picture.Resize(size)
}

func (r *hexBodyRenderer) Refresh()                     {}
func (r *hexBodyRenderer) Objects() []fyne.CanvasObject { return r.body.objects }
func (r *hexBodyRenderer) Destroy()                     {}
