package kit

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

const second = 1000

// cut is a lane of blocks of two seconds each.
func cut(title string, blocks int) Lane {
	l := Lane{Title: title, Sub: "80 kb/s", Blocks: []LaneBlock{}}
	for i := range int64(blocks) {
		l.Blocks = append(l.Blocks, LaneBlock{From: i * 2 * second, To: (i + 1) * 2 * second, Color: Media, Ticks: []int64{i * 2 * second}})
	}
	return l
}

// newTestLanes shows 20 s over 1000 pixels of axis.
func newTestLanes(t testing.TB, lanes ...Lane) *Lanes {
	t.Helper()
	test.NewTempApp(t)
	l := NewLanes(second)
	w := test.NewTempWindow(t, l)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1000+laneLabels+laneEnd, 300))
	l.Set(lanes, false)
	return l
}

func keys(l *Lanes, keys ...fyne.KeyName) {
	for _, k := range keys {
		l.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestLanesFindTheBlockBelowThePointer(t *testing.T) {
	flagged := Lane{Title: "ads", Thin: true, Blocks: []LaneBlock{{From: 6 * second, To: 10 * second, Flag: true}}}
	l := newTestLanes(t, cut("a", 10), cut("b", 10), flagged)
	middle := func(lane int) float32 { y, h := l.laneTop(lane); return y + h/2 }
	for _, c := range []struct {
		x, y float32
		want LanePlace
	}{
		{laneLabels + 1, middle(0), LanePlace{0, 0, 20}},
		{laneLabels + 150, middle(1), LanePlace{1, 1, 3000}},
		{laneLabels + 999, middle(1), LanePlace{1, 9, 19980}},
		{laneLabels + 302, middle(2), LanePlace{2, 0, 6040}},
		{laneLabels + 100, middle(2), LanePlace{2, -1, 2000}},
		{20, middle(1), LanePlace{1, -1, 0}},
		{laneLabels + 10, 5, LanePlace{-1, -1, 200}},
	} {
		if got := l.placeAt(c.x, c.y); got != c.want {
			t.Errorf("at %v, %v: %+v, want %+v", c.x, c.y, got, c.want)
		}
	}
}

func TestLanesZoom(t *testing.T) {
	l := newTestLanes(t, cut("a", 10))
	if l.Zoom() != 1 {
		t.Errorf("begins at %v", l.Zoom())
	}
	x := laneLabels + 500
	before := l.timeAt(x)
	for range 8 {
		l.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 60)}, Scrolled: fyne.NewDelta(0, 10)})
	}
	if after := l.timeAt(x); after != before || l.Zoom() < 5 {
		t.Errorf("the moment below the pointer was %d and is %d at %v times", before, after, l.Zoom())
	}
	for range 200 {
		l.zoomAt(2, x)
	}
	if frame := 40 / l.view.per; frame < 100 {
		t.Errorf("a frame is %v pixels wide at most", frame)
	}
	for range 200 {
		l.zoomAt(0.5, x)
	}
	if l.Zoom() != 1 || l.view.from != 0 {
		t.Errorf("zooming out ends at %v, %d", l.Zoom(), l.view.from)
	}
	l.ZoomTo(4000, 6000)
	if from, to := l.timeAt(laneLabels), l.timeAt(laneLabels+1000); from > 4000 || from < 3000 || to < 6000 || to > 7000 {
		t.Errorf("4 to 6 s is shown as %d to %d", from, to)
	}
	l.TypedRune('0')
	if l.Zoom() != 1 {
		t.Errorf("0 leaves %v", l.Zoom())
	}
}

func TestLanesByKeys(t *testing.T) {
	l := newTestLanes(t, cut("a", 10), cut("b", 10), Lane{Title: "rate", Values: []LaneValue{{0, 1}, {20 * second, 2}}})
	var got []string
	l.OnPick = func(p LanePlace) { got = append(got, fmt.Sprint(p.Lane, p.Block)) }
	l.OnOpen = func(p LanePlace) { got = append(got, fmt.Sprint("open ", p.Lane, p.Block)) }
	keys(l, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn, fyne.KeyUp, fyne.KeyUp)
	if want := []string{"0 0", "0 1", "0 2", "1 2", "1 1", "open 1 1", "0 1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	l.ZoomTo(0, 2000)
	keys(l, fyne.KeyEnd)
	if to := l.timeAt(laneLabels + 1000); to < 19_900 || to > 20_000 {
		t.Errorf("End shows up to %d", to)
	}
	l.Pick(1, 0)
	if x := l.x(0); x < laneLabels || x > laneLabels+1000 || l.Cursor() != 0 {
		t.Errorf("what is picked is at %v", x)
	}
}

func TestLanesSayWhatIsBelowThePointer(t *testing.T) {
	l := newTestLanes(t, cut("a", 10))
	l.Describe = func(p LanePlace) []string { return []string{fmt.Sprint(p.Block)} }
	l.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(laneLabels+250, laneRuler+10)}})
	if got := l.Said(); !slices.Equal(got, []string{"2"}) {
		t.Errorf("says %q", got)
	}
	l.MouseOut()
	if got := l.Said(); got != nil {
		t.Errorf("says %q without a pointer", got)
	}
}

func TestRulerLabels(t *testing.T) {
	for _, c := range []struct {
		time, step int64
		want       string
	}{
		{0, 2 * second, "0 s"}, {4 * second, 2 * second, "4 s"}, {1500, 500, "1.5 s"}, {40, 40, "0.04 s"}, {1, 1, "0.001 s"},
		{65 * second, 5 * second, "1:05"}, {65_040, 20, "1:05.04"}, {3600 * second, 600 * second, "1:00:00"}, {36_061 * second, second, "10:01:01"},
	} {
		if got := RulerLabel(c.time, c.step, second); got != c.want {
			t.Errorf("%d by %d: %q, want %q", c.time, c.step, got, c.want)
		}
	}
}

// A wrong block is seen as such however many right ones lie around it.
func TestLanesNeverHideWhatIsWrong(t *testing.T) {
	lane := cut("a", 36_000)
	lane.Blocks[17_000].State = Error
	l := newTestLanes(t, lane)
	img := l.body.draw(int(l.Size().Width), int(l.Size().Height)).(*image.RGBA)
	y, h := l.laneTop(0)
	x := int(l.x(lane.Blocks[17_000].From))
	red := 0
	for dx := -1; dx <= 1; dx++ {
		p := img.RGBAAt(x+dx, int(y+h/2))
		if p.R > p.G+40 {
			red++
		}
	}
	if red == 0 {
		t.Error("the error is not to be seen")
	}
	if again := l.body.draw(int(l.Size().Width), int(l.Size().Height)); again != image.Image(img) {
		t.Error("every picture needs its own memory")
	}
}

// Ten levels of an hour, all in view and a part of it.
func BenchmarkLanes(b *testing.B) {
	var lanes []Lane
	for range 10 {
		lanes = append(lanes, cut("video", 3600))
	}
	l := newTestLanes(b, lanes...)
	for name, zoom := range map[string]float64{"all": 1, "part": 50, "frame": 1e6} {
		b.Run(name, func(b *testing.B) {
			l.ShowAll()
			l.zoomAt(zoom, 500)
			for b.Loop() {
				l.body.draw(1400, 600)
			}
		})
	}
}
