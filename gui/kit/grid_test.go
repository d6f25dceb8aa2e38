package kit

import (
	"image"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"smoothscope/testdata"
)

// numbers are n rows that say their number.
type numbers struct {
	n     int64
	asked int
}

func (m *numbers) Rows() int64 { return m.n }

func (m *numbers) Cell(row int64, col int) Cell {
	m.asked++
	if col == 0 {
		return Cell{Text: "row " + strconv.FormatInt(row, 10)}
	}
	return Cell{Text: Group(row)}
}

// cells are rows given as cells.
type cells [][]Cell

func (m cells) Rows() int64                  { return int64(len(m)) }
func (m cells) Cell(row int64, col int) Cell { return m[row][col] }

func twoColumns() []Column {
	return []Column{{Title: "name"}, {Title: "number", Width: 90, Mono: true, Align: fyne.TextAlignTrailing}}
}

// numberGrid shows n rows in a window of 300 by 27+22*10.
func numberGrid(t *testing.T, n int64) (*Grid, *numbers, fyne.Canvas) {
	t.Helper()
	inDark(t)
	m := &numbers{n: n}
	g := NewGrid(m, twoColumns()...)
	return g, m, show(t, g, 300, HeaderHeight+10*RowHeight)
}

func TestRowsAreExactly22High(t *testing.T) {
	g, _, c := numberGrid(t, 100)
	for row := range int64(10) {
		if y := g.place(row); y != float32(row)*22 {
			t.Errorf("row %d at %v", row, y)
		}
	}
	g.Select(3)
	img, h := c.Capture(), int(HeaderHeight)
	for y := range 22 * 10 {
		at := image.Rect(20+180, h+y, 20+181, h+y+1) // right of the name, left of the number
		if got, want := count(img, at, Selection) == 1, y >= 66 && y < 88; got != want {
			t.Fatalf("selection at line %d: %v", y, got)
		}
	}
	edge := image.Rect(0, h+66, 2, h+88)
	if n := count(img, edge, Accent); n != 44 {
		t.Errorf("%d pixels of the accent edge, want 44", n)
	}
}

func TestPanelRowsAre26HighAndHeadingsHaveRoomAbove(t *testing.T) {
	inDark(t)
	g := NewGrid(cells{{{Text: "VIDEO", Section: true}}, {{Text: "a"}}, {{Text: "b"}}, {{Text: "AUDIO", Section: true}}, {{Text: "c"}}}, Column{})
	g.RowHeight = PanelRowHeight
	show(t, g, 200, 300)
	var got []float32
	for row := range int64(5) {
		got = append(got, g.place(row))
	}
	if diff := cmp.Diff([]float32{10, 36, 62, 98, 124}, got); diff != "" {
		t.Error(diff)
	}
	for y, want := range map[float32]int64{5: -1, 12: 0, 40: 1, 92: -1, 99: 3, 149: 4, 151: -1} {
		if got := g.hit(y); got != want {
			t.Errorf("hit at %v is %d, want %d", y, got, want)
		}
	}
}

func TestOnlyRowsInViewAreAskedFor(t *testing.T) {
	g, m, _ := numberGrid(t, rows671M)
	m.asked = 0
	g.Refresh()
	if m.asked > 4*2*11 {
		t.Errorf("%d cells asked for ten rows", m.asked)
	}
}

func TestGridScrollsThrough671MillionRows(t *testing.T) {
	g, _, _ := numberGrid(t, rows671M)
	key(g, fyne.KeyEnd)
	shown := g.Shown()
	if len(shown) != 10 || shown[9] != "row 671088639\t671\u2009088\u2009639" {
		t.Fatalf("at the end: %q", shown)
	}
	if y := g.place(rows671M - 1); y != 9*22 {
		t.Errorf("last row at %v", y)
	}
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 0.5)})
	if y := g.place(rows671M - 1); y < 9*22+2 || y > 9*22+2.5 {
		t.Errorf("half a step up moves the last row to %v", y)
	}
	g.bar.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -9999)})
	if got := g.Shown()[0]; got != "row 0\t0" {
		t.Errorf("at the begin: %q", got)
	}
}

func TestKeysMoveTheSelection(t *testing.T) {
	g, _, _ := numberGrid(t, 100)
	var told []int64
	g.OnSelect = func(row int64) { told = append(told, row) }
	key(g, fyne.KeyDown, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyUp)
	want := []int64{0, 1, 10, 9, 99, 99, 90, 0, 0}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if g.TopRow() != 0 {
		t.Errorf("top row %d", g.TopRow())
	}
}

func TestEnterDoubleClickAndMenu(t *testing.T) {
	g, _, _ := numberGrid(t, 100)
	var active, menu int64 = -1, -1
	g.OnActivate = func(row int64) { active = row }
	g.OnMenu = func(row int64, _ fyne.Position) { menu = row }
	g.Select(4)
	key(g, fyne.KeyReturn)
	if active != 4 {
		t.Errorf("enter activates %d", active)
	}
	at := fyne.NewPos(50, HeaderHeight+2*22+5)
	g.DoubleTapped(&fyne.PointEvent{Position: at})
	if active != 2 {
		t.Errorf("a double click activates %d", active)
	}
	g.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary, PointEvent: fyne.PointEvent{Position: at}})
	g.TappedSecondary(&fyne.PointEvent{Position: at})
	if menu != 2 || g.Selected() != 2 {
		t.Errorf("menu of %d, selected %d", menu, g.Selected())
	}
}

func TestAProgramsSelectionTellsNobody(t *testing.T) {
	g, _, _ := numberGrid(t, 1000)
	g.OnSelect = func(row int64) { t.Errorf("told of %d", row) }
	g.Select(700)
	if g.Selected() != 700 || g.TopRow() > 700 || g.TopRow() < 690 {
		t.Errorf("selected %d, top %d", g.Selected(), g.TopRow())
	}
	g.Select(5000)
	if g.Selected() != -1 {
		t.Errorf("a row that is not there is selected: %d", g.Selected())
	}
}

func TestARowAskedForBeforeTheFirstLayoutIsShown(t *testing.T) {
	inDark(t)
	g := NewGrid(&numbers{n: 1000}, twoColumns()...)
	g.Select(500)
	show(t, g, 300, HeaderHeight+10*RowHeight)
	if !strings.Contains(strings.Join(g.Shown(), " "), "row 500\t") {
		t.Errorf("shown: %q", g.Shown())
	}
}

func TestSeveralRows(t *testing.T) {
	g, _, _ := numberGrid(t, 100)
	g.Multi = true
	var copied []int64
	g.OnCopy = func(rows []int64) { copied = rows }
	at := func(row int64) float32 { return HeaderHeight + float32(row)*22 + 3 }
	press(g, 40, at(2), 0)
	press(g, 40, at(5), fyne.KeyModifierShift)
	g.TypedShortcut(&fyne.ShortcutCopy{})
	if diff := cmp.Diff([]int64{2, 3, 4, 5}, copied); diff != "" {
		t.Error(diff)
	}
	press(g, 40, at(3), fyne.KeyModifierShortcutDefault)
	press(g, 40, at(8), fyne.KeyModifierShortcutDefault)
	g.TypedShortcut(&fyne.ShortcutCopy{})
	if diff := cmp.Diff([]int64{2, 4, 5, 8}, copied); diff != "" {
		t.Error(diff)
	}
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if n := len(g.SelectedRows()); n != 100 {
		t.Errorf("%d rows of all", n)
	}
	press(g, 40, at(1), 0)
	if diff := cmp.Diff([]int64{1}, g.SelectedRows()); diff != "" {
		t.Error(diff)
	}
}

func TestSelectingAllOf671MillionRowsStaysSmall(t *testing.T) {
	g, _, _ := numberGrid(t, rows671M)
	g.Multi = true
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if !g.marks.has(rows671M-1) || !g.marks.has(0) {
		t.Error("not all rows")
	}
	if n := len(g.SelectedRows()); n != mostCopied {
		t.Errorf("a list of %d rows", n)
	}
}

func TestHeadingsCannotBeSelected(t *testing.T) {
	inDark(t)
	g := NewGrid(cells{{{Text: "VIDEO", Section: true}}, {{Text: "a"}}, {{Text: "AUDIO", Section: true}}, {{Text: "b"}}}, Column{})
	show(t, g, 200, 200)
	var told []int64
	g.OnSelect = func(row int64) { told = append(told, row) }
	key(g, fyne.KeyHome, fyne.KeyDown, fyne.KeyUp)
	press(g, 40, g.place(2)+4, 0)
	if diff := cmp.Diff([]int64{1, 3, 1}, told); diff != "" {
		t.Error(diff)
	}
}

// branch is a tree of grids: a root with two children.
func branch(open *bool) (cells, func() *Grid) {
	rows := cells{
		{{Text: "moof", Disclosure: Opened, Bar: Structure, Mono: true}},
		{{Text: "mfhd", Indent: 1, Bar: Structure, Mono: true}},
		{{Text: "traf", Indent: 1, Disclosure: Closed, Bar: Structure, Mono: true}},
	}
	return rows, func() *Grid {
		g := NewGrid(rows, Column{Title: "box", Tree: true})
		g.OnToggle = func(int64) { *open = !*open }
		return g
	}
}

func TestTreesAreWalkedWithLeftAndRight(t *testing.T) {
	inDark(t)
	toggled := false
	_, build := branch(&toggled)
	g := build()
	show(t, g, 200, 200)
	g.Select(2)
	key(g, fyne.KeyRight)
	if !toggled {
		t.Error("Right opens a closed row")
	}
	key(g, fyne.KeyLeft)
	if g.Selected() != 0 {
		t.Errorf("Left goes to %d, the row above", g.Selected())
	}
	key(g, fyne.KeyRight)
	if g.Selected() != 1 {
		t.Errorf("Right goes to %d, the first child", g.Selected())
	}
	toggled = false
	g.Select(0)
	key(g, fyne.KeySpace)
	if !toggled {
		t.Error("Space closes")
	}
}

func TestAClickOnTheTriangleOpensWithoutSelecting(t *testing.T) {
	inDark(t)
	toggled := false
	_, build := branch(&toggled)
	g := build()
	show(t, g, 200, 200)
	g.Select(1)
	press(g, 10+16+triangleAt, HeaderHeight+2*22+11, 0)
	if !toggled || g.Selected() != 1 {
		t.Errorf("toggled %v, selected %d", toggled, g.Selected())
	}
}

func TestLongTextIsCutWithAnEllipsis(t *testing.T) {
	inDark(t)
	long := "QualityLevels(81533)/Fragments(video=20000000)"
	g := NewGrid(cells{{{Text: long}, {Text: "123456789012345678"}}, {{Text: "short", Dim: "and a long second text"}, {}}}, twoColumns()...)
	show(t, g, 260, 200)
	shown := g.Shown()
	if !strings.HasPrefix(shown[0], "QualityLevels(") || !strings.Contains(shown[0], "…\t") || !strings.HasSuffix(shown[0], "…") {
		t.Errorf("shown %q", shown[0])
	}
	if !strings.HasPrefix(shown[1], "short\tand") || !strings.HasSuffix(shown[1], "…") {
		t.Errorf("shown %q", shown[1])
	}
	for _, r := range g.body.runs {
		if end := r.x + g.body.brush.measure(r.text, r.font); end > 260-10+1 {
			t.Errorf("%q ends at %v", r.text, end)
		}
	}
}

func TestNumbersEndAtTheSamePlace(t *testing.T) {
	g, _, _ := numberGrid(t, 100_000)
	g.ScrollTo(9995)
	ends := map[int]bool{}
	for _, r := range g.body.runs {
		if r.font.mono {
			ends[int((r.x+g.body.brush.measure(r.text, r.font))*10+0.5)] = true
		}
	}
	if len(ends) != 1 {
		t.Errorf("numbers end at %v", ends)
	}
}

func TestColumnBordersAreDragged(t *testing.T) {
	g, _, _ := numberGrid(t, 5)
	var col int
	var width float32
	g.OnResize = func(c int, w float32) { col, width = c, w }
	border := g.columnSpans(300)[0].to
	g.head.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(border-10, 10)}, Dragged: fyne.NewDelta(-10, 0)})
	g.head.DragEnd()
	if col != 1 || width != 100 || g.Columns[1].Width != 100 {
		t.Errorf("column %d is %v wide, %v kept", col, width, g.Columns[1].Width)
	}
	g.head.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(border-10, 10)}})
	if g.head.Cursor() != desktop.HResizeCursor {
		t.Error("no sign that the border can be dragged")
	}
}

func TestColumnsMakeDoWithLittleRoom(t *testing.T) {
	inDark(t)
	number := Column{Width: 80, Align: fyne.TextAlignTrailing}
	tree := NewGrid(nil, Column{Tree: true}, number, number)
	table := NewGrid(nil, Column{Width: 200}, Column{Width: 100}, Column{}, Column{Width: 60, Align: fyne.TextAlignTrailing})
	for _, c := range []struct {
		grid *Grid
		room float32
		want []float32
	}{
		{tree, 400, []float32{240, 80, 80}},
		{tree, 250, []float32{170, 80, 0}},
		{tree, 150, []float32{150, 0, 0}},
		{tree, 30, []float32{30, 0, 0}},
		{table, 500, []float32{200, 100, 140, 60}},
		{table, 310, []float32{140, 70, 40, 60}},
		{table, 240, []float32{120, 60, 0, 60}},
		{table, 180, []float32{120, 60, 0, 0}},
	} {
		got := c.grid.fitColumns(c.room)
		if diff := cmp.Diff(c.want, got, cmp.Comparer(func(a, b float32) bool { return a-b < 0.01 && b-a < 0.01 })); diff != "" {
			t.Errorf("in %v: %s", c.room, diff)
		}
	}
}

func TestHoverLightsUpARowWithoutDrawingText(t *testing.T) {
	g, m, _ := numberGrid(t, 50)
	m.asked = 0
	g.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(40, HeaderHeight+4*22+3)}})
	if g.hover != 4 || g.body.hover.Hidden || g.body.hover.Position().Y != 4*22 {
		t.Errorf("hover %d at %v", g.hover, g.body.hover.Position())
	}
	if m.asked > 0 {
		t.Errorf("%d cells asked for", m.asked)
	}
	g.MouseOut()
	if !g.body.hover.Hidden {
		t.Error("hover stays")
	}
}

func TestFocusIsShownAfterKeys(t *testing.T) {
	g, _, c := numberGrid(t, 50)
	press(g, 40, HeaderHeight+5, 0)
	if c.Focused() != g || !g.body.ring.Hidden {
		t.Errorf("a click: focused %v, ring %v", c.Focused() == g, !g.body.ring.Hidden)
	}
	key(g, fyne.KeyDown)
	if g.body.ring.Hidden {
		t.Error("no ring after a key")
	}
	c.Unfocus()
	if !g.body.ring.Hidden {
		t.Error("ring without focus")
	}
}

func TestOtherScriptsAreDrawnByFyne(t *testing.T) {
	inDark(t)
	g := NewGrid(cells{{{Text: "العربية"}}, {{Text: "Ελληνικά, čeština"}}}, Column{})
	show(t, g, 200, 200)
	if g.body.used != 1 || g.body.spare[0].Text != "العربية" {
		t.Errorf("%d texts of their own", g.body.used)
	}
	if diff := cmp.Diff([]string{"العربية", "Ελληνικά, čeština"}, g.Shown()); diff != "" {
		t.Error(diff)
	}
}

func TestAnEmptyGridSaysSo(t *testing.T) {
	inDark(t)
	g := NewGrid(nil, Column{})
	g.Empty = "nothing here"
	show(t, g, 200, 200)
	if len(g.body.runs) != 1 || g.body.runs[0].text != "nothing here" {
		t.Errorf("drawn %v", g.body.runs)
	}
	key(g, fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyRight, fyne.KeyPageUp)
	if g.Selected() != -1 {
		t.Errorf("selected %d of nothing", g.Selected())
	}
}

func TestGridFollowsTheTheme(t *testing.T) {
	useDark := inDark(t)
	g := NewGrid(&numbers{n: 3}, twoColumns()...)
	c := show(t, g, 200, 120)
	useDark(false)
	g.Refresh()
	img := c.Capture()
	if n := count(img, image.Rect(100, 100, 110, 110), Background); n != 100 {
		t.Errorf("%d of 100 pixels are light", n)
	}
	if g.body.runs[0].color != lightColor(Text) {
		t.Errorf("text %v", g.body.runs[0].color)
	}
}

func TestScrollingKeepsNoTexts(t *testing.T) {
	g, _, c := numberGrid(t, rows671M)
	c.Capture()
	for range 300 {
		g.scroll.by(12345.5)
		g.redraw()
	}
	c.Capture()
	glyphs := 0
	for _, f := range g.body.brush.faces {
		glyphs += len(f.glyphs)
	}
	if glyphs > 200 || len(g.body.spare) != 0 {
		t.Errorf("%d glyphs and %d texts kept", glyphs, len(g.body.spare))
	}
}

func TestGridGolden(t *testing.T) {
	inDark(t)
	rows := cells{
		{{Text: "ftyp", Dim: "isml, piff", Bar: Structure, Mono: true, Disclosure: Closed}, {Text: "24", Color: Dim}, {Text: "0", Color: Dim}},
		{{Text: "moof", Dim: "3 · 4.000 s", Bar: Structure, Mono: true, Disclosure: Opened}, {Text: Group(520), Color: Dim}, {Text: "5e04", Color: Dim}},
		{{Text: "trun", Dim: "50 samples", Bar: Time, Mono: true, Indent: 1}, {Text: Group(424), Color: Dim}, {Text: "5e38", Color: Dim}},
		{{Text: "mdat", Dim: "50 samples", Bar: Media, Mono: true, Disclosure: Closed}, {Text: Group(10110), Color: Dim}, {Text: "600c", Color: Dim}},
	}
	g := NewGrid(rows, Column{Title: "box", Tree: true},
		Column{Title: "size", Width: 80, Align: fyne.TextAlignTrailing, Mono: true},
		Column{Title: "offset", Width: 82, Align: fyne.TextAlignTrailing, Mono: true})
	show(t, g, 351, 160)
	g.Select(2)
	testdata.Golden(t, "kit/grid.txt", []byte(sketch(g)))
}

// sketch writes what a grid draws: where, what, how and in which colour.
func sketch(g *Grid) string {
	var b strings.Builder
	for _, s := range g.body.shown {
		b.WriteString("row at " + strconv.Itoa(int(s.y)))
		if g.marks.has(s.row) {
			b.WriteString(" selected")
		}
		b.WriteString("\n")
		for _, f := range g.body.figures {
			if f.y >= s.y && f.y < s.y+g.rowHeight() {
				b.WriteString("  " + figureName(f) + " at " + strconv.Itoa(int(f.x)) + " " + hexOf(f.color) + "\n")
			}
		}
		for _, r := range g.body.runs {
			if r.row == s.row {
				b.WriteString("  " + strconv.Itoa(int(r.x)) + " " + strconv.Quote(r.text) + " " + fontName(r.font) + " " + hexOf(r.color) + "\n")
			}
		}
	}
	return b.String()
}

func figureName(f figure) string {
	if f.bar {
		return "bar"
	}
	return [...]string{"disc", "right", "down"}[f.shape]
}

func fontName(k fontKey) string {
	s := strconv.Itoa(int(k.size))
	if k.mono {
		s += " mono"
	}
	if k.bold {
		s += " bold"
	}
	return s
}

func hexOf(c interface{ RGBA() (r, g, b, a uint32) }) string {
	r, g, b, _ := c.RGBA()
	return "#" + strconv.FormatUint(uint64(r>>8<<16|g>>8<<8|b>>8)|1<<24, 16)[1:]
}

func BenchmarkGridScroll(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(NewTheme(nil))
	g := NewGrid(&numbers{n: rows671M}, twoColumns()...)
	g.Resize(fyne.NewSize(500, 900))
	g.CreateRenderer().Layout(g.Size())
	b.ReportAllocs()
	for b.Loop() {
		g.scroll.by(333.3)
		g.redraw()
		g.body.draw(500, 900)
	}
}
