package captions

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// table is the captions as rows. It is also the layout around its grid.
type table struct {
	room  *Room
	grid  *kit.Grid
	only  bool  // only captions with warnings
	rows  []int // the captions that are listed, where only
	width float32
	cols  []column
	fresh bool // nothing was shown before: the first caption is chosen
}

// column is what a column of the table shows.
type column int

// The columns in their order.
const (
	colNumber column = iota
	colStart
	colEnd
	colLength
	colSpeed
	colText
	colWarning
)

func newTable(r *Room) *table {
	t := &table{room: r}
	g := kit.NewGrid(t)
	t.grid = g
	g.Header, g.Multi, g.LineBreak = true, true, []rune(lineMark)[0]
	g.OnSelect = func(int64) { r.strip.say(""); r.words.follow() }
	g.OnMarked = func() { r.strip.show(); r.commands.show() }
	g.OnCopy = func([]int64) { r.copy() }
	g.OnMenu = func(_ int64, pos fyne.Position) { r.OnMenu(r.commands.menu(), pos) }
	g.OnKey, g.OnShortcut = r.typedKey, r.typedShortcut
	g.Editable, g.OnCommit = t.editable, t.commit
	t.fit(1000)
	return t
}

// Widths of the room below which columns give way.
const (
	roomForWords = 900 // of warnings, which are marks then
	roomForSpeed = 640
)

// fit chooses the columns that a width has room for.
func (t *table) fit(width float32) {
	t.width = width
	clock := kit.Column{Width: 104, Mono: true, Align: fyne.TextAlignTrailing}
	named := func(c kit.Column, title string, width float32) kit.Column {
		c.Title, c.Width = title, width
		return c
	}
	t.cols, t.grid.Columns = nil, nil
	add := func(id column, c kit.Column) {
		t.cols, t.grid.Columns = append(t.cols, id), append(t.grid.Columns, c)
		if id == colText {
			t.grid.EditColumn = len(t.cols) - 1
		}
	}
	dim := clock
	dim.Token = kit.Dim
	add(colNumber, named(dim, lang.L("no."), 46))
	add(colStart, named(clock, lang.L("start"), 108))
	add(colEnd, named(clock, lang.L("end"), 108))
	add(colLength, named(clock, lang.L("duration"), 76))
	if width >= roomForSpeed {
		add(colSpeed, named(clock, lang.L("chars/s"), 66))
	}
	add(colText, kit.Column{Title: lang.L("text"), Least: 160, Lead: 12})
	warn := float32(180)
	if width < roomForWords {
		warn = 110
	}
	add(colWarning, kit.Column{Title: lang.L("warnings"), Width: warn})
	t.grid.Refresh()
}

// Layout is for Fyne: the columns follow the width.
func (t *table) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width != t.width {
		t.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (t *table) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Rows is for the grid.
func (t *table) Rows() int64 {
	if t.only {
		return int64(len(t.rows))
	}
	return int64(len(t.room.cues()))
}

// cue is the caption of a row, -1 where there is none.
func (t *table) cue(row int64) int {
	if row < 0 || row >= t.Rows() {
		return -1
	}
	if t.only {
		return t.rows[row]
	}
	return int(row)
}

// row is where a caption is listed, -1 where it is not.
func (t *table) row(cue int) int64 {
	if !t.only {
		if cue >= len(t.room.cues()) {
			return -1
		}
		return int64(cue)
	}
	if at, ok := slices.BinarySearch(t.rows, cue); ok {
		return int64(at)
	}
	return -1
}

// Cell is for the grid.
func (t *table) Cell(row int64, col int) kit.Cell {
	i := t.cue(row)
	if i < 0 || i >= len(t.room.cues()) || col >= len(t.cols) {
		return kit.Cell{}
	}
	c, warned := t.room.doc.Cues[i], t.room.judge.of[i]
	switch t.cols[col] {
	case colNumber:
		return kit.Cell{Text: kit.Group(int64(i + 1))}
	case colStart:
		return kit.Cell{Text: caption.Clock(c.Start), Color: toneOf(warned, "order", "overlap", "outside")}
	case colEnd:
		return kit.Cell{Text: caption.Clock(c.End), Color: toneOf(warned, "order", "outside")}
	case colLength:
		return kit.Cell{Text: lengthOf(c), Color: toneOf(warned, "short")}
	case colSpeed:
		return kit.Cell{Text: pace(c), Color: toneOf(warned, "speed")}
	case colText:
		return kit.Cell{Pieces: pieces(c)}
	}
	return kit.Cell{Text: warningWords(warned), Color: toneOf(warned), Mark: toneOf(warned)}
}

// lengthOf is how long a caption is shown, in words.
func lengthOf(c caption.Cue) string {
	if c.End == caption.Open {
		return lang.L("open")
	}
	return lasting(c.End - c.Start)
}

// toneOf is the colour for some kinds of warnings, "" without one of them; any
// kind where none is named.
func toneOf(warned []caption.Warning, kinds ...string) kit.Token {
	for _, w := range warned {
		if len(kinds) == 0 || slices.Contains(kinds, w.Kind) {
			return kit.Warning
		}
	}
	return ""
}

// warningWords are the kinds of warnings of a caption, once each.
func warningWords(warned []caption.Warning) string {
	var words []string
	for _, w := range warned {
		if word := kindWord(w.Kind); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// refresh draws what there is.
func (t *table) refresh() {
	t.grid.Empty = t.emptyWords()
	t.grid.Refresh()
}

// emptyWords is what stands in place of captions.
func (t *table) emptyWords() string {
	r := t.room
	switch {
	case r.failed != nil:
		return lang.L("The captions cannot be read: {{.Why}}", map[string]any{"Why": r.failed})
	case r.doc == nil:
		return lang.L("Reading…")
	case t.only && len(r.doc.Cues) > 0:
		return lang.L("No caption has a warning")
	case r.editable():
		return lang.L("No captions yet: Insert adds one")
	}
	return lang.L("There are no captions in this track")
}

// forget shows none, and none is selected.
func (t *table) forget() {
	t.rows, t.fresh = nil, true
	t.grid.SetModel(t)
}

// sift lists captions with warnings, or all. What is selected is listed too.
func (t *table) sift(only bool) {
	kept, last := t.selected(), t.current()
	t.only = only
	t.list(kept)
	t.mark(kept, last)
	t.grid.ScrollTo(t.row(last))
	t.refresh()
}

// list notes the captions with warnings and some more.
func (t *table) list(more []int) {
	if !t.only {
		t.rows = nil
		return
	}
	rows := slices.Clone(more)
	for i := range t.room.judge.of {
		rows = append(rows, i)
	}
	slices.Sort(rows)
	t.rows = slices.Compact(rows)
}

// selected are the selected captions in their order.
func (t *table) selected() []int {
	var out []int
	for _, row := range t.grid.SelectedRows() {
		if i := t.cue(row); i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// current is the caption that was chosen last, -1 without one.
func (t *table) current() int { return t.cue(t.grid.Selected()) }

// choose selects captions and shows the first of them.
func (t *table) choose(cues []int) {
	if t.only {
		t.list(cues)
	}
	t.mark(cues, cues[0])
	t.grid.ScrollTo(t.row(cues[0]))
	t.room.words.follow()
	t.room.strip.show()
}

// mark selects captions, last the current one.
func (t *table) mark(cues []int, last int) {
	rows := make([]int64, 0, len(cues))
	for _, i := range cues {
		rows = append(rows, t.row(i))
	}
	t.grid.SelectRows(rows, t.row(last))
}

// follow keeps what was selected when the captions have become others; place
// tells where each is now.
func (t *table) follow(kept []int, last int, place func(int) int) {
	cues := make([]int, 0, len(kept))
	for _, i := range kept {
		if to := place(i); to >= 0 {
			cues = append(cues, to)
		}
	}
	if last >= 0 {
		last = place(last)
	}
	t.list(cues)
	switch {
	case last >= 0:
		t.mark(cues, last)
	case len(kept) == 0 && t.Rows() > 0 && t.fresh:
		t.grid.SelectRows(nil, 0)
	default:
		t.grid.SelectRows(nil, -1)
	}
	t.fresh = false
	t.refresh()
	t.room.words.follow()
}
