package kit

import (
	"image"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"
)

// pattern is a source of any size whose bytes are their offset's last eight bits.
type pattern struct {
	size   int64
	absent func(off int64) bool
}

func (p pattern) Size() int64 { return p.size }

func (p pattern) Read(off int64, b []byte) (int, bool) {
	for i := range b {
		if p.absent != nil && p.absent(off+int64(i)) {
			return 0, false
		}
		b[i] = byte(off + int64(i))
	}
	return len(b), true
}

func (p pattern) Colors(off int64, tokens []Token) {
	for i := range tokens {
		if off+int64(i) < 8 {
			tokens[i] = Index
		}
	}
}

const tenGB = 16 * rows671M

func hexOfSize(t *testing.T, size int64) (*Hex, fyne.Canvas) {
	t.Helper()
	inDark(t)
	h := NewHex(pattern{size: size})
	return h, show(t, h, 640, 2*hexMargin+10*HexRowHeight)
}

func TestBytesAndPlacesGoBothWays(t *testing.T) {
	h, _ := hexOfSize(t, tenGB)
	for _, start := range []int64{0, 5000, tenGB - 160} {
		h.Reveal(start, start+160)
		first, _ := h.Window()
		for off := first; off < first+160; off++ {
			p := h.place(off)
			if got := h.hit(p.AddXY(3, 8)); got != off {
				t.Fatalf("digits of %d at %v are byte %d", off, p, got)
			}
			c := h.columns()
			letter := fyne.NewPos(c.textX(int(off%16))+3, p.Y+8)
			if got := h.hit(letter); got != off {
				t.Fatalf("letter of %d at %v is byte %d", off, letter, got)
			}
		}
	}
}

func TestThereIsNoByteBelowTheLast(t *testing.T) {
	h, _ := hexOfSize(t, 20)
	for _, p := range []fyne.Position{{X: 100, Y: 60}, {X: 300, Y: 30}, {X: 639, Y: 10}} {
		if got := h.hit(p); got != -1 && got > 19 {
			t.Errorf("at %v is byte %d of 20", p, got)
		}
	}
	if got := h.hit(fyne.NewPos(100, 100)); got != -1 {
		t.Errorf("below all rows is byte %d", got)
	}
	empty, _ := hexOfSize(t, 0)
	if got := empty.hit(fyne.NewPos(100, 10)); got != -1 {
		t.Errorf("of nothing is byte %d", got)
	}
	key(empty, fyne.KeyDown, fyne.KeyEnd)
	press(empty, 100, 10, 0)
}

func TestHexScrollsThroughTenGigabytes(t *testing.T) {
	h, _ := hexOfSize(t, tenGB)
	key(h, fyne.KeyEnd)
	if h.CursorOffset() != tenGB-1 || h.scroll.top != rows671M-10 {
		t.Errorf("cursor %d, top row %d", h.CursorOffset(), h.scroll.top)
	}
	if h.digits() != 10 {
		t.Errorf("%d digits of an offset", h.digits())
	}
	key(h, fyne.KeyHome)
	if h.CursorOffset() != 0 || h.scroll.pos() != 0 {
		t.Errorf("cursor %d at %v", h.CursorOffset(), h.scroll.pos())
	}
}

func TestKeysMoveTheCursor(t *testing.T) {
	h, _ := hexOfSize(t, 1000)
	var picked []int64
	h.OnPick = func(off int64) { picked = append(picked, off) }
	key(h, fyne.KeyRight, fyne.KeyDown, fyne.KeyLeft, fyne.KeyUp, fyne.KeyUp, fyne.KeyLeft, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyDown)
	if diff := cmp.Diff([]int64{1, 17, 16, 0, 0, 0, 144, 999, 999}, picked); diff != "" {
		t.Error(diff)
	}
}

func TestAClickPicksAndShiftExtends(t *testing.T) {
	h, c := hexOfSize(t, 1000)
	var picked int64 = -1
	var span [2]int64
	h.OnPick = func(off int64) { picked = off }
	h.OnSelect = func(from, to int64) { span = [2]int64{from, to} }
	at := h.place(35).AddXY(3, 8)
	press(h, at.X, at.Y, 0)
	if picked != 35 || c.Focused() != h {
		t.Errorf("picked %d, focus %v", picked, c.Focused() == h)
	}
	picked = -1
	at = h.place(20).AddXY(3, 8)
	press(h, at.X, at.Y, fyne.KeyModifierShift)
	if span != [2]int64{20, 36} || picked != -1 {
		t.Errorf("selected %v, picked %d", span, picked)
	}
}

func TestDraggingSelects(t *testing.T) {
	h, _ := hexOfSize(t, 4000)
	var span [2]int64
	h.OnSelect = func(from, to int64) { span = [2]int64{from, to} }
	h.OnPick = func(int64) { t.Error("a drag picks") }
	from, to := h.place(18).AddXY(3, 8), h.place(53).AddXY(3, 8)
	down := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: from}}
	h.MouseDown(down)
	h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	h.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: to}})
	h.DragEnd()
	if span != [2]int64{18, 54} {
		t.Errorf("selected %v", span)
	}
	h.MouseDown(down)
	below := fyne.NewPos(from.X, h.Size().Height+50)
	for range 5 {
		h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: below}, Dragged: fyne.NewDelta(0, 1)})
	}
	h.DragEnd()
	if h.scroll.top < 4 || span[1] < 16*14 {
		t.Errorf("dragged below: top row %d, selected %v", h.scroll.top, span)
	}
}

func TestAProgramsSpanKeepsTheCursorInIt(t *testing.T) {
	h, _ := hexOfSize(t, 1000)
	h.OnSelect = func(int64, int64) { t.Error("told") }
	at := h.place(35).AddXY(3, 8)
	press(h, at.X, at.Y, 0)
	h.Select(32, 40)
	key(h, fyne.KeyRight)
	if h.CursorOffset() != 36 {
		t.Errorf("cursor %d, it was at 35 in the span", h.CursorOffset())
	}
	h.Select(100, 108)
	if h.CursorOffset() != 100 {
		t.Errorf("cursor %d outside of the span", h.CursorOffset())
	}
	h.Select(-5, 99999)
	if from, to := h.Selection(); from != 0 || to != 1000 {
		t.Errorf("selected %d to %d", from, to)
	}
}

func TestRevealMovesOnlyWhenNeeded(t *testing.T) {
	h, _ := hexOfSize(t, tenGB)
	h.Reveal(16*8, 16*9)
	if h.scroll.pos() != 0 {
		t.Errorf("moved to %v", h.scroll.pos())
	}
	h.Reveal(16*500, 16*505)
	from, to := h.Window()
	if from > 16*500 || to < 16*505 {
		t.Errorf("in view: %d to %d", from, to)
	}
}

func TestRevealedBytesKeepOffTheEdges(t *testing.T) {
	h, _ := hexOfSize(t, tenGB)
	for _, row := range []int64{12, 500, 494} { // ten rows are in view: below, far below, above
		h.Reveal(16*row, 16*row+1)
		if y := h.rowY(row); y < HexRowHeight || y > 9*HexRowHeight {
			t.Errorf("row %d lies at %v of %v", row, y, h.Size().Height)
		}
	}
}

func TestTheSameBytesStayInViewInAnotherWidth(t *testing.T) {
	h, c := hexOfSize(t, tenGB)
	h.Select(16*500, 16*500+4)
	h.Reveal(h.Selection())
	c.Content().Resize(fyne.NewSize(330, h.Size().Height))
	if h.shownPerRow() != 8 {
		t.Fatalf("%d bytes a row", h.shownPerRow())
	}
	if from, to := h.Window(); from > 16*500 || to < 16*500+4 {
		t.Errorf("in view: %d to %d", from, to)
	}
}

func TestSelectedBytesHaveTheirColourAndEdge(t *testing.T) {
	h, c := hexOfSize(t, 1000)
	h.Select(16, 20)
	img := c.Capture()
	for off := int64(16); off < 21; off++ {
		p := h.place(off)
		edge := image.Rect(int(p.X), int(p.Y)+16, int(p.X)+14, int(p.Y)+18)
		if got, want := count(img, edge, Accent) > 20, off < 20; got != want {
			t.Errorf("byte %d has the edge: %v", off, got)
		}
	}
}

func TestBytesHaveTheColourOfTheirCategory(t *testing.T) {
	h, c := hexOfSize(t, 1000)
	img := c.Capture()
	p, q := h.place(0), h.place(9)
	area := func(p fyne.Position) image.Rectangle {
		return image.Rect(int(p.X), int(p.Y), int(p.X)+16, int(p.Y)+20)
	}
	if count(img, area(p), Index) == 0 || count(img, area(q), Index) != 0 {
		t.Error("the first byte has the colour of an index, the tenth has not")
	}
}

func TestBytesThatAreNotThereAreDotted(t *testing.T) {
	inDark(t)
	h := NewHex(pattern{size: 1000, absent: func(off int64) bool { return off >= 32 && off < 48 }})
	show(t, h, 640, 200)
	for i, known := range h.body.known {
		if want := i < 32 || i >= 48; known != want {
			t.Fatalf("byte %d known: %v", i, known)
		}
	}
}

func TestFewerBytesWhereTheRoomIsShort(t *testing.T) {
	h, _ := hexOfSize(t, 1000)
	h.SetBytesPerRow(32)
	if n := h.shownPerRow(); n != 16 {
		t.Errorf("%d in 640", n)
	}
	h.Resize(fyne.NewSize(1200, 200))
	if n := h.shownPerRow(); n != 32 {
		t.Errorf("%d in 1200", n)
	}
	h.Resize(fyne.NewSize(560, 200))
	if c := h.columns(); c.per != 16 || c.end > 560 {
		t.Errorf("%d in 560, up to %v", c.per, c.end)
	}
	h.Resize(fyne.NewSize(400, 200))
	if n := h.shownPerRow(); n != 8 {
		t.Errorf("%d in 400", n)
	}
	h.Resize(fyne.NewSize(300, 200))
	if c := h.columns(); c.per != 8 || c.text < 300 || c.byteX(7)+2*c.char > 300 {
		t.Errorf("in 300: %d bytes up to %v, text at %v", c.per, c.byteX(7), c.text)
	}
}

func TestFinePixelsGetGlyphsOfTheirOwn(t *testing.T) {
	h, _ := hexOfSize(t, 1000)
	one := h.body.draw(640, 212)
	two := h.body.draw(1280, 424)
	if one.Bounds().Dx() != 640 || two.Bounds().Dx() != 1280 || h.body.brush.scale != 2 {
		t.Errorf("%v, %v, scale %v", one.Bounds(), two.Bounds(), h.body.brush.scale)
	}
	p := h.place(9)
	at := image.Rect(int(p.X)*2, int(p.Y)*2, int(p.X)*2+32, int(p.Y)*2+40)
	if count(two, at, Text) == 0 {
		t.Error("nothing drawn at twice the place")
	}
}

func TestScrollingGrowsNothing(t *testing.T) {
	h, _ := hexOfSize(t, tenGB)
	frame := func(n int) {
		for range n {
			h.scroll.by(1234.5)
			h.redraw()
			h.body.draw(640, 212)
		}
	}
	frame(50)
	img, glyphs := h.body.brush.img, len(h.body.brush.faces[fontKey{size: hexFont, mono: true}].glyphs)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	frame(2000)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if h.body.brush.img != img {
		t.Error("a new picture for every frame")
	}
	if n := len(h.body.brush.faces[fontKey{size: hexFont, mono: true}].glyphs); n > glyphs+150 {
		t.Errorf("%d glyphs, %d before", n, glyphs)
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("2000 frames keep %d bytes", grown)
	}
}

func TestCopyAndOthersShortcuts(t *testing.T) {
	h, c := hexOfSize(t, 1000)
	var copied [2]int64
	h.OnCopy = func(from, to int64) { copied = [2]int64{from, to} }
	h.Select(10, 20)
	h.TypedShortcut(&fyne.ShortcutCopy{})
	if copied != [2]int64{10, 20} {
		t.Errorf("copied %v", copied)
	}
	passed := false
	find := &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl}
	c.AddShortcut(find, func(fyne.Shortcut) { passed = true })
	h.TypedShortcut(find)
	if _, ok := c.(fyne.Shortcutable); ok && !passed {
		t.Error("a shortcut of the window is swallowed")
	}
	h.TypedShortcut(&fyne.ShortcutSelectAll{})
	if from, to := h.Selection(); from != 0 || to != 1000 {
		t.Errorf("all is %d to %d", from, to)
	}
}

func BenchmarkHexFrame(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(NewTheme(nil))
	h := NewHex(pattern{size: tenGB})
	h.Resize(fyne.NewSize(640, 800))
	h.CreateRenderer().Layout(h.Size())
	b.ReportAllocs()
	for b.Loop() {
		h.scroll.by(777)
		h.redraw()
		h.body.draw(640, 800)
	}
}
