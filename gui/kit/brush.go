package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// fontKey names a size in device independent pixels and a style.
type fontKey struct {
	size               float32
	mono, bold, italic bool
}

func (k fontKey) style() fyne.TextStyle {
	return fyne.TextStyle{Monospace: k.mono, Bold: k.bold, Italic: k.italic}
}

// brush draws areas, shapes and text into one picture that it reuses. Places
// and sizes are device independent pixels; scale says how many pixels each is.
type brush struct {
	img    *image.RGBA // premultiplied
	scale  float32
	faces  map[fontKey]*typeface
	rulers map[fontKey]*typeface // at scale 1, for measuring before drawing
	shapes map[shapeKey]*glyph
	spaced float32 // between letters, for headings
}

// newPicture is a raster whose pixels stay as drawn: smoothed, letters would
// blur where an area does not end on a whole pixel.
func newPicture(draw func(w, h int) image.Image) *canvas.Raster {
	p := canvas.NewRaster(draw)
	p.ScaleMode = canvas.ImageScalePixels
	return p
}

func newBrush() *brush {
	return &brush{
		scale: 1, faces: map[fontKey]*typeface{}, rulers: map[fontKey]*typeface{},
		shapes: map[shapeKey]*glyph{},
	}
}

// begin hands out a clear picture of w by h pixels for an area of the given
// width. Glyphs of another scale are dropped.
func (b *brush) begin(w, h int, width float32) *image.RGBA {
	scale := float32(1)
	if width > 0 && w > 0 {
		scale = float32(w) / width
	}
	if diff := scale - b.scale; diff > 0.01 || diff < -0.01 {
		clear(b.faces)
		clear(b.shapes)
		b.scale = scale
	}
	if b.img == nil || b.img.Rect.Dx() != w || b.img.Rect.Dy() != h {
		b.img = image.NewRGBA(image.Rect(0, 0, w, h))
	} else {
		clear(b.img.Pix)
	}
	return b.img
}

func (b *brush) face(k fontKey) *typeface {
	f := b.faces[k]
	if f == nil {
		// Whole sixteenths keep areas that are a hair off from being another size.
		size := math.Round(float64(k.size*b.scale)*16) / 16
		f = newTypeface(k.style(), size)
		b.faces[k] = f
	}
	return f
}

func (b *brush) ruler(k fontKey) *typeface {
	f := b.rulers[k]
	if f == nil {
		f = newTypeface(k.style(), float64(k.size)*8) // eight times: widths to an eighth
		b.rulers[k] = f
	}
	return f
}

// measure is the width of a string, also of one that Fyne must draw.
func (b *brush) measure(s string, k fontKey) float32 {
	if !b.plain(s, k) {
		return fyne.MeasureText(s, k.size, k.style()).Width
	}
	return b.ruler(k).measure(s) / 8
}

// plain tells whether text can draw a string.
func (b *brush) plain(s string, k fontKey) bool { return b.ruler(k).plain(s) }

// baseline is where text of a font stands in a row of a given height.
func (b *brush) baseline(height float32, k fontKey) float32 {
	r := b.ruler(k)
	up, down := r.ascent/8, r.depth/8
	return (height-up-down)/2 + up
}

func (b *brush) px(v float32) int { return int(math.Round(float64(v * b.scale))) }

// rect fills an area.
func (b *brush) rect(x, y, w, h float32, c color.NRGBA) {
	x0, y0, x1, y1 := b.px(x), b.px(y), b.px(x+w), b.px(y+h)
	if w > 0 && x1 == x0 {
		x1++
	}
	if h > 0 && y1 == y0 {
		y1++
	}
	area := image.Rect(x0, y0, x1, y1).Intersect(b.img.Rect)
	if area.Empty() {
		return
	}
	if c.A == 0xff {
		b.cover(area, c)
		return
	}
	p := premultiply(c)
	for yy := area.Min.Y; yy < area.Max.Y; yy++ {
		row := b.img.Pix[b.img.PixOffset(area.Min.X, yy):b.img.PixOffset(area.Max.X, yy)]
		for i := 0; i+3 < len(row); i += 4 {
			over(row[i:i+4:i+4], p, 0xff)
		}
	}
}

// cover fills an area with a colour that hides what is below.
func (b *brush) cover(area image.Rectangle, c color.NRGBA) {
	first := b.img.Pix[b.img.PixOffset(area.Min.X, area.Min.Y):b.img.PixOffset(area.Max.X, area.Min.Y)]
	for i := 0; i+3 < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, 0xff
	}
	for y := area.Min.Y + 1; y < area.Max.Y; y++ {
		copy(b.img.Pix[b.img.PixOffset(area.Min.X, y):], first)
	}
}

// text draws a string whose baseline begins at x, y. Letters lie on whole
// pixels vertically, so that rows look alike wherever they are scrolled to.
func (b *brush) text(x, y float32, s string, k fontKey, c color.NRGBA) {
	f := b.face(k)
	dot, base := x*b.scale, b.px(y)
	p := premultiply(c)
	gap := b.spaced * b.scale
	for _, r := range s {
		if r != ' ' {
			at, step := stepOf(dot)
			b.stamp(f.glyph(r, step), at, base, p)
		}
		dot += f.width(r) + gap
	}
}

// letter draws one rune whose baseline begins at x, y.
func (b *brush) letter(x, y float32, r rune, k fontKey, c color.NRGBA) {
	at, step := stepOf(x * b.scale)
	b.stamp(b.face(k).glyph(r, step), at, b.px(y), premultiply(c))
}

// stamp lays a coverage over the picture in one colour.
func (b *brush) stamp(g *glyph, x, y int, p [4]uint32) {
	size := g.mask.Rect.Size()
	x, y = x+g.at.X, y+g.at.Y
	area := image.Rect(x, y, x+size.X, y+size.Y).Intersect(b.img.Rect)
	for yy := area.Min.Y; yy < area.Max.Y; yy++ {
		mask := g.mask.Pix[(yy-y)*g.mask.Stride+area.Min.X-x:]
		row := b.img.Pix[b.img.PixOffset(area.Min.X, yy):]
		for i := range area.Dx() {
			if a := mask[i]; a != 0 {
				over(row[i*4:i*4+4:i*4+4], p, uint32(a))
			}
		}
	}
}

// premultiply gives red, green, blue and alpha, the first three times alpha.
func premultiply(c color.NRGBA) [4]uint32 {
	a := uint32(c.A)
	return [4]uint32{uint32(c.R) * a / 255, uint32(c.G) * a / 255, uint32(c.B) * a / 255, a}
}

// over lays a premultiplied colour, seen through to cover of 255, over a pixel.
func over(pixel []uint8, p [4]uint32, cover uint32) {
	left := 255 - p[3]*cover/255
	for i := range pixel {
		pixel[i] = uint8((p[i]*cover + uint32(pixel[i])*left + 127) / 255)
	}
}
