package kit

import (
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"
)

const leastLabel float32 = 88 // pixels between two labels of the ruler

// steps between labels in milliseconds.
func rulerSteps() []int64 {
	return []int64{
		1, 2, 5, 10, 20, 40, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000,
		120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000, 86_400_000,
	}
}

// step is the time between two labels, in units.
func (l *Lanes) step() int64 {
	least := float64(leastLabel) * l.view.per * 1000 / float64(l.PerSecond)
	all := rulerSteps()
	i := slices.IndexFunc(all, func(ms int64) bool { return float64(ms) >= least })
	if i < 0 {
		days := int64(math.Ceil(least / 86_400_000))
		return days * 86_400 * l.PerSecond
	}
	return max(1, all[i]*l.PerSecond/1000)
}

// ruler draws the labels and returns where they stand.
func (b *lanesBody) ruler(size fyne.Size) []float32 {
	l := b.lanes
	step := l.step()
	var marks []float32
	key := fontKey{size: TinySize}
	for t := (l.view.from + step - 1) / step * step; ; t += step {
		x := l.x(t)
		if x > size.Width {
			return marks
		}
		if x < laneLabels-1 {
			continue
		}
		marks = append(marks, x)
		text := l.label(t, step)
		wide := b.brush.measure(text, key)
		b.brush.text(min(x-wide/2, size.Width-wide-2), 22, text, key, labelInk(Dim))
	}
}

func (l *Lanes) label(t, step int64) string {
	if l.Label != nil {
		return l.Label(t, step)
	}
	return RulerLabel(t, step, l.PerSecond)
}

// RulerLabel is a moment as a ruler shows it: seconds up to a minute, then
// minutes and hours, with as many places as the step needs.
func RulerLabel(t, step, perSecond int64) string {
	places := 0
	for unit := perSecond; places < 3 && step%unit != 0; places++ {
		unit = max(1, unit/10)
	}
	seconds := t / perSecond
	part := ""
	if places > 0 {
		ms := (t%perSecond*1000 + perSecond/2) / perSecond
		part = fmt.Sprintf(".%03d", min(ms, 999))[:1+places]
	}
	switch {
	case seconds < 60:
		return fmt.Sprintf("%d%s s", seconds, part)
	case seconds < 3600:
		return fmt.Sprintf("%d:%02d%s", seconds/60, seconds%60, part)
	}
	return fmt.Sprintf("%d:%02d:%02d%s", seconds/3600, seconds/60%60, seconds%60, part)
}

// cursor draws the line across all lanes with its moment on the ruler.
func (b *lanesBody) cursor(size fyne.Size) {
	l := b.lanes
	if l.cursor < 0 {
		return
	}
	x := l.x(l.cursor)
	if x < laneLabels-1 || x > size.Width {
		return
	}
	b.brush.rect(x-0.5, laneRuler-6, 1.5, size.Height-laneRuler+6, C(Accent))
	text := l.label(l.cursor, 1)
	if l.Moment != nil {
		text = l.Moment(l.cursor)
	}
	key := fontKey{size: TinySize}
	wide := b.brush.measure(text, key) + 14
	left := min(max(x-wide/2, 0), size.Width-wide)
	b.brush.rect(left, 8, wide, 20, C(Accent))
	b.brush.text(left+7, 22, text, key, C(OnAccent))
}

// hover draws what is said beside the pointer.
func (b *lanesBody) hover(size fyne.Size) {
	lines := b.lanes.Said()
	if len(lines) == 0 {
		return
	}
	const pad, row = 9, 17
	key := fontKey{size: SmallSize}
	wide := float32(0)
	for _, s := range lines {
		wide = max(wide, b.brush.measure(s, key))
	}
	wide += 2 * pad
	tall := float32(len(lines))*row + 2*pad - 4
	at := b.lanes.pointer
	x, y := at.X+16, at.Y+16
	if x+wide > size.Width-4 {
		x = max(4, at.X-wide-12)
	}
	if y+tall > size.Height-4 {
		y = max(4, at.Y-tall-8)
	}
	b.brush.rect(x, y, wide, tall, C(Raised))
	b.outline(x, y, wide, tall, 1, C(Line))
	for i, s := range lines {
		ink := Ink(Dim, Raised)
		if i == 0 {
			ink = C(Text)
		}
		b.brush.text(x+pad, y+pad+float32(i)*row+9, s, key, ink)
	}
}

// Said is what stands beside the pointer now, nothing without one: for tests.
func (l *Lanes) Said() []string {
	if !l.inside || l.dragged || l.Describe == nil || l.pointer.Y < laneRuler {
		return nil
	}
	p := l.placeAt(l.pointer.X, l.pointer.Y)
	if p.Lane < 0 {
		return nil
	}
	return l.Describe(p)
}
