package kit

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

const (
	dashLong  = 8
	dashGap   = 6
	dashWide  = 2
	dashRound = 14 // radius of the corners
)

// draw paints the frame of the drop area and the arrow in it.
func (r *dropRenderer) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if r.frame.Size().Width <= 0 {
		return img
	}
	scale := float64(w) / float64(r.frame.Size().Width)
	c := C(Line)
	if r.area.active {
		c = C(Accent)
		fillPath(img, withAlpha(c, 0x12), roundPath(float64(w), float64(h), dashRound*scale))
	}
	for _, p := range dashes(float64(w), float64(h), scale) {
		fillPath(img, c, p)
	}
	fillPath(img, C(Accent), arrow(float64(w)/2, float64(h)/2-86*scale, scale))
	return img
}

type point struct{ x, y float64 }

// fillPath paints a closed path.
func fillPath(img *image.RGBA, c color.NRGBA, path []point) {
	z := vector.NewRasterizer(img.Rect.Dx(), img.Rect.Dy())
	for i, p := range path {
		if i == 0 {
			z.MoveTo(float32(p.x), float32(p.y))
		} else {
			z.LineTo(float32(p.x), float32(p.y))
		}
	}
	z.ClosePath()
	z.Draw(img, img.Rect, image.NewUniform(c), image.Point{})
}

// arrow points down from a place.
func arrow(x, y, scale float64) []point {
	shape := []point{{-5, 0}, {5, 0}, {5, 21}, {10, 21}, {0, 31}, {-10, 21}, {-5, 21}}
	for i, p := range shape {
		shape[i] = point{x + p.x*scale, y + p.y*scale}
	}
	return shape
}

// outline walks along a rounded rectangle.
type outline struct{ w, h, r float64 }

func (o outline) length() float64 { return 2*(o.w+o.h-4*o.r) + 2*math.Pi*o.r }

// at is the place after a way of s, clockwise from the upper left, moved
// outwards by d.
func (o outline) at(s, d float64) point {
	across, down, quarter := o.w-2*o.r, o.h-2*o.r, math.Pi*o.r/2
	sides := []struct {
		length float64
		from   point // where the straight side begins
		angle  float64
	}{
		{across, point{o.r, 0}, 0}, {down, point{o.w, o.r}, math.Pi / 2},
		{across, point{o.w - o.r, o.h}, math.Pi}, {down, point{0, o.h - o.r}, 3 * math.Pi / 2},
	}
	s = math.Mod(s, o.length())
	for _, side := range sides {
		dx, dy := math.Cos(side.angle), math.Sin(side.angle)
		nx, ny := dy, -dx // outwards
		if s <= side.length {
			return point{side.from.x + dx*s + nx*d, side.from.y + dy*s + ny*d}
		}
		s -= side.length
		if s <= quarter {
			// The corner's middle lies inwards of the side's end.
			cx, cy := side.from.x+dx*side.length-nx*o.r, side.from.y+dy*side.length-ny*o.r
			a := s / o.r
			ux, uy := nx*math.Cos(a)+dx*math.Sin(a), ny*math.Cos(a)+dy*math.Sin(a)
			return point{cx + ux*(o.r+d), cy + uy*(o.r+d)}
		}
		s -= quarter
	}
	return sides[0].from
}

// dashes are the pieces of the frame, evenly spread.
func dashes(w, h, scale float64) [][]point {
	half := dashWide * scale / 2
	o := outline{w: w - 2*half, h: h - 2*half, r: dashRound * scale}
	if o.w <= 2*o.r || o.h <= 2*o.r {
		return nil
	}
	n := math.Round(o.length() / ((dashLong + dashGap) * scale))
	step := o.length() / n
	long := step * dashLong / (dashLong + dashGap)
	var all [][]point
	for i := range int(n) {
		all = append(all, stroke(o, float64(i)*step, long, half))
	}
	return all
}

// stroke is the outline of one dash: along its outer side and back on the inner.
func stroke(o outline, from, long, half float64) []point {
	const parts = 6
	path := make([]point, 0, 2*parts+2)
	for i := range parts + 1 {
		p := o.at(from+long*float64(i)/parts, half)
		path = append(path, point{p.x + half, p.y + half})
	}
	for i := parts; i >= 0; i-- {
		p := o.at(from+long*float64(i)/parts, -half)
		path = append(path, point{p.x + half, p.y + half})
	}
	return path
}

// roundPath is the whole area.
func roundPath(w, h, r float64) []point {
	o := outline{w: w, h: h, r: r}
	const parts = 200
	path := make([]point, 0, parts)
	for i := range parts {
		path = append(path, o.at(o.length()*float64(i)/parts, 0))
	}
	return path
}
