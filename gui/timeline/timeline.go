// Package timeline is the screen that shows an asset along time: a lane for
// each stream and level with its fragments and key frames, what is wrong with
// them, text and markers, and the bitrate. It draws what Set brings and answers
// with callbacks; it checks and reads nothing itself. UI goroutine only.
package timeline

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
	"smoothscope/inspect/marker"
	"smoothscope/inspect/media"
)

// perSecond is the unit of the axis: 100 ns, the usual tick of Smooth Streaming.
const perSecond = 10_000_000

// Pick is a place that was chosen: a fragment of a level, or a chunk of a
// stream whose data is in the manifest.
type Pick struct {
	Stream, Level int             // in Report.Streams; Level is -1 for a stream in the manifest
	Chunk         int             // ordinal, -1 for none
	Fragment      *check.Fragment // nil for a chunk in the manifest
	File          string          // member path, "" for a chunk in the manifest
	Seconds       float64         // from the start of the axis
	At            float64         // the same on the asset's own time line, in seconds
	Time          uint64          // of the fragment or chunk, in ticks
	TimeScale     uint64          // ticks per second of Time
}

// Room is the screen.
type Room struct {
	OnPick   func(p Pick, open bool) // open asks for its boxes
	OnPlay   func(p Pick)            // wants it played from there
	OnMenu   func(*fyne.Menu, fyne.Position)
	OnCopy   func(text string)
	OnStatus func() // Status says something else now

	// OnPickCue and OnPickMarker tell a cue, by its number in what SetCaptions
	// brought in the order of time, or a marker that were chosen. Open wants it
	// edited.
	OnPickCue    func(stream, cue int, open bool)
	OnPickMarker func(m marker.Marker, open bool)

	report *check.Report
	start  uint64                  // of the axis, in units from 0
	rows   []row                   // what each lane is
	cues   map[int][]caption.Cue   // of a stream, by their start
	marks  map[int][]marker.Marker // of a stream, by their time
	lanes  *kit.Lanes
	curve  int  // lane of the bitrate curve, -1 for none
	of     Pick // whose bitrate it shows
	note   *kit.Label
	body   *fyne.Container
	root   *fyne.Container
	below  *kit.Split // the lanes and what is below them
	byHand bool       // a person has moved its border
}

// New makes the screen.
func New() *Room {
	r := &Room{
		OnPick: func(Pick, bool) {}, OnPlay: func(Pick) {}, OnMenu: func(*fyne.Menu, fyne.Position) {},
		OnCopy: func(string) {}, OnStatus: func() {}, curve: -1,
		OnPickCue: func(int, int, bool) {}, OnPickMarker: func(marker.Marker, bool) {},
	}
	r.lanes = kit.NewLanes(perSecond)
	r.lanes.Moment = func(t int64) string { return seconds(t) }
	r.lanes.Describe = r.describe
	r.lanes.OnPick = func(p kit.LanePlace) { r.picked(p, false) }
	r.lanes.OnOpen = func(p kit.LanePlace) { r.picked(p, true) }
	r.lanes.OnMenu = r.menu
	r.lanes.OnMoved = func() { r.OnStatus() }
	r.note = kit.NewSmall("")
	r.note.Whole = false
	out := kit.NewQuiet("−", func() { r.lanes.ZoomBy(1 / zoomStep) })
	in := kit.NewQuiet("+", func() { r.lanes.ZoomBy(zoomStep) })
	all := kit.NewQuiet(lang.L("Show all"), r.lanes.ShowAll)
	bar := kit.Pad(kit.Tight, kit.Space, kit.Tight, kit.Wide, kit.Dock(nil, nil, nil, kit.Cols(kit.Tight, out, in, all), r.note))
	r.body = container.NewStack(r.lanes)
	r.root = kit.Dock(kit.Rows(0, bar, kit.HLine()), nil, nil, nil, r.body)
	return r
}

// zoomStep is how much a button zooms.
const zoomStep = 2

// Object is what the window shows.
func (r *Room) Object() fyne.CanvasObject { return r.root }

// Focusable is what takes the keys when the screen is opened.
func (r *Room) Focusable() fyne.Focusable { return r.lanes }

// SetBelow puts an object below the lanes, such as a list of findings; height
// is the size that it was left at, 0 for what is left, and moved is told when a person changes that.
func (r *Room) SetBelow(o fyne.CanvasObject, height float32, moved func(float32)) {
	r.below = kit.NewVSplit(r.lanes, o, height).KeepTrail()
	r.below.OnMoved = func(at float32) {
		r.byHand = true
		moved(at)
	}
	r.byHand = height > 0
	r.body.Layout = r
	r.body.Objects = []fyne.CanvasObject{r.below}
	r.body.Refresh()
}

// The room that what is below the lanes has while nobody has moved its border.
const (
	leastBelow   = 150
	leastToSee   = 120 // of the lanes
	usualDivider = 1
)

// Layout is for Fyne: until a person says otherwise, the lanes have the height
// that they need, and what is below them the rest.
func (r *Room) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if !r.byHand && r.below != nil {
		rest := size.Height - max(leastToSee, r.lanes.Tall()) - usualDivider
		if at := max(leastBelow, rest); at != r.below.Kept() {
			r.below.SetKept(at)
		}
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (r *Room) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Clear shows nothing, and why.
func (r *Room) Clear(why string) {
	r.report, r.rows, r.curve = nil, nil, -1
	r.cues, r.marks = nil, nil
	r.lanes.Empty = why
	r.note.SetText("")
	r.lanes.Set(nil, false)
}

// Set shows what was measured. What is in view stays where keep is set.
func (r *Room) Set(report *check.Report, keep bool) {
	r.report = report
	if !keep {
		r.cues, r.marks = nil, nil
	}
	r.start = axisStart(report)
	r.of = Pick{Stream: -1, Level: -1, Chunk: -1}
	lanes := r.build()
	r.lanes.Empty = lang.L("There is nothing to show along time.")
	r.note.SetText(lang.L("The wheel zooms, a drag or Shift and the wheel moves, a click selects, a double click opens."))
	r.lanes.Set(lanes, keep)
	r.body.Refresh()
}

// Follow marks the fragment that holds a byte of a file, without OnPick.
func (r *Room) Follow(file string, offset int64) {
	if at := r.lanes.Picked(); at.Lane >= 0 {
		if p := r.pickAt(at); p.File == file && holds(p.Fragment, offset) {
			return
		}
	}
	for lane, row := range r.rows {
		if row.level < 0 || r.level(row).File != file {
			continue
		}
		for n := range r.level(row).Fragments {
			if holds(&r.level(row).Fragments[n], offset) {
				r.lanes.Pick(lane, n)
				r.showRate(row)
				return
			}
		}
	}
}

// Marked is what is selected; its Chunk is -1 where nothing is.
func (r *Room) Marked() Pick { return r.pickAt(r.lanes.Picked()) }

// Show marks the fragment of a place, or the chunk in the manifest, without
// OnPick.
func (r *Room) Show(p check.Place) {
	for lane, row := range r.rows {
		if row.stream < 0 || row.stream != p.Stream || row.level >= 0 && row.level != p.Level || p.Chunk < 0 {
			continue
		}
		if row.kind != chunkLane {
			r.showText(lane, row, p.Chunk)
			if r.report.Streams[row.stream].Embedded {
				return
			}
			continue
		}
		if at := r.lanes.Picked(); at.Lane != lane || at.Block != p.Chunk {
			r.lanes.Pick(lane, p.Chunk)
			r.showRate(row)
		}
		return
	}
}

// GoTo moves the cursor to a time from the start of the axis. It is false where
// there is nothing at that time.
func (r *Room) GoTo(at time.Duration) bool {
	if r.report == nil || !r.lanes.Covers(at.Nanoseconds()/100) {
		return false
	}
	r.lanes.SetCursor(at.Nanoseconds() / 100)
	r.OnStatus()
	return true
}

func holds(f *check.Fragment, offset int64) bool {
	return f != nil && offset >= f.Offset && offset < f.Offset+max(f.Size, 1)
}

// picked follows a choice by hand.
func (r *Room) picked(at kit.LanePlace, open bool) {
	if at.Lane >= 0 && at.Lane < len(r.rows) {
		r.showRate(r.rows[at.Lane])
	}
	r.OnPick(r.pickAt(at), open)
	r.pickedText(at, open)
	r.OnStatus()
}

// pickedText tells a cue or marker that was chosen.
func (r *Room) pickedText(at kit.LanePlace, open bool) {
	if at.Lane < 0 || at.Lane >= len(r.rows) || at.Block < 0 {
		return
	}
	switch w := r.rows[at.Lane]; w.kind {
	case cueLane:
		r.OnPickCue(w.stream, at.Block, open)
	case markLane:
		r.OnPickMarker(r.marks[w.stream][at.Block], open)
	default:
	}
}

// showText marks the marker of a chunk, or the first cue that is shown then.
func (r *Room) showText(lane int, w row, chunk int) {
	block := -1
	if w.kind == markLane {
		block = slices.IndexFunc(r.marks[w.stream], func(m marker.Marker) bool { return m.At.Chunk == chunk })
	} else if s := &r.report.Streams[w.stream]; chunk < len(s.Chunks) {
		from := r.at(s.Chunks[chunk].Time, s.TimeScale)
		for i := range r.cues[w.stream] {
			if _, to := r.cueSpan(w.stream, i); to > from {
				block = i
				break
			}
		}
	}
	if at := r.lanes.Picked(); block >= 0 && (at.Lane != lane || at.Block != block) {
		r.lanes.Pick(lane, block)
	}
}

// pickAt is what lies at a place of the lanes.
func (r *Room) pickAt(at kit.LanePlace) Pick {
	p := Pick{Stream: -1, Level: -1, Chunk: -1, Seconds: float64(at.Time) / perSecond, At: float64(at.Time+int64(r.start)) / perSecond}
	if at.Lane < 0 || at.Lane >= len(r.rows) || r.rows[at.Lane].stream < 0 {
		return p
	}
	row := r.rows[at.Lane]
	if row.kind != chunkLane {
		return r.pickText(row, at, p)
	}
	p.Stream, p.Level, p.Chunk = row.stream, row.level, at.Block
	if row.level >= 0 && at.Block >= 0 {
		level := r.level(row)
		if at.Block >= len(level.Fragments) {
			return p
		}
		p.File, p.Fragment = level.File, &level.Fragments[at.Block]
		p.Time, p.TimeScale = p.Fragment.Time, level.TimeScale
	} else if at.Block >= 0 {
		s := &r.report.Streams[row.stream]
		p.Time, p.TimeScale = s.Chunks[at.Block].Time, s.TimeScale
	}
	return p
}

func (r *Room) level(w row) *check.LevelFacts { return &r.report.Streams[w.stream].Levels[w.level] }

// pickText is a cue or marker as a place: it has a time, and a marker a chunk.
func (r *Room) pickText(w row, at kit.LanePlace, p Pick) Pick {
	p.Stream = w.stream
	if at.Block < 0 {
		return p
	}
	if w.kind == markLane {
		m := &r.marks[w.stream][at.Block]
		p.Chunk, p.Time, p.TimeScale = max(0, m.At.Chunk), m.Time, m.TimeScale
		return p
	}
	from, _ := r.cueSpan(w.stream, at.Block)
	p.Chunk, p.Time, p.TimeScale = at.Block, uint64(max(0, from+int64(r.start))), perSecond
	return p
}

// Status is where the cursor stands and how far it is zoomed in.
func (r *Room) Status() (cursor, zoom string) {
	if r.report == nil {
		return "", ""
	}
	if t := r.lanes.Cursor(); t >= 0 {
		scale := uint64(perSecond)
		if len(r.report.Streams) > 0 {
			scale = r.report.Streams[0].TimeScale
		}
		tick := media.Rescale(uint64(t)+r.start, perSecond, scale)
		cursor = lang.L("{{.Time}} = tick {{.Tick}}", map[string]any{"Time": seconds(t), "Tick": kit.Group(int64(tick))})
	}
	times := r.lanes.Zoom()
	if times >= mostPercent {
		return cursor, lang.L("zoom ×{{.Times}}", map[string]any{"Times": kit.Group(int64(times + 0.5))})
	}
	return cursor, lang.L("zoom {{.Percent}} %", map[string]any{"Percent": kit.Group(int64(times*100 + 0.5))})
}

// mostPercent is how many times larger the view is told in percent at most.
const mostPercent = 100

// menu offers what can be done with a fragment.
func (r *Room) menu(at kit.LanePlace, where fyne.Position) {
	p := r.pickAt(at)
	if p.Chunk < 0 {
		return
	}
	first := fyne.NewMenuItem(lang.L("Show its boxes"), func() { r.OnPick(p, true) })
	text := r.rows[at.Lane].kind != chunkLane
	if text {
		first = fyne.NewMenuItem(lang.L("Edit it"), func() { r.pickedText(at, true) })
	}
	items := []*fyne.MenuItem{
		first,
		fyne.NewMenuItem(lang.L("Play from here"), func() { r.OnPlay(p) }),
		fyne.NewMenuItem(lang.L("Zoom to it"), func() { r.zoomTo(at) }),
		fyne.NewMenuItem(lang.L("Copy what is known of it"), func() { r.OnCopy(joined(r.describe(at))) }),
	}
	switch {
	case text:
	case p.TimeScale == 0: // what is missing
		items = items[2:]
	case p.Fragment == nil:
		items = items[1:]
	case p.Fragment.MoofSize == 0: // of a file that no player is served
		items = slices.Delete(items, 1, 2)
	}
	r.OnMenu(fyne.NewMenu("", items...), where)
}

func (r *Room) zoomTo(at kit.LanePlace) {
	from, to := r.lanes.Block(at.Lane, at.Block)
	r.lanes.ZoomTo(from, to)
}
