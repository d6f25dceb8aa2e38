package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Lane is one strip along the time axis: blocks, or a curve.
type Lane struct {
	Title  string
	Sub    string      // a second line, small and dim
	Blocks []LaneBlock // in the order of From
	Values []LaneValue // in the order of At, of a lane without blocks
	Thin   bool        // half as high, for texts and markers
	Apart  bool        // some room above it: a group begins
}

// LaneBlock is a stretch of time on a lane. Times are in units of
// Lanes.PerSecond.
type LaneBlock struct {
	From, To int64   // To exclusive; a moment where both are equal
	Color    Token   // the lane's category
	State    Token   // Error or Warning where something is wrong with it
	Ticks    []int64 // moments in it, such as key frames
	Flag     bool    // drawn as a flag with a line up to To, not as a block
	Hollow   bool    // an outline only: what should be there and is not
	Text     string  // in it, or behind its flag, where there is room
}

// LaneValue is the value of a curve from a moment on.
type LaneValue struct {
	At    int64
	Value float64
}

// LanePlace is a place on the lanes. Lane and Block are -1 where there is none.
type LanePlace struct {
	Lane, Block int
	Time        int64
}

// Lanes shows lanes on a common time axis that can be zoomed from everything to
// single frames. It is one picture, drawn from what is in view only.
//
// The wheel zooms around the pointer, Shift and the wheel or a drag move; keys:
// Left and Right walk over the blocks of a lane, Up and Down over lanes, + and -
// zoom, 0 shows all, Home, End, PageUp and PageDown move, Enter opens.
type Lanes struct {
	widget.BaseWidget

	PerSecond int64                         // units of time in a second; needs to be set
	Finest    float64                       // seconds, the shortest thing to zoom to; a 50th when zero
	Label     func(time, step int64) string // of the ruler; step is between two labels
	Moment    func(time int64) string       // of the cursor
	Describe  func(LanePlace) []string      // what is said beside the pointer
	Empty     string                        // said in the middle while there are no lanes

	OnPick  func(LanePlace)                     // by hand; Block may be -1
	OnOpen  func(LanePlace)                     // Enter or a double click on a block
	OnMenu  func(p LanePlace, at fyne.Position) // at on the canvas
	OnMoved func()                              // another part is in view

	lanes    []Lane
	from, to int64 // of everything
	view     laneView
	down     float32 // how far lanes are scrolled up, in pixels
	picked   LanePlace
	cursor   int64 // -1 for none
	pointer  fyne.Position
	inside   bool
	dragged  bool
	focused  bool
	body     *lanesBody
}

var (
	_ fyne.Focusable      = (*Lanes)(nil)
	_ fyne.Scrollable     = (*Lanes)(nil)
	_ fyne.Draggable      = (*Lanes)(nil)
	_ fyne.DoubleTappable = (*Lanes)(nil)
	_ desktop.Mouseable   = (*Lanes)(nil)
	_ desktop.Hoverable   = (*Lanes)(nil)
)

// NewLanes returns lanes with nothing on them.
func NewLanes(perSecond int64) *Lanes {
	l := &Lanes{PerSecond: perSecond, picked: noPlace(), cursor: -1}
	l.body = newLanesBody(l)
	l.ExtendBaseWidget(l)
	return l
}

func noPlace() LanePlace { return LanePlace{Lane: -1, Block: -1} }

// Set shows other lanes. What is in view stays where keep is set and there is
// something there still; else all is shown.
func (l *Lanes) Set(lanes []Lane, keep bool) {
	l.lanes = lanes
	l.from, l.to = extent(lanes)
	l.picked = noPlace()
	if !keep || l.view.per == 0 {
		l.cursor = -1
		l.ShowAll()
		return
	}
	l.clamp()
	l.redraw()
}

// extent is the times that any lane covers.
func extent(lanes []Lane) (from, to int64) {
	first := true
	take := func(a, b int64) {
		if first {
			from, to, first = a, b, false
			return
		}
		from, to = min(from, a), max(to, b)
	}
	for _, lane := range lanes {
		if n := len(lane.Blocks); n > 0 {
			take(lane.Blocks[0].From, lane.Blocks[n-1].To)
		}
		if n := len(lane.Values); n > 0 {
			take(lane.Values[0].At, lane.Values[n-1].At)
		}
	}
	return from, to
}

// Pick selects a block and brings it into view, without OnPick; a lane of -1
// selects none.
func (l *Lanes) Pick(lane, block int) {
	if lane < 0 || lane >= len(l.lanes) || block < 0 || block >= len(l.lanes[lane].Blocks) {
		l.picked = noPlace()
		l.redraw()
		return
	}
	b := l.lanes[lane].Blocks[block]
	l.picked = LanePlace{lane, block, b.From}
	l.cursor = b.From
	l.reveal(b.From, b.To)
	l.revealLane(lane)
	l.redraw()
}

// Mark selects the block of a lane that begins at a moment, without moving the
// view and without OnPick; none where there is no such block.
func (l *Lanes) Mark(lane int, time int64) {
	l.picked = noPlace()
	if lane >= 0 && lane < len(l.lanes) {
		for i := range l.lanes[lane].Blocks {
			if l.lanes[lane].Blocks[i].From == time {
				l.picked = LanePlace{lane, i, time}
				break
			}
		}
	}
	l.redraw()
}

// Picked is what is selected.
func (l *Lanes) Picked() LanePlace { return l.picked }

// SetCursor moves the line across all lanes to a moment, -1 takes it away.
func (l *Lanes) SetCursor(time int64) {
	l.cursor = time
	if time >= 0 {
		l.reveal(time, time)
	}
	l.redraw()
}

// Extent is the first and the last moment that any lane covers.
func (l *Lanes) Extent() (from, to int64) { return l.from, l.to }

// Covers tells whether a moment lies within what is shown when all is.
func (l *Lanes) Covers(time int64) bool {
	return len(l.lanes) > 0 && time >= l.from && time <= l.to
}

// Cursor is where the line across all lanes stands, -1 for nowhere.
func (l *Lanes) Cursor() int64 { return l.cursor }

// redraw draws what is in view again.
func (l *Lanes) redraw() { l.body.picture.Refresh() }

// CreateRenderer is called by Fyne.
func (l *Lanes) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return &lanesRenderer{lanes: l}
}

type lanesRenderer struct {
	lanes *Lanes
	size  fyne.Size
}

func (r *lanesRenderer) MinSize() fyne.Size { return fyne.NewSize(240, 120) }

func (r *lanesRenderer) Layout(size fyne.Size) {
	whole := r.lanes.view.per == 0 || r.lanes.showsAll(r.size.Width)
	r.size = size
	r.lanes.body.picture.Resize(size)
	if whole {
		r.lanes.ShowAll()
	}
	r.lanes.clamp()
}

func (r *lanesRenderer) Refresh() { r.lanes.body.picture.Refresh() }

func (r *lanesRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.lanes.body.picture}
}
func (r *lanesRenderer) Destroy() {}

// SetValues gives a lane another curve and second line.
func (l *Lanes) SetValues(lane int, values []LaneValue, sub string) {
	l.lanes[lane].Values, l.lanes[lane].Sub = values, sub
	l.redraw()
}

// Block is the time of a block.
func (l *Lanes) Block(lane, block int) (from, to int64) {
	b := l.lanes[lane].Blocks[block]
	return b.From, b.To
}
