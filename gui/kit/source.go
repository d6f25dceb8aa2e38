package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// SourceLine is a line of a Source, without its line end. Lines are in order;
// what lies between two of them is not shown.
type SourceLine struct {
	From, To int64 // bytes of the text
	Number   int   // said before it, none when zero
	Indent   int   // columns that are left free before it, beyond what it has itself
}

// SourceSpan is a part of a text, in bytes.
type SourceSpan struct{ From, To int64 }

func (s SourceSpan) has(off int64) bool { return off >= s.From && off < s.To }

// SourceText is what a Source shows.
type SourceText struct {
	Text   string // UTF-8
	Lines  []SourceLine
	Colors func(from int64, tokens []Token) // one per byte from there on; empty is Text
}

// Source shows a text that cannot be changed, such as a document's source: with
// line numbers, colours, and marks. Lines that are too long go on in the next
// row. It asks for the colours of the rows in view only, and any number of
// lines costs the same to draw.
//
// Keys: the arrows, PageUp, PageDown, Home and End move the cursor, with Shift
// they select; Ctrl+C copies what is selected, or the cursor's line; Ctrl+A
// selects all.
type Source struct {
	widget.BaseWidget

	Empty string // said in the middle while there is no text

	OnPick     func(off int64)                    // a click on a place, or a key that moved the cursor
	OnMenu     func(off int64, pos fyne.Position) // pos on the canvas
	OnCopy     func(text string)                  // Ctrl+C
	OnKey      func(fyne.KeyName) bool            // a key without use here; true says that it is used up
	OnShortcut func(fyne.Shortcut) bool

	text    SourceText
	rows    sourceRows
	laid    int // columns that the rows were made for
	sel     SourceSpan
	cursor  int64
	anchor  int64 // where a selection by hand begins
	mark    SourceSpan
	head    SourceSpan // the part of mark that is lit up
	fault   int64      // a byte of the line with an error, -1 without one
	hits    []SourceSpan
	hit     int // the one that stands out, -1 for none
	dragged bool
	focused bool
	wanted  SourceSpan // to show once there is a size
	want    bool
	scroll  scroller
	body    *sourceBody
	bar     *scrollbar
}

var (
	_ fyne.Focusable      = (*Source)(nil)
	_ fyne.Scrollable     = (*Source)(nil)
	_ fyne.Draggable      = (*Source)(nil)
	_ fyne.DoubleTappable = (*Source)(nil)
	_ fyne.Shortcutable   = (*Source)(nil)
	_ desktop.Mouseable   = (*Source)(nil)
	_ desktop.Cursorable  = (*Source)(nil)
)

// NewSource returns a source without a text.
func NewSource() *Source {
	s := &Source{fault: -1, hit: -1}
	s.bar = newScrollbar(&s.scroll, s.redraw)
	s.body = newSourceBody(s)
	s.ExtendBaseWidget(s)
	return s
}

// SetText shows another text. With keep the place in view stays, as near as
// the new lines allow; marks and selections go in any case.
func (s *Source) SetText(text SourceText, keep bool) {
	pos := s.scroll.pos()
	s.text, s.laid, s.rows.list = text, 0, s.rows.list[:0]
	s.sel, s.mark, s.head, s.hits, s.hit, s.fault = SourceSpan{}, SourceSpan{}, SourceSpan{}, nil, -1, -1
	s.cursor = min(s.cursor, s.size())
	if !keep {
		s.cursor, pos = 0, 0
	}
	s.anchor = s.cursor
	s.measure()
	s.scroll.to(pos)
	s.scroll.clamp()
	s.Refresh()
}

// Mark shows which part is meant: an edge beside all of it, and its head lit
// up. Empty spans take the mark away.
func (s *Source) Mark(all, head SourceSpan) {
	s.mark, s.head = all, head
	s.redraw()
}

// SetFault marks the line of a byte as the one with an error, -1 none.
func (s *Source) SetFault(off int64) {
	s.fault = off
	s.redraw()
}

// SetHits marks what was found, in order; current stands out, -1 for none.
func (s *Source) SetHits(hits []SourceSpan, current int) {
	s.hits, s.hit = hits, current
	s.redraw()
}

// Selection is what is selected, empty when nothing is.
func (s *Source) Selection() SourceSpan { return s.sel }

// CursorOffset is the byte that the keys start from.
func (s *Source) CursorOffset() int64 { return s.cursor }

// SetCursor puts the cursor to a byte, without OnPick and without scrolling.
func (s *Source) SetCursor(off int64) {
	s.cursor = min(max(off, 0), s.size())
	s.anchor, s.sel = s.cursor, SourceSpan{}
	s.redraw()
}

// Reveal scrolls as little as needed to have a part in view, or at least its
// first rows.
func (s *Source) Reveal(part SourceSpan) {
	s.measure()
	if s.scroll.view <= 0 || s.laid == 0 {
		s.wanted, s.want = part, true
		return
	}
	first, last := s.rows.at(part.From), s.rows.at(max(part.From, part.To-1))
	height := s.scroll.height
	s.scroll.showNear(float64(first)*height+sourceMargin, height)
	if float64(last-first+1)*height <= s.scroll.view {
		s.scroll.show(float64(last)*height+sourceMargin, height)
	}
	s.redraw()
}

// Shown is the text of the rows in view with their numbers, for tests.
func (s *Source) Shown() []string { return s.body.lines() }

func (s *Source) size() int64 { return int64(len(s.text.Text)) }

// Refresh draws anew what is in view.
func (s *Source) Refresh() {
	s.redraw()
	s.BaseWidget.Refresh()
}

func (s *Source) redraw() {
	s.measure()
	s.body.Refresh()
	s.bar.Refresh()
}

// measure breaks the lines for the width that there is.
func (s *Source) measure() {
	if columns := s.columns(); columns > 0 && columns != s.laid {
		first, fresh := s.rows.row(s.scroll.top).from, s.laid == 0
		s.laid = columns
		s.rows.lay(s.text, columns)
		if !fresh && s.scroll.height > 0 { // the same line stays on top
			s.scroll.set(s.rows.count(), float64(sourceHeight), 2*sourceMargin, float64(s.Size().Height))
			s.scroll.to(float64(s.rows.at(first))*s.scroll.height + s.scroll.hidden)
		}
	}
	s.scroll.set(s.rows.count(), float64(sourceHeight), 2*sourceMargin, float64(s.Size().Height))
}

// CreateRenderer is called by Fyne.
func (s *Source) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return &sourceRenderer{source: s, objects: []fyne.CanvasObject{s.body, s.bar}}
}

type sourceRenderer struct {
	source  *Source
	objects []fyne.CanvasObject
}

func (r *sourceRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 3*sourceHeight) }

func (r *sourceRenderer) Layout(size fyne.Size) {
	s := r.source
	s.body.Resize(size)
	s.bar.Move(fyne.NewPos(size.Width-barRoom, 0))
	s.bar.Resize(fyne.NewSize(barRoom, size.Height))
	s.redraw()
	if s.want && size.Height > 0 && s.laid > 0 {
		s.want = false
		s.Reveal(s.wanted)
	}
}

func (r *sourceRenderer) Refresh()                     { r.Layout(r.source.Size()) }
func (r *sourceRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *sourceRenderer) Destroy()                     {}
