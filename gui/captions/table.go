package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
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
