package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// HexModel is what a hex grid shows. Its methods run on the UI goroutine and
// must not wait.
type HexModel interface {
	Size() int64
	// Read fills p from off; false while the bytes are not there yet. Then the
	// places stay dotted until Refresh.
	Read(off int64, p []byte) (n int, ok bool)
	// Colors sets one token per byte from off; empty is Text.
	Colors(off int64, tokens []Token)
}

// Hex shows bytes: offset, hex, text. It holds any number of them and asks its
// model only for those in view.
//
// Keys: the arrows, PageUp, PageDown, Home and End move the cursor, with Shift
// they select; Ctrl+C copies, Ctrl+A selects all.
type Hex struct {
	widget.BaseWidget

	OnPick   func(off int64)                    // a click on a byte, or a key that moved the cursor
	OnSelect func(from, to int64)               // by hand, when the pointer lets go: [from, to)
	OnMenu   func(off int64, pos fyne.Position) // pos on the canvas; off -1 beside the bytes
	OnCopy   func(from, to int64)               // Ctrl+C

	model    HexModel
	perRow   int
	laid     int   // bytes a row when it was laid out last
	from, to int64 // the selected span
	cursor   int64
	anchor   int64 // where a selection by hand begins
	dragged  bool
	focused  bool
	wanted   [2]int64 // a span to show once there is a size, empty without one
	scroll   scroller
	body     *hexBody
	bar      *scrollbar
}

var (
	_ fyne.Focusable    = (*Hex)(nil)
	_ fyne.Scrollable   = (*Hex)(nil)
	_ fyne.Draggable    = (*Hex)(nil)
	_ fyne.Shortcutable = (*Hex)(nil)
	_ desktop.Mouseable = (*Hex)(nil)
)

// NewHex returns a hex grid with 16 bytes a row; model may be nil.
func NewHex(model HexModel) *Hex {
	h := &Hex{model: model, perRow: 16}
	h.bar = newScrollbar(&h.scroll, h.redraw)
	h.body = newHexBody(h)
	h.ExtendBaseWidget(h)
	return h
}

// SetModel shows other bytes from the top.
func (h *Hex) SetModel(model HexModel) {
	h.model = model
	h.from, h.to, h.cursor, h.anchor = 0, 0, 0, 0
	h.scroll.to(0)
	h.Refresh()
}

// SetBytesPerRow sets 8, 16 or 32. Fewer are shown where the room is short.
func (h *Hex) SetBytesPerRow(n int) {
	h.perRow = min(max(8, n/8*8), 32)
	h.keepPlace()
	h.Refresh()
}

// Selection is the selected span [from, to), empty when both are the same.
func (h *Hex) Selection() (from, to int64) { return h.from, h.to }

// CursorOffset is the byte that the keys start from.
func (h *Hex) CursorOffset() int64 { return h.cursor }

// Select selects a span without calling OnSelect and without scrolling.
func (h *Hex) Select(from, to int64) {
	size := h.size()
	h.from = min(max(from, 0), size)
	h.to = min(max(to, h.from), size)
	if h.cursor < h.from || h.cursor >= h.to {
		h.cursor, h.anchor = h.from, h.from
	}
	h.redraw()
}

// Reveal scrolls as little as needed so that the span is in view, or at least
// its begin.
func (h *Hex) Reveal(from, to int64) {
	h.measure()
	if h.scroll.view <= 0 {
		h.wanted = [2]int64{from, max(to, from+1)}
		return
	}
	per, height := int64(h.shownPerRow()), h.scroll.height
	first, last := from/per, max(from, to-1)/per
	h.scroll.showNear(float64(first)*height, height)
	if float64(last-first+1)*height <= h.scroll.view {
		h.scroll.show(float64(last)*height, height)
	}
	h.redraw()
}

// Window is the span of bytes in view, for a model that fetches ahead.
func (h *Hex) Window() (from, to int64) {
	h.measure()
	per := int64(h.shownPerRow())
	rows := int64(h.scroll.view/h.scroll.height) + 2
	return h.scroll.top * per, min(h.size(), (h.scroll.top+rows)*per)
}

// Refresh asks the model again for the bytes in view.
func (h *Hex) Refresh() {
	h.redraw()
	h.BaseWidget.Refresh()
}

// keepPlace leaves the same bytes in view when another number fits into a row.
func (h *Hex) keepPlace() {
	before := h.laid
	if h.laid = h.shownPerRow(); before == h.laid || before == 0 {
		return
	}
	top := h.scroll.top * int64(before)
	seen := h.to > h.from && h.from >= top && float64(h.from/int64(before)-h.scroll.top)*h.scroll.height < h.scroll.view
	h.measure()
	h.scroll.to(float64(top/int64(h.laid)) * h.scroll.height)
	if seen {
		h.Reveal(h.from, h.to)
	}
}

func (h *Hex) redraw() {
	h.measure()
	h.body.Refresh()
	h.bar.Refresh()
}

func (h *Hex) measure() {
	per := int64(h.shownPerRow())
	h.scroll.set((h.size()+per-1)/per, float64(HexRowHeight), 2*hexMargin, float64(h.Size().Height))
}

func (h *Hex) size() int64 {
	if h.model == nil {
		return 0
	}
	return max(0, h.model.Size())
}

// CreateRenderer is called by Fyne.
func (h *Hex) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	return &hexRenderer{hex: h, objects: []fyne.CanvasObject{h.body, h.bar}}
}

type hexRenderer struct {
	hex     *Hex
	objects []fyne.CanvasObject
}

func (r *hexRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 3*HexRowHeight) }

func (r *hexRenderer) Layout(size fyne.Size) {
	r.hex.body.Resize(size)
	r.hex.bar.Move(fyne.NewPos(size.Width-barRoom, 0))
	r.hex.bar.Resize(fyne.NewSize(barRoom, size.Height))
	r.hex.keepPlace()
	r.hex.redraw()
	if w := r.hex.wanted; w[1] > w[0] && size.Height > 0 {
		r.hex.wanted = [2]int64{}
		r.hex.Reveal(w[0], w[1])
	}
}

func (r *hexRenderer) Refresh() { r.Layout(r.hex.Size()) }

func (r *hexRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *hexRenderer) Destroy()                     {}
