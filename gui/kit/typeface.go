package kit

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Text in the row grid and the hex grid is drawn from glyphs that are kept,
// not from a texture per string: Fyne keeps each of those for a minute, which
// grows without bound while thousands of rows are scrolled through.

// steps is how many places between two pixels a glyph can begin at.
const steps = 4

// typeface draws the runes of one font at one size in pixels. It asks the
// symbol font for runes that the first does not have.
type typeface struct {
	fonts  []*sfnt.Font
	size   float64 // pixels per em
	faces  []font.Face
	ascent float32 // pixels above the baseline
	depth  float32 // pixels below it
	glyphs map[glyphKey]*glyph
	widths map[rune]float32 // pixels
	buf    sfnt.Buffer
}

type glyphKey struct {
	r    rune
	step uint8
}

// glyph is the coverage of one rune; at is its corner relative to the dot.
type glyph struct {
	mask image.Alpha
	at   image.Point
}

// newTypeface opens the theme's font for a style.
func newTypeface(style fyne.TextStyle, pixels float64) *typeface {
	t := &typeface{size: pixels, glyphs: map[glyphKey]*glyph{}, widths: map[rune]float32{}}
	own := theme.Current().Font(style)
	for _, res := range []fyne.Resource{own, theme.DefaultSymbolFont()} {
		t.add(res)
	}
	t.metrics()
	return t
}

func (t *typeface) add(res fyne.Resource) {
	if res == nil {
		return
	}
	f, err := opentype.Parse(res.Content())
	if err != nil {
		return // a theme's font that cannot be read: the next one draws
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: t.size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return
	}
	t.fonts, t.faces = append(t.fonts, f), append(t.faces, face)
}

func (t *typeface) metrics() {
	if len(t.faces) == 0 {
		return
	}
	m := t.faces[0].Metrics()
	t.ascent, t.depth = toFloat(m.Ascent), toFloat(m.Descent)
}

// which is the index of the font that has a rune, -1 when none has.
func (t *typeface) which(r rune) int {
	for i, f := range t.fonts {
		if g, err := f.GlyphIndex(&t.buf, r); err == nil && g != 0 {
			return i
		}
	}
	return -1
}

// width is how far a rune moves the dot.
func (t *typeface) width(r rune) float32 {
	if w, ok := t.widths[r]; ok {
		return w
	}
	w := float32(0)
	if i := max(0, t.which(r)); i < len(t.faces) {
		if a, ok := t.faces[i].GlyphAdvance(r); ok {
			w = toFloat(a)
		}
	}
	t.widths[r] = w
	return w
}

// measure is the width of a string in pixels.
func (t *typeface) measure(s string) float32 {
	w := float32(0)
	for _, r := range s {
		w += t.width(r)
	}
	return w
}

// glyph returns the coverage of a rune that begins at a part of a pixel.
func (t *typeface) glyph(r rune, step uint8) *glyph {
	key := glyphKey{r, step}
	if g, ok := t.glyphs[key]; ok {
		return g
	}
	g := t.render(r, step)
	t.glyphs[key] = g
	return g
}

func (t *typeface) render(r rune, step uint8) *glyph {
	i := max(0, t.which(r))
	if i >= len(t.faces) {
		return &glyph{}
	}
	dot := fixed.Point26_6{X: fixed.Int26_6(64 * int(step) / steps)}
	box, mask, from, _, ok := t.faces[i].Glyph(dot, r)
	alpha, isAlpha := mask.(*image.Alpha)
	if !ok || !isAlpha || box.Empty() {
		return &glyph{}
	}
	// The face reuses its mask for the next rune: keep a copy.
	g := &glyph{mask: *image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy())), at: box.Min}
	for y := range box.Dy() {
		row := alpha.Pix[alpha.PixOffset(from.X, from.Y+y):]
		copy(g.mask.Pix[y*g.mask.Stride:], row[:box.Dx()])
	}
	return g
}

func toFloat(v fixed.Int26_6) float32 { return float32(v) / 64 }

// plain tells whether a string can be set rune by rune: no script that joins,
// reorders or stacks its letters, and nothing that the fonts lack.
func (t *typeface) plain(s string) bool {
	for _, r := range s {
		if r < 0x7f {
			continue
		}
		if !simple(r) || t.which(r) < 0 {
			return false
		}
	}
	return true
}

func simple(r rune) bool {
	switch {
	case r >= 0x300 && r < 0x370: // combining marks
		return false
	case r < 0x590: // Latin, Greek, Cyrillic, Armenian
		return true
	case r >= 0x1e00 && r < 0x2c00: // more Latin and Greek, punctuation, arrows, shapes
		return r != 0x200d && (r < 0x202a || r > 0x202e) && (r < 0x20d0 || r > 0x20ff)
	default:
		return r == 0xfffd
	}
}

// stepOf splits a place into a pixel and the step behind it.
func stepOf(x float32) (int, uint8) {
	fl := math.Floor(float64(x)*steps+0.5) / steps
	whole := math.Floor(fl)
	return int(whole), uint8((fl - whole) * steps)
}
