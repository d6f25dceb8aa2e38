package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// SearchBox is an entry with the shortcut that leads to it shown at its end.
type SearchBox struct {
	Entry
	OnCancel func() // Escape

	chip string
}

// NewSearchBox returns an empty box; chip names the shortcut, "Ctrl F". Set
// OnSubmitted and OnChanged of the entry.
func NewSearchBox(placeholder, chip string) *SearchBox {
	s := &SearchBox{chip: chip}
	s.ExtendBaseWidget(s)
	s.SetPlaceHolder(placeholder)
	s.ActionItem = newChip(chip)
	return s
}

// TypedKey lets go on Escape and leaves the keys of the window to it.
func (s *SearchBox) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		if s.OnCancel != nil {
			s.OnCancel()
		}
	case fyne.KeyF1, fyne.KeyF3, fyne.KeyF5, fyne.KeyF9:
		passKey(s, ev.Name)
	default:
		s.Entry.TypedKey(ev)
	}
}

// MinSize keeps the box wide enough to be useful.
func (s *SearchBox) MinSize() fyne.Size {
	return fyne.NewSize(260, s.Entry.MinSize().Height)
}

// chip shows a shortcut in a small frame.
type chip struct {
	widget.BaseWidget
	text string
}

func newChip(text string) *chip {
	c := &chip{text: text}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{chip: c, frame: canvas.NewRectangle(color.Transparent), text: canvas.NewText(c.text, C(Dim))}
	r.objects = []fyne.CanvasObject{r.frame, r.text}
	r.Refresh()
	return r
}

type chipRenderer struct {
	chip    *chip
	frame   *canvas.Rectangle
	text    *canvas.Text
	objects []fyne.CanvasObject
}

func (r *chipRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.MinSize().Width+12+Space, 18)
}

func (r *chipRenderer) Layout(size fyne.Size) {
	w := r.text.MinSize().Width + 12
	r.frame.Move(fyne.NewPos(0, (size.Height-17)/2))
	r.frame.Resize(fyne.NewSize(w, 17))
	place(r.text, 6, size.Height)
}

func (r *chipRenderer) Refresh() {
	r.frame.StrokeColor, r.frame.StrokeWidth, r.frame.CornerRadius = C(Line), 1, 3
	r.frame.FillColor = hollow(C(Line))
	r.text.Color, r.text.TextSize, r.text.TextStyle.Monospace = C(Dim), TinySize, true
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *chipRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *chipRenderer) Destroy()                     {}
