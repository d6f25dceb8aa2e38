package kit

import (
	"image"
	"image/color"
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// sourceBody draws the rows in view as one picture, as hexBody does.
type sourceBody struct {
	widget.BaseWidget
	source *Source
	brush  *brush
	tokens []Token

	back    *canvas.Rectangle
	picture *canvas.Raster
	objects []fyne.CanvasObject
}

func newSourceBody(s *Source) *sourceBody {
	b := &sourceBody{source: s, brush: newBrush(), back: canvas.NewRectangle(color.Transparent)}
	b.picture = newPicture(b.draw)
	b.objects = []fyne.CanvasObject{b.back, b.picture}
	b.ExtendBaseWidget(b)
	return b
}

// Refresh draws what is in view.
func (b *sourceBody) Refresh() {
	b.back.FillColor = C(Background)
	b.back.Refresh()
	b.picture.Refresh()
}

// window is the rows in view.
func (b *sourceBody) window() (from, to int64) {
	s := b.source
	return s.scroll.top, min(s.rows.count(), s.scroll.top+int64(s.scroll.view/s.scroll.height)+2)
}

// lines are the rows in view as text.
func (b *sourceBody) lines() []string {
	from, to := b.window()
	var out []string
	for i := from; i < to; i++ {
		r := b.source.rows.row(i)
		out = append(out, b.number(i, r)+"\t"+strings.Repeat(" ", int(r.indent))+b.source.text.Text[r.from:r.to])
	}
	return out
}

// number is what is said before a row: the line's number before its first.
func (b *sourceBody) number(i int64, r sourceRow) string {
	line := b.source.text.Lines[r.line]
	if line.Number == 0 || i > 0 && b.source.rows.row(i-1).line == r.line {
		return ""
	}
	return strconv.Itoa(line.Number)
}

// draw is called while painting.
func (b *sourceBody) draw(w, h int) image.Image {
	img := b.brush.begin(w, h, b.Size().Width)
	s := b.source
	if s.rows.count() == 0 {
		b.sayEmpty()
		return img
	}
	p := &sourcePen{body: b, key: fontKey{size: sourceFont, mono: true}, char: s.char(), text: s.textX()}
	p.base = b.brush.baseline(sourceHeight, p.key)
	p.dim, p.inks = Ink(Dim, Background), map[Token]color.NRGBA{}
	from, to := b.window()
	for i := from; i < to; i++ {
		p.row(i, s.rows.row(i), s.rowY(i))
	}
	return img
}

func (b *sourceBody) sayEmpty() {
	key := fontKey{size: TextSize}
	size := b.Size()
	text := ellipsize(b.source.Empty, size.Width-2*Wide, func(s string) float32 { return b.brush.measure(s, key) })
	x := (size.Width - b.brush.measure(text, key)) / 2
	b.brush.text(x, size.Height/2, text, key, Ink(Dim, Background))
}

// sourcePen draws rows with the colours of one picture.
type sourcePen struct {
	body             *sourceBody
	key              fontKey
	char, text, base float32
	dim              color.NRGBA
	inks             map[Token]color.NRGBA
}

func (p *sourcePen) row(i int64, r sourceRow, y float32) {
	s, brush := p.body.source, p.body.brush
	p.areas(r, y)
	if n := p.body.number(i, r); n != "" {
		c := p.dim
		if p.faulty(r) {
			c = p.ink(Error)
		}
		brush.text(sourceInset+float32(s.digits()-len(n))*p.char, y+p.base, n, p.key, c)
	}
	n := int(r.to - r.from)
	if cap(p.body.tokens) < n {
		p.body.tokens = make([]Token, n)
	}
	tokens := p.body.tokens[:n]
	clear(tokens)
	if s.text.Colors != nil {
		s.text.Colors(r.from, tokens)
	}
	column := int(r.indent)
	for at, c := range s.text.Text[r.from:r.to] {
		if c > ' ' {
			brush.letter(p.x(column), y+p.base, c, p.key, p.ink(tokens[at]))
		}
		column += wide(c)
	}
}

func (p *sourcePen) x(column int) float32 { return p.text + float32(column)*p.char }

func (p *sourcePen) ink(t Token) color.NRGBA {
	c, ok := p.inks[t]
	if !ok {
		c = Ink(t, Selection) // readable on what is selected, and so everywhere
		p.inks[t] = c
	}
	return c
}

// faulty tells whether the line of a row is the one with the error.
func (p *sourcePen) faulty(r sourceRow) bool {
	s := p.body.source
	if s.fault < 0 {
		return false
	}
	return s.rows.row(s.rows.at(s.fault)).line == r.line
}

// areas lays the marks below a row.
func (p *sourcePen) areas(r sourceRow, y float32) {
	s, brush := p.body.source, p.body.brush
	width := p.body.Size().Width
	if p.faulty(r) {
		brush.rect(0, y, width, sourceHeight, withAlpha(C(Error), 0x30))
		brush.rect(0, y, 2, sourceHeight, C(Error))
	}
	if s.mark.From < r.to && s.mark.To > r.from && s.mark.To > s.mark.From {
		brush.rect(0, y, 2, sourceHeight, C(Accent))
	}
	p.area(r, s.head, y, withAlpha(C(Selection), 0x90))
	first := sort.Search(len(s.hits), func(i int) bool { return s.hits[i].To > r.from })
	for i := first; i < len(s.hits) && s.hits[i].From < r.to; i++ {
		if i != s.hit {
			p.area(r, s.hits[i], y, withAlpha(C(Warning), 0x30))
			continue
		}
		p.area(r, s.hits[i], y, withAlpha(C(Warning), 0x58))
		p.line(r, s.hits[i], y+sourceHeight-2, C(Warning))
	}
	p.area(r, s.sel, y, C(Selection))
	if s.focused && s.cursor >= r.from && (s.cursor < r.to || s.cursor == r.to && p.lastOf(r)) {
		brush.rect(p.x(s.column(r, s.cursor))-0.5, y+2, 1, sourceHeight-4, C(Accent))
	}
}

// lastOf tells whether a row ends its line, so that the cursor may be behind it.
func (p *sourcePen) lastOf(r sourceRow) bool { return r.to == p.body.source.text.Lines[r.line].To }

// area lights up the part of a row that lies in a span.
func (p *sourcePen) area(r sourceRow, span SourceSpan, y float32, c color.NRGBA) {
	p.fill(r, span, y, sourceHeight, c)
}

// line is drawn below the part of a row that lies in a span.
func (p *sourcePen) line(r sourceRow, span SourceSpan, y float32, c color.NRGBA) {
	p.fill(r, span, y, 2, c)
}

func (p *sourcePen) fill(r sourceRow, span SourceSpan, y, tall float32, c color.NRGBA) {
	from, to := max(span.From, r.from), min(span.To, r.to)
	if from >= to {
		return
	}
	s := p.body.source
	x := p.x(s.column(r, from))
	p.body.brush.rect(x, y, p.x(s.column(r, to))-x, tall, c)
}

// CreateRenderer is called by Fyne.
func (b *sourceBody) CreateRenderer() fyne.WidgetRenderer { return &sourceBodyRenderer{body: b} }

type sourceBodyRenderer struct{ body *sourceBody }

func (r *sourceBodyRenderer) MinSize() fyne.Size { return fyne.NewSize(100, 40) }

func (r *sourceBodyRenderer) Layout(size fyne.Size) {
	r.body.back.Resize(size)
	r.body.picture.Resize(size)
}

func (r *sourceBodyRenderer) Refresh()                     {}
func (r *sourceBodyRenderer) Objects() []fyne.CanvasObject { return r.body.objects }
func (r *sourceBodyRenderer) Destroy()                     {}
