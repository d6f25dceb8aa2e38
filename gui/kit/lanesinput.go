package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// zoomStep is how much one notch of the wheel or one key zooms.
const zoomStep = 1.25

// MouseDown selects what is below the pointer at once.
func (l *Lanes) MouseDown(ev *desktop.MouseEvent) {
	focus(l)
	l.dragged = false
	p := l.placeAt(ev.Position.X, ev.Position.Y)
	if ev.Button == desktop.MouseButtonSecondary {
		if p.Block >= 0 {
			l.choose(p)
		}
		if l.OnMenu != nil {
			l.OnMenu(p, ev.AbsolutePosition)
		}
		return
	}
	if ev.Button == desktop.MouseButtonPrimary && ev.Position.X >= laneLabels {
		l.choose(p)
	}
}

// choose is a selection by hand.
func (l *Lanes) choose(p LanePlace) {
	l.cursor = p.Time
	if p.Block >= 0 {
		l.picked = p
		l.picked.Time = l.lanes[p.Lane].Blocks[p.Block].From
	}
	l.redraw()
	if l.OnPick != nil {
		l.OnPick(p)
	}
}

// MouseUp is called by Fyne.
func (l *Lanes) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens a block.
func (l *Lanes) DoubleTapped(ev *fyne.PointEvent) {
	if p := l.placeAt(ev.Position.X, ev.Position.Y); p.Block >= 0 && l.OnOpen != nil {
		l.OnOpen(p)
	}
}

// Dragged moves the view.
func (l *Lanes) Dragged(ev *fyne.DragEvent) {
	l.dragged = true
	l.moveBy(-ev.Dragged.DX, -ev.Dragged.DY)
}

// DragEnd is called by Fyne.
func (l *Lanes) DragEnd() {
	l.dragged = false
	l.redraw()
}

// Scrolled zooms around the pointer; with Shift, or sideways, it moves; with
// Ctrl it scrolls the lanes.
func (l *Lanes) Scrolled(ev *fyne.ScrollEvent) {
	held := modifiers()
	switch {
	case held&fyne.KeyModifierShortcutDefault != 0:
		l.moveBy(0, -ev.Scrolled.DY)
	case held&fyne.KeyModifierShift != 0 && ev.Scrolled.DX == 0:
		l.moveBy(-ev.Scrolled.DY*2, 0)
	case math.Abs(float64(ev.Scrolled.DX)) > math.Abs(float64(ev.Scrolled.DY)):
		l.moveBy(-ev.Scrolled.DX*2, 0)
	case ev.Scrolled.DY != 0:
		notches := float64(ev.Scrolled.DY) / 10
		l.zoomAt(math.Pow(zoomStep, min(max(notches, -3), 3)), max(ev.Position.X, laneLabels))
	}
}

// MouseIn is called by Fyne.
func (l *Lanes) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved says what is below the pointer.
func (l *Lanes) MouseMoved(ev *desktop.MouseEvent) {
	l.pointer, l.inside = ev.Position, true
	l.redraw()
}

// MouseOut is called by Fyne.
func (l *Lanes) MouseOut() {
	l.inside = false
	l.redraw()
}

// FocusGained is called by Fyne.
func (l *Lanes) FocusGained() { l.focused = true }

// FocusLost is called by Fyne.
func (l *Lanes) FocusLost() { l.focused = false }

// TypedRune zooms.
func (l *Lanes) TypedRune(r rune) {
	switch r {
	case '+', '=':
		l.ZoomBy(zoomStep * zoomStep)
	case '-', '_':
		l.ZoomBy(1 / zoomStep / zoomStep)
	case '0':
		l.ShowAll()
	}
}

// TypedKey walks over blocks and lanes and moves the view.
func (l *Lanes) TypedKey(ev *fyne.KeyEvent) {
	page := float32(l.room() * 0.9)
	switch ev.Name {
	case fyne.KeyLeft:
		l.walk(0, -1)
	case fyne.KeyRight:
		l.walk(0, 1)
	case fyne.KeyUp:
		l.walk(-1, 0)
	case fyne.KeyDown:
		l.walk(1, 0)
	case fyne.KeyPageUp:
		l.moveBy(-page, 0)
	case fyne.KeyPageDown:
		l.moveBy(page, 0)
	case fyne.KeyHome:
		l.moveTo(l.from)
	case fyne.KeyEnd:
		l.moveTo(l.to)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.picked.Block >= 0 && l.OnOpen != nil {
			l.OnOpen(l.picked)
		}
	default:
		passKey(l, ev.Name)
	}
}

// TypedShortcut gives all shortcuts to the window.
func (l *Lanes) TypedShortcut(s fyne.Shortcut) { passOn(l, s) }

func (l *Lanes) moveTo(time int64) {
	l.view.from = time
	l.clamp()
	l.moved()
}

// walk selects the next block of the lane, or the block of the next lane at the
// same time.
func (l *Lanes) walk(lanes, blocks int) {
	p := l.picked
	if p.Lane < 0 {
		p = LanePlace{Lane: -1, Block: -1, Time: max(l.from, l.view.from)}
		lanes, blocks = 1, 0
	}
	if lanes != 0 {
		for i := p.Lane + lanes; i >= 0 && i < len(l.lanes); i += lanes {
			if n := l.nearest(i, p.Time); n >= 0 {
				l.goTo(i, n)
				return
			}
		}
		return
	}
	if n := p.Block + blocks; n >= 0 && n < len(l.lanes[p.Lane].Blocks) {
		l.goTo(p.Lane, n)
	}
}

func (l *Lanes) goTo(lane, block int) {
	l.Pick(lane, block)
	if l.OnPick != nil {
		l.OnPick(l.picked)
	}
}

// nearest is the last block of a lane that begins at a time or before it, the
// first where none does; -1 where the lane has none.
func (l *Lanes) nearest(lane int, time int64) int {
	blocks := l.lanes[lane].Blocks
	if len(blocks) == 0 {
		return -1
	}
	low, high := 0, len(blocks)
	for low < high {
		mid := (low + high) / 2
		if blocks[mid].From <= time {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return max(0, low-1)
}
