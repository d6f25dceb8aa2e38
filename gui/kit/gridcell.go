package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// cellEntry is the entry over the cell that is being edited.
type cellEntry struct {
	Entry
	grid  *Grid
	shift bool
}

func newCellEntry(g *Grid) *cellEntry {
	e := &cellEntry{grid: g}
	e.ExtendBaseWidget(e)
	e.Scroll = fyne.ScrollHorizontalOnly
	e.Hide()
	return e
}

// begin shows a text, all of it selected: typing replaces it, an arrow keeps it.
func (e *cellEntry) begin(text string, mono bool) {
	e.shift = false
	e.TextStyle.Monospace = mono
	e.SetText(text)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.Show()
}

// AcceptsTab is called by Fyne.
func (e *cellEntry) AcceptsTab() bool { return true }

// KeyDown is called by Fyne.
func (e *cellEntry) KeyDown(ev *fyne.KeyEvent) {
	e.shift = e.shift || isShift(ev.Name)
	e.Entry.KeyDown(ev)
}

// KeyUp is called by Fyne.
func (e *cellEntry) KeyUp(ev *fyne.KeyEvent) {
	e.shift = e.shift && !isShift(ev.Name)
	e.Entry.KeyUp(ev)
}

func isShift(name fyne.KeyName) bool {
	return name == desktop.KeyShiftLeft || name == desktop.KeyShiftRight
}

// TypedKey ends the editing on Enter, Tab, the arrows up and down and Escape.
func (e *cellEntry) TypedKey(ev *fyne.KeyEvent) {
	g := e.grid
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.shift && g.LineBreak != 0 {
			e.TypedRune(g.LineBreak)
			return
		}
		g.submitEdit()
	case fyne.KeyEscape:
		g.leaveEdit(false)
	case fyne.KeyTab:
		by := 1
		if e.shift {
			by = -1
		}
		g.tabEdit(by)
	case fyne.KeyUp, fyne.KeyDown:
		if g.leaveEdit(true) {
			g.TypedKey(ev)
		}
	default:
		e.Entry.TypedKey(ev)
	}
}

// FocusGained is called by Fyne. An entry that was closed while another window
// had the keys gives them back to the rows.
func (e *cellEntry) FocusGained() {
	e.Entry.FocusGained()
	if !e.grid.edit.on {
		focus(e.grid)
	}
}

// FocusLost commits what was typed, wherever the focus goes.
func (e *cellEntry) FocusLost() {
	e.shift = false
	e.Entry.FocusLost()
	e.grid.EndEdit(true)
}

// cellNote says what is wrong with the text of a cell.
type cellNote struct {
	widget.BaseWidget
	back *canvas.Rectangle
	text *canvas.Text
}

func newCellNote() *cellNote {
	n := &cellNote{back: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.Transparent)}
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

func (n *cellNote) say(why string) {
	n.text.Text = ""
	if why != "" {
		n.text.Text = "✕ " + why
	}
	n.Hidden = why == ""
	n.Refresh()
}

// MinSize is that of the whole text.
func (n *cellNote) MinSize() fyne.Size {
	n.text.TextSize = SmallSize
	return n.text.MinSize().AddWidthHeight(2*Space, Tight)
}

// Refresh is called by Fyne.
func (n *cellNote) Refresh() {
	n.back.FillColor, n.back.StrokeColor, n.back.StrokeWidth, n.back.CornerRadius = C(Raised), C(Error), 1, Tight
	n.text.Color, n.text.TextSize = Ink(Error, Raised), SmallSize
	n.back.Refresh()
	n.text.Refresh()
}

// CreateRenderer is called by Fyne.
func (n *cellNote) CreateRenderer() fyne.WidgetRenderer { return &cellNoteRenderer{note: n} }

type cellNoteRenderer struct{ note *cellNote }

func (r *cellNoteRenderer) MinSize() fyne.Size { return r.note.MinSize() }

func (r *cellNoteRenderer) Layout(size fyne.Size) {
	r.note.back.Resize(size)
	place(r.note.text, Space, size.Height)
}

func (r *cellNoteRenderer) Refresh() { r.note.Refresh() }

func (r *cellNoteRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.note.back, r.note.text}
}

func (r *cellNoteRenderer) Destroy() {}

// layEdit puts the entry over its cell and the note below it, or hides both
// where nothing is edited or the row is scrolled out of view.
func (g *Grid) layEdit() {
	e := g.edit
	width, height := g.Size().Width, g.Size().Height
	y := g.headerHeight()
	if e.on {
		y += g.place(e.row)
	}
	seen := e.on && y+g.rowHeight() > g.headerHeight() && y < height
	e.entry.Hidden = !seen
	e.note.Hidden = !seen || e.note.text.Text == ""
	if !seen {
		return
	}
	at := g.columnSpans(width)[e.col]
	const before = 6 + entryInset // that the entry keeps before its text
	x := max(0, at.from+g.Columns[e.col].Lead-before)
	top := max(g.headerHeight()-2, y-(ControlHeight-g.rowHeight())/2)
	e.entry.Move(fyne.NewPos(x, top))
	e.entry.Resize(fyne.NewSize(min(max(at.to+before-x, leastEntry), width-x), ControlHeight))
	room := e.note.MinSize()
	below := top + ControlHeight + 2
	if below+room.Height > height {
		below = top - room.Height - 2
	}
	e.note.Resize(fyne.NewSize(min(room.Width, width-2*Tight), room.Height))
	e.note.Move(fyne.NewPos(max(Tight, min(x, width-room.Width-Tight)), below))
}

// leastEntry is what an entry over a narrow cell is wide.
const leastEntry float32 = 96
