package captions

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// many is a file of 5 000 captions.
func many() string {
	var b strings.Builder
	for i := range 5000 {
		start := time.Duration(i) * 3 * time.Second
		fmt.Fprintf(&b, "%d\n%s --> %s\nCaption %d says <i>something</i>\nin two lines.\n\n", i+1, srtClock(start), srtClock(start+2500*time.Millisecond), i)
	}
	return b.String()
}

func srtClock(d time.Duration) string { return strings.ReplaceAll(caption.Clock(d), ".", ",") }

func manyOn(b *testing.B) (*Room, fyne.Canvas) {
	b.Helper()
	dark := true
	test.NewTempApp(b).Settings().SetTheme(kit.NewTheme(&dark))
	d, err := caption.Parse([]byte(many()), caption.Options{})
	if err != nil {
		b.Fatal(err)
	}
	r := New(&atOnce{}, FirstSizes())
	t := Track{Name: "captions", Editable: true}
	r.OnLoad = func(Track) { r.SetDocument(t, d, nil, nil) }
	r.OnEdit = func(_ string, t Track, e *caption.Document) { d = e; r.Show([]Track{t}) }
	win := test.NewTempWindow(b, r.Object())
	win.Resize(fyne.NewSize(1200, 800))
	r.Show([]Track{t})
	if len(r.cues()) != 5000 {
		b.Fatal(len(r.cues()))
	}
	return r, win.Canvas()
}

// BenchmarkShow opens a track of 5 000 captions.
func BenchmarkShow(b *testing.B) {
	r, _ := manyOn(b)
	t, _ := r.Track()
	d := r.doc
	r.OnLoad = func(Track) { r.SetDocument(t, d, nil, nil) }
	for b.Loop() {
		r.settleNothing()
		r.Show([]Track{t})
	}
}

// BenchmarkScroll is a turn of the wheel, with what is in view drawn.
func BenchmarkScroll(b *testing.B) {
	r, _ := manyOn(b)
	down := true
	for b.Loop() {
		dy := float32(-30)
		if !down {
			dy = 30
		}
		r.table.grid.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)})
		if top := r.table.grid.TopRow(); top > 4900 || top == 0 {
			down = !down
		}
	}
}

// BenchmarkWalk is an arrow key: the next caption and its text.
func BenchmarkWalk(b *testing.B) {
	r, _ := manyOn(b)
	for b.Loop() {
		r.table.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		if r.table.current() == 4999 {
			r.Choose(0)
		}
	}
}

// BenchmarkEdit is a new text of one of them.
func BenchmarkEdit(b *testing.B) {
	r, _ := manyOn(b)
	n := 0
	for b.Loop() {
		n++
		if err := r.table.commit(int64(n%5000), r.table.grid.EditColumn, fmt.Sprint("text ", n)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkShift moves all of them.
func BenchmarkShift(b *testing.B) {
	r, _ := manyOn(b)
	r.drawer.shift.by.SetText("0.1")
	for b.Loop() {
		r.drawer.shift.move(1)
	}
}

// BenchmarkFind looks for a word while it is typed.
func BenchmarkFind(b *testing.B) {
	r, _ := manyOn(b)
	r.askFind()
	n := 0
	for b.Loop() {
		n++
		r.drawer.find.what.SetText([]string{"something", "in two", "Caption 1"}[n%3])
	}
}
