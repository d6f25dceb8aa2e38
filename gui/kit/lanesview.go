package kit

import (
	"math"
	"slices"
)

// laneView is the part of the time axis in view.
type laneView struct {
	from int64   // at the left edge
	per  float64 // units of time in a pixel; 0 before the first layout
}

const (
	laneLabels float32 = 96 // width of the titles
	laneEnd    float32 = 12 // room at the right
	laneRuler  float32 = 34
	laneTall   float32 = 34
	laneThin   float32 = 20
	laneGap    float32 = 10 // between lanes
	laneApart  float32 = 12 // more, between groups
	laneFoot   float32 = 12
)

// room is the width that the time axis has.
func (l *Lanes) room() float64 {
	return float64(max(1, l.Size().Width-laneLabels-laneEnd))
}

// x is where a moment is drawn.
func (l *Lanes) x(time int64) float32 {
	return laneLabels + float32(float64(time-l.view.from)/l.view.per)
}

// timeAt is the moment that is drawn at x.
func (l *Lanes) timeAt(x float32) int64 {
	return l.view.from + int64(math.Round(float64(x-laneLabels)*l.view.per))
}

// whole is the units in a pixel when all is shown.
func (l *Lanes) whole() float64 {
	return max(float64(l.to-l.from), float64(l.PerSecond)/10) / l.room()
}

// finest is the units in a pixel when the shortest thing fills a good part.
func (l *Lanes) finest() float64 {
	seconds := l.Finest
	if seconds <= 0 {
		seconds = 0.02
	}
	return min(l.whole(), max(1e-3, seconds*float64(l.PerSecond)/160))
}

// ShowAll zooms out to everything.
func (l *Lanes) ShowAll() {
	l.view = laneView{from: l.from, per: l.whole()}
	l.moved()
}

// showsAll says whether all was in view at a width of the widget.
func (l *Lanes) showsAll(width float32) bool {
	room := float64(max(1, width-laneLabels-laneEnd))
	return l.view.per*room >= float64(l.to-l.from)*0.999
}

// Zoom is how many times larger the view is than all of it.
func (l *Lanes) Zoom() float64 {
	if l.view.per == 0 {
		return 1
	}
	return l.whole() / l.view.per
}

// ZoomBy makes everything larger by a factor, around the cursor where it is in
// view, else around the middle.
func (l *Lanes) ZoomBy(factor float64) {
	at := laneLabels + float32(l.room()/2)
	if x := l.x(l.cursor); l.cursor >= 0 && x >= laneLabels && x <= l.Size().Width {
		at = x
	}
	l.zoomAt(factor, at)
}

// zoomAt makes everything larger by a factor; what is at x stays there.
func (l *Lanes) zoomAt(factor float64, x float32) {
	fixed := l.timeAt(x)
	l.view.per = min(max(l.view.per/factor, l.finest()), l.whole())
	l.view.from = fixed - int64(math.Round(float64(x-laneLabels)*l.view.per))
	l.clamp()
	l.moved()
}

// ZoomTo shows a stretch of time with some room around it.
func (l *Lanes) ZoomTo(from, to int64) {
	span := max(float64(to-from)*1.2, float64(l.PerSecond)/100)
	l.view.per = min(max(span/l.room(), l.finest()), l.whole())
	l.view.from = from - int64((l.room()*l.view.per-float64(to-from))/2)
	l.clamp()
	l.moved()
}

// moveBy moves the view by pixels, to later times where x is positive.
func (l *Lanes) moveBy(x, y float32) {
	l.view.from += int64(math.Round(float64(x) * l.view.per))
	l.down += y
	l.clamp()
	l.moved()
}

// clamp keeps the view on what there is.
func (l *Lanes) clamp() {
	if l.view.per == 0 {
		return
	}
	l.view.per = min(max(l.view.per, l.finest()), l.whole())
	last := l.to - int64(l.room()*l.view.per)
	l.view.from = max(l.from, min(l.view.from, max(last, l.from)))
	l.down = max(0, min(l.down, l.Tall()-l.Size().Height))
}

func (l *Lanes) moved() {
	l.redraw()
	if l.OnMoved != nil {
		l.OnMoved()
	}
}

// reveal moves the view as far as it takes to see a stretch of time.
func (l *Lanes) reveal(from, to int64) {
	seen := int64(l.room() * l.view.per)
	switch {
	case l.view.per == 0 || from >= l.view.from && to <= l.view.from+seen:
		return
	case to-from >= seen:
		l.view.from = from
	default:
		l.view.from = from - (seen-(to-from))/2
	}
	l.clamp()
	l.moved()
}

// laneTop is where a lane begins when nothing is scrolled away, and its height.
func (l *Lanes) laneTop(i int) (y, height float32) {
	y = laneRuler
	for n := range l.lanes[:i+1] {
		height = laneTall
		if l.lanes[n].Thin {
			height = laneThin
		}
		if l.lanes[n].Apart && n > 0 {
			y += laneApart
		}
		if n < i {
			y += height + laneGap
		}
	}
	return y, height
}

// Tall is the height that all lanes need.
func (l *Lanes) Tall() float32 {
	if len(l.lanes) == 0 {
		return 0
	}
	y, height := l.laneTop(len(l.lanes) - 1)
	return y + height + laneFoot
}

func (l *Lanes) revealLane(i int) {
	y, height := l.laneTop(i)
	switch {
	case y-l.down < laneRuler:
		l.down = y - laneRuler
	case y+height-l.down > l.Size().Height:
		l.down = y + height + laneFoot - l.Size().Height
	}
	l.clamp()
}

// placeAt is what lies at a place of the widget.
func (l *Lanes) placeAt(x, y float32) LanePlace {
	p := LanePlace{Lane: -1, Block: -1, Time: max(l.from, min(l.timeAt(max(x, laneLabels)), l.to))}
	for i := range l.lanes {
		top, height := l.laneTop(i)
		if y+l.down >= top-laneGap/2 && y+l.down < top+height+laneGap/2 {
			p.Lane = i
			if x >= laneLabels {
				p.Block = l.blockAt(i, x)
			}
		}
	}
	return p
}

// grasp is how far from a narrow block or flag the pointer may be, in pixels.
const grasp float32 = 5

// blockAt is the block of a lane at x, or the nearest within reach; -1 for none.
func (l *Lanes) blockAt(lane int, x float32) int {
	blocks := l.lanes[lane].Blocks
	best, nearest := -1, grasp
	from, _ := l.inView(blocks)
	for i := from; i < len(blocks); i++ {
		x0, x1 := l.x(blocks[i].From), l.x(blocks[i].To)
		if x0 > x+grasp {
			break
		}
		if x >= x0 && x < x1 && !blocks[i].Flag {
			return i
		}
		if d := max(x0-x, x-x1, 0); d < nearest {
			best, nearest = i, d
		}
	}
	return best
}

// inView is the range of blocks that may be seen. Blocks may overlap, so one
// more at each side.
func (l *Lanes) inView(blocks []LaneBlock) (from, to int) {
	last := l.view.from + int64(l.room()*l.view.per) + int64(float64(laneEnd)*l.view.per)
	find := func(t int64) int {
		i, _ := slices.BinarySearchFunc(blocks, t, func(b LaneBlock, t int64) int {
			switch {
			case b.From < t:
				return -1
			case b.From > t:
				return 1
			}
			return 0
		})
		return i
	}
	return max(0, find(l.view.from)-2), min(len(blocks), find(last)+1)
}
