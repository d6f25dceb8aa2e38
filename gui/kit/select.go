package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Select is Fyne's choice, drawn like an entry.
type Select struct {
	widget.Select
	focused, hovered bool
}

// NewSelect returns a compact choice.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged, s.PlaceHolder = options, changed, " "
	s.ExtendBaseWidget(s)
	return s
}

// FocusGained is called by Fyne.
func (s *Select) FocusGained() { s.focused = true; s.Select.FocusGained() }

// FocusLost is called by Fyne.
func (s *Select) FocusLost() { s.focused = false; s.Select.FocusLost() }

// MouseIn is called by Fyne.
func (s *Select) MouseIn(ev *desktop.MouseEvent) { s.hovered = true; s.Select.MouseIn(ev) }

// MouseOut is called by Fyne.
func (s *Select) MouseOut() { s.hovered = false; s.Select.MouseOut() }

// TypedKey leaves to the window what is not for choosing.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeySpace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		s.Select.TypedKey(ev)
	default:
		passKey(s, ev.Name)
	}
}

// MinSize leaves room for the widest option that is not too wide.
func (s *Select) MinSize() fyne.Size {
	w := float32(60)
	for _, o := range s.Options {
		w = max(w, min(200, textWidth(o, TextSize, fyne.TextStyle{})))
	}
	return fyne.NewSize(w+2*selectInset+20, ControlHeight)
}

const selectInset float32 = 10

// Tapped opens the list.
func (s *Select) Tapped(ev *fyne.PointEvent) {
	if !s.Disabled() && len(s.Options) > 0 {
		s.Select.Tapped(ev)
	}
}

// CreateRenderer is called by Fyne.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	s.Select.CreateRenderer() // it prepares what opening the list needs
	r := &selectRenderer{
		choice: s, frame: canvas.NewRectangle(C(Background)), text: canvas.NewText("", C(Text)),
		icon: widget.NewIcon(theme.NewThemedResource(theme.Icon(theme.IconNameArrowDropDown))),
	}
	r.objects = []fyne.CanvasObject{r.frame, r.text, r.icon}
	r.Refresh()
	return r
}

type selectRenderer struct {
	choice  *Select
	frame   *canvas.Rectangle
	text    *canvas.Text
	icon    *widget.Icon
	objects []fyne.CanvasObject
}

func (r *selectRenderer) MinSize() fyne.Size { return r.choice.MinSize() }

func (r *selectRenderer) Layout(size fyne.Size) {
	r.frame.Resize(size)
	r.icon.Resize(fyne.NewSize(16, 16))
	r.icon.Move(fyne.NewPos(size.Width-16-Space, (size.Height-16)/2))
	r.text.Text = ellipsize(r.shown(), size.Width-2*selectInset-20, func(s string) float32 {
		return textWidth(s, TextSize, fyne.TextStyle{})
	})
	place(r.text, selectInset, size.Height)
}

// shown is the choice, or what to say without one.
func (r *selectRenderer) shown() string {
	if r.choice.Selected == "" {
		return r.choice.PlaceHolder
	}
	return r.choice.Selected
}

func (r *selectRenderer) Refresh() {
	s := r.choice
	r.frame.FillColor, r.frame.StrokeColor = C(Background), C(Line)
	r.frame.StrokeWidth, r.frame.CornerRadius = 1, Radius
	if s.hovered && !s.Disabled() {
		r.frame.StrokeColor = C(Dim)
	}
	if s.focused {
		r.frame.StrokeColor = C(Accent)
	}
	r.text.TextSize, r.text.Color = TextSize, C(Text)
	if s.Selected == "" {
		r.text.Color = C(Dim)
	}
	if s.Disabled() {
		r.text.Color = withAlpha(C(Dim), 0xb0)
	}
	r.Layout(s.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *selectRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *selectRenderer) Destroy()                     {}
