package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/vector"
)

// lanesBody draws Lanes.
type lanesBody struct {
	lanes   *Lanes
	brush   *brush
	paths   *vector.Rasterizer
	picture *canvas.Raster
}

func newLanesBody(l *Lanes) *lanesBody {
	b := &lanesBody{lanes: l, brush: newBrush(), paths: vector.NewRasterizer(1, 1)}
	b.picture = newPicture(b.draw)
	return b
}

// draw is called while painting.
func (b *lanesBody) draw(w, h int) image.Image {
	l := b.lanes
	size := l.Size()
	img := b.brush.begin(w, h, size.Width)
	if size.Width <= 0 || l.view.per == 0 {
		return img
	}
	if len(l.lanes) == 0 {
		b.sayEmpty(size)
		return img
	}
	for i := range l.lanes {
		b.lane(i, size)
	}
	b.brush.rect(0, 0, size.Width, laneRuler-6, C(Background)) // over lanes that are scrolled up
	for _, x := range b.ruler(size) {
		b.brush.rect(x, laneRuler-6, 1/b.brush.scale, size.Height-laneRuler, withAlpha(C(Line), 0xa0))
	}
	b.cursor(size)
	b.hover(size)
	return img
}

func (b *lanesBody) sayEmpty(size fyne.Size) {
	key := fontKey{size: TextSize}
	b.brush.text((size.Width-b.brush.measure(b.lanes.Empty, key))/2, size.Height/2, b.lanes.Empty, key, labelInk(Dim))
}

// lane draws one lane with its titles.
func (b *lanesBody) lane(i int, size fyne.Size) {
	l := b.lanes
	lane := &l.lanes[i]
	y, height := l.laneTop(i)
	y -= l.down
	if y+height < laneRuler-6 || y > size.Height {
		return
	}
	if lane.Blocks != nil {
		b.blocks(i, y, height)
	} else {
		b.values(lane.Values, y, height)
	}
	b.brush.rect(0, y-4, laneLabels, height+8, C(Background)) // blocks that begin before the view
	if l.picked.Lane == i {
		b.brush.rect(0, y-4, 2, height+8, C(Accent))
	}
	b.titles(lane, y, height)
}

func (b *lanesBody) titles(lane *Lane, y, height float32) {
	fit := func(s string, k fontKey) string {
		return ellipsize(s, laneLabels-2*Space, func(s string) float32 { return b.brush.measure(s, k) })
	}
	main, sub := fontKey{size: TextSize}, fontKey{size: TinySize}
	if lane.Sub == "" || height < laneTall {
		b.brush.text(10, y+b.brush.baseline(height, main), fit(lane.Title, main), main, C(Text))
		return
	}
	b.brush.text(10, y+13, fit(lane.Title, main), main, C(Text))
	b.brush.text(10, y+28, fit(lane.Sub, sub), sub, labelInk(Dim))
}

// narrow is the width below which blocks lose their outline.
const narrow float32 = 4

// blocks draws a lane's blocks: what is wrong last, so that nothing covers it.
func (b *lanesBody) blocks(i int, y, height float32) {
	l := b.lanes
	list := l.lanes[i].Blocks
	from, to := l.inView(list)
	edge := l.Size().Width
	for _, state := range []Token{"", Warning, Error} {
		drawn := float32(-1)
		for n := from; n < to; n++ {
			block := &list[n]
			if block.State != state {
				continue
			}
			x0, x1 := max(l.x(block.From), laneLabels-narrow), min(l.x(block.To), edge)
			if x1 < laneLabels-1 || x1-x0 < narrow && x1 <= drawn {
				continue
			}
			x1 = max(x1, drawn+1/b.brush.scale)
			b.block(block, x0, x1, y, height)
			drawn = x1
			if block.Text != "" {
				b.words(list, n, x0, x1, y, height)
			}
		}
	}
	if p := l.picked; p.Lane == i && p.Block >= from && p.Block < to {
		block := &list[p.Block]
		x0, x1 := l.x(block.From), l.x(block.To)
		b.outline(x0-1, y-1, max(x1-x0, 2)+2, height+2, 2, C(Accent))
	}
}

func (b *lanesBody) block(block *LaneBlock, x0, x1, y, height float32) {
	token := block.Color
	if block.State != "" {
		token = block.State
	}
	c := C(token)
	switch {
	case block.Flag:
		b.flag(x0, x1, y, height, c)
	case block.Hollow:
		b.outline(x0, y, max(x1-x0-1, 2), height, 1, onBackground(c, 0.8))
	case x1-x0 < narrow:
		b.brush.rect(x0, y, x1-x0, height, onBackground(c, 0.55))
	default:
		b.brush.rect(x0, y, x1-x0-1, height, onBackground(c, 0.34))
		b.outline(x0, y, x1-x0-1, height, 1, onBackground(c, 0.8))
		b.corners(x0, y, x1-x0-1, height)
		b.ticks(block, y, height, c)
	}
}

// leastWords is the width that a text needs to be shown at all.
const leastWords float32 = 26

// words writes the text of a block into it; that of a flag behind its triangle,
// up to the next block. A script that needs more than letter after letter is
// left to what is said beside the pointer.
func (b *lanesBody) words(list []LaneBlock, n int, x0, x1, y, height float32) {
	block := &list[n]
	from, to := max(x0, laneLabels)+6, x1-6
	if block.Flag {
		from, to = x0+14, b.lanes.Size().Width
		if n+1 < len(list) {
			to = min(to, b.lanes.x(list[n+1].From)-Tight)
		}
	}
	key := fontKey{size: TinySize}
	if to-from < leastWords || !b.brush.plain(block.Text, key) {
		return
	}
	text := ellipsize(block.Text, to-from, func(s string) float32 { return b.brush.measure(s, key) })
	base := y + b.brush.baseline(height, key)
	if block.Flag && x1-x0 > 2 {
		base -= 2 // above the line that says how long it lasts
	}
	b.brush.text(from, base, text, key, C(Text))
}

// onBackground is a colour of which a part, 0 to 1, lies over the background.
// Blocks are many: mixed once, they are filled and not blended.
func onBackground(c color.NRGBA, part float32) color.NRGBA {
	return blend(C(Background), c, part)
}

// ticks draws the moments in a block, as far apart as they can be told.
func (b *lanesBody) ticks(block *LaneBlock, y, height float32, c color.NRGBA) {
	last := float32(-10)
	for _, t := range block.Ticks {
		x := b.lanes.x(t)
		if x < laneLabels-2 || x > b.lanes.Size().Width || x-last < 3 {
			continue
		}
		b.brush.rect(x, y, 2, height, c)
		last = x
	}
}

// flag is a triangle at a moment and a line for as long as it lasts.
func (b *lanesBody) flag(x0, x1, y, height float32, c color.NRGBA) {
	b.brush.rect(x0, y, 2, height, c)
	b.brush.mark(pointRight, x0+5, y+6, 10, c)
	if x1-x0 > 2 {
		b.brush.rect(x0, y+height-4, x1-x0, 3, c)
	}
}

// corners takes the edge off a block.
func (b *lanesBody) corners(x, y, w, h float32) {
	dot, back := 1/b.brush.scale, C(Background)
	for _, at := range [][2]float32{{x, y}, {x + w - dot, y}, {x, y + h - dot}, {x + w - dot, y + h - dot}} {
		b.brush.rect(at[0], at[1], dot, dot, back)
	}
}

func (b *lanesBody) outline(x, y, w, h, line float32, c color.NRGBA) {
	b.brush.rect(x, y, w, line, c)
	b.brush.rect(x, y+h-line, w, line, c)
	b.brush.rect(x, y+line, line, h-2*line, c)
	b.brush.rect(x+w-line, y+line, line, h-2*line, c)
}

// values draws a curve: for each pixel the most of what falls on it.
func (b *lanesBody) values(list []LaneValue, y, height float32) {
	l := b.lanes
	most := 0.0
	for _, v := range list {
		most = max(most, v.Value)
	}
	if most <= 0 {
		return
	}
	b.paths.Reset(b.brush.img.Rect.Dx(), b.brush.img.Rect.Dy())
	scale, half := b.brush.scale, 0.8*b.brush.scale
	var lastX, lastY float32
	started := false
	edge := l.Size().Width + 50
	for i := 0; i < len(list); i++ {
		x := l.x(list[i].At)
		value := list[i].Value
		for i+1 < len(list) && l.x(list[i+1].At)-x < 1 {
			i++
			value = max(value, list[i].Value)
		}
		py := (y + height - float32(value/most)*(height-2) - 1) * scale
		px := x * scale
		if started && x > laneLabels-200 && lastX < edge*scale {
			b.segment(lastX, lastY, px, py, half)
		}
		lastX, lastY, started = px, py, true
	}
	b.paths.Draw(b.brush.img, b.brush.img.Rect, image.NewUniform(C(Accent)), image.Point{})
}

// segment adds a thick line to the path.
func (b *lanesBody) segment(x0, y0, x1, y1, half float32) {
	b.paths.MoveTo(x0, y0-half)
	b.paths.LineTo(x1, y1-half)
	b.paths.LineTo(x1+half, y1)
	b.paths.LineTo(x1, y1+half)
	b.paths.LineTo(x0, y0+half)
	b.paths.LineTo(x0-half, y0)
	b.paths.ClosePath()
}
