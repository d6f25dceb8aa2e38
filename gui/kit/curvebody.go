package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"
)

const (
	curveFoot  float32 = 18 // for the words below
	curveHead  float32 = 16 // for the value of the upper line
	curveLine  float32 = 1.6
	curveDot   float32 = 6
	curveInset float32 = 6 // of the words beside the pointer
)

// curveBody draws a Curve: lines and areas with an own rasterizer, words with
// the brush, all into one picture.
type curveBody struct {
	curve   *Curve
	brush   *brush
	paths   *vector.Rasterizer
	picture *canvas.Raster
}

func newCurveBody(c *Curve) *curveBody {
	b := &curveBody{curve: c, brush: newBrush(), paths: vector.NewRasterizer(1, 1)}
	b.picture = newPicture(b.draw)
	return b
}

// draw is called while painting.
func (b *curveBody) draw(w, h int) image.Image {
	size := b.curve.Size()
	img := b.brush.begin(w, h, size.Width)
	if size.Width <= 0 || size.Height <= 0 {
		return img
	}
	line, area, rule, words := curveInk()
	top := b.curve.top()
	base := size.Height - curveFoot
	for _, part := range []float32{0, 0.5, 1} {
		b.brush.rect(0, b.height(size, part), size.Width, 1/b.brush.scale, rule)
	}
	if points := b.points(size, top); len(points) > 1 {
		b.fill(points, base, area)
		b.stroke(points, line)
	}
	key := fontKey{size: TinySize}
	if b.curve.rises() {
		b.brush.text(0, curveHead-5, b.curve.words(top), key, words)
	}
	b.brush.text(0, size.Height-4, b.curve.From, key, words)
	b.brush.text(size.Width-b.brush.measure(b.curve.To, key), size.Height-4, b.curve.To, key, words)
	b.hover(size, top, line)
	return img
}

// height is where a part of the upper value, 0 to 1, is drawn.
func (b *curveBody) height(size fyne.Size, part float32) float32 {
	base := size.Height - curveFoot
	return base - part*max(0, base-curveHead)
}

// points are the values where they are drawn.
func (b *curveBody) points(size fyne.Size, top float64) []fyne.Position {
	n := len(b.curve.values)
	points := make([]fyne.Position, n)
	for i, v := range b.curve.values {
		part := float32(min(max(v/top, 0), 1))
		points[i] = fyne.NewPos(size.Width*float32(i)/float32(max(1, n-1)), b.height(size, part))
	}
	return points
}

// fill paints what lies below the curve.
func (b *curveBody) fill(points []fyne.Position, base float32, c color.NRGBA) {
	b.begin()
	last := points[len(points)-1]
	b.paths.MoveTo(points[0].X*b.brush.scale, base*b.brush.scale)
	for _, p := range points {
		b.paths.LineTo(p.X*b.brush.scale, p.Y*b.brush.scale)
	}
	b.paths.LineTo(last.X*b.brush.scale, base*b.brush.scale)
	b.end(c)
}

// stroke draws the curve itself, a small area for each of its pieces; all of
// them turn the same way, so that where they meet nothing is cut out.
func (b *curveBody) stroke(points []fyne.Position, c color.NRGBA) {
	b.begin()
	half := float64(curveLine*b.brush.scale) / 2
	for i := 1; i < len(points); i++ {
		b.piece(points[i-1], points[i], half)
	}
	b.end(c)
}

func (b *curveBody) piece(from, to fyne.Position, half float64) {
	x0, y0 := float64(from.X*b.brush.scale), float64(from.Y*b.brush.scale)
	x1, y1 := float64(to.X*b.brush.scale), float64(to.Y*b.brush.scale)
	long := math.Hypot(x1-x0, y1-y0)
	if long == 0 {
		return
	}
	dx, dy := (x1-x0)/long*half, (y1-y0)/long*half
	nx, ny := -dy, dx
	x0, y0, x1, y1 = x0-dx/2, y0-dy/2, x1+dx/2, y1+dy/2 // overlap a little
	b.paths.MoveTo(float32(x0+nx), float32(y0+ny))
	b.paths.LineTo(float32(x1+nx), float32(y1+ny))
	b.paths.LineTo(float32(x1-nx), float32(y1-ny))
	b.paths.LineTo(float32(x0-nx), float32(y0-ny))
	b.paths.ClosePath()
}

func (b *curveBody) begin() {
	size := b.brush.img.Rect.Size()
	b.paths.Reset(size.X, size.Y)
}

func (b *curveBody) end(c color.NRGBA) {
	b.paths.ClosePath()
	b.paths.Draw(b.brush.img, b.brush.img.Rect, image.NewUniform(c), image.Point{})
}

// hover marks the value below the pointer and says it.
func (b *curveBody) hover(size fyne.Size, top float64, c color.NRGBA) {
	i := b.curve.hover
	if i < 0 {
		return
	}
	p := b.points(size, top)[i]
	b.brush.rect(p.X, curveHead, 1/b.brush.scale, size.Height-curveFoot-curveHead, C(Dim))
	b.brush.mark(disc, p.X, p.Y, curveDot, c)
	key := fontKey{size: SmallSize}
	text := b.curve.Said()
	wide := b.brush.measure(text, key) + 2*curveInset
	x := min(max(p.X-wide/2, 0), max(0, size.Width-wide))
	b.brush.rect(x, 0, wide, RowHeight-2, C(Raised))
	b.brush.text(x+curveInset, b.brush.baseline(RowHeight-2, key), text, key, C(Text))
}
