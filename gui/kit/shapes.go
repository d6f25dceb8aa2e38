package kit

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// shape is a small filled figure.
type shape int

const (
	disc shape = iota
	pointRight
	pointDown
)

type shapeKey struct {
	shape shape
	size  int // pixels
}

// mark draws a shape of a given size around its middle.
func (b *brush) mark(s shape, x, y, size float32, c color.NRGBA) {
	n := max(2, b.px(size))
	key := shapeKey{s, n}
	g := b.shapes[key]
	if g == nil {
		g = drawShape(s, n)
		b.shapes[key] = g
	}
	b.stamp(g, b.px(x)-n/2, b.px(y)-n/2, premultiply(c))
}

func drawShape(s shape, n int) *glyph {
	z := vector.NewRasterizer(n, n)
	size := float32(n)
	switch s {
	case pointRight:
		z.MoveTo(size*0.2, size*0.1)
		z.LineTo(size*0.9, size*0.5)
		z.LineTo(size*0.2, size*0.9)
	case pointDown:
		z.MoveTo(size*0.1, size*0.2)
		z.LineTo(size*0.9, size*0.2)
		z.LineTo(size*0.5, size*0.9)
	default:
		circle(z, size/2)
	}
	z.ClosePath()
	g := &glyph{mask: *image.NewAlpha(image.Rect(0, 0, n, n))}
	z.Draw(&g.mask, g.mask.Rect, image.Opaque, image.Point{})
	return g
}

// circle is a path of 32 short lines: small enough marks look round.
func circle(z *vector.Rasterizer, r float32) {
	for i := range 32 {
		a := float64(i) * math.Pi / 16
		x, y := r+r*float32(math.Cos(a)), r+r*float32(math.Sin(a))
		if i == 0 {
			z.MoveTo(x, y)
		} else {
			z.LineTo(x, y)
		}
	}
}
