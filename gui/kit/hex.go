package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// HexModel is what a hex grid shows. Its methods run while drawing and must
// not wait.
type HexModel interface {
	Size() int64
	// Read fills p from off; false while the bytes are not there yet. Then the
	// places stay dotted until Refresh.
	Read(off int64, p []byte) (n int, ok bool)
	// Colors fills one token per byte from off; empty is Text.
	Colors(off int64, tokens []Token)
}

// Hex shows bytes: offset, hex, text.
type Hex struct {
	widget.BaseWidget

	OnPick   func(off int64)      // a click on a byte
	OnSelect func(from, to int64) // by hand: [from, to)
	OnMenu   func(off int64, pos fyne.Position)
	OnCopy   func(from, to int64) // Ctrl+C

	model    HexModel
	perRow   int
	from, to int64
}

// NewHex returns a hex grid with 16 bytes a row; model may be nil.
func NewHex(model HexModel) *Hex {
	h := &Hex{model: model, perRow: 16}
	h.ExtendBaseWidget(h)
	return h
}

// SetModel shows other bytes from the top.
func (h *Hex) SetModel(model HexModel) { h.model, h.from, h.to = model, 0, 0; h.Refresh() }

// SetBytesPerRow is 16 or 32.
func (h *Hex) SetBytesPerRow(n int) { h.perRow = n; h.Refresh() }

// Selection is the selected span [from, to), empty when both are the same.
func (h *Hex) Selection() (from, to int64) { return h.from, h.to }

// Select selects a span without calling OnSelect.
func (h *Hex) Select(from, to int64) { h.from, h.to = from, to; h.Refresh() }

// Reveal scrolls as little as needed so that the span (its begin at least) is in view.
func (h *Hex) Reveal(from, to int64) {}

// CreateRenderer is called by Fyne.
func (h *Hex) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Gap(200, 100))
}
