package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ButtonLook says how much a button calls for attention.
type ButtonLook int

const (
	RaisedButton  ButtonLook = iota // the usual one
	PrimaryButton                   // the one thing to do here
	QuietButton                     // in toolbars: text until the pointer is over it
	LinkButton                      // a small dim word in a line of text
)

// Button is a compact button. Space and Enter press it when it has the focus.
type Button struct {
	widget.DisableableWidget
	OnTapped func()

	text, icon string
	look       ButtonLook
	height     float32
	hovered    bool
	focused    bool
}

var (
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Tappable     = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
)

// NewButton returns a raised button.
func NewButton(text string, tapped func()) *Button { return newButton(text, RaisedButton, tapped) }

// NewPrimary returns a button filled with the accent.
func NewPrimary(text string, tapped func()) *Button { return newButton(text, PrimaryButton, tapped) }

// NewQuiet returns a button for a toolbar.
func NewQuiet(text string, tapped func()) *Button { return newButton(text, QuietButton, tapped) }

// NewLink returns a button that looks like a small dim word.
func NewLink(text string, tapped func()) *Button { return newButton(text, LinkButton, tapped) }

func newButton(text string, look ButtonLook, tapped func()) *Button {
	b := &Button{text: text, look: look, OnTapped: tapped, height: ControlHeight}
	if look == LinkButton {
		b.height = 20
	}
	b.ExtendBaseWidget(b)
	return b
}

// WithIcon puts a glyph before the text and returns the button. Fyne draws
// some arrows and triangles as coloured emoji: ask for the plain look-alikes.
func (b *Button) WithIcon(glyph string) *Button {
	if glyph == "▶" {
		glyph = "►"
	}
	b.icon = glyph
	b.Refresh()
	return b
}

// WithHeight makes the button higher or lower than usual and returns it.
func (b *Button) WithHeight(h float32) *Button {
	b.height = h
	b.Refresh()
	return b
}

// Text is what the button says.
func (b *Button) Text() string { return b.text }

// SetText changes what the button says.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// SetLook changes how much the button calls for attention.
func (b *Button) SetLook(look ButtonLook) {
	if b.look != look {
		b.look = look
		b.Refresh()
	}
}

// Tapped is called by Fyne.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// FocusGained is called by Fyne.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost is called by Fyne.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune is called by Fyne.
func (b *Button) TypedRune(rune) {}

// TypedKey presses the button on Space and Enter.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		passKey(b, ev.Name)
	}
}

// MouseIn is called by Fyne.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved is called by Fyne.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is called by Fyne.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// CreateRenderer is called by Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		button: b, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText("", C(Text)), icon: canvas.NewText("", C(Text)),
	}
	r.objects = []fyne.CanvasObject{r.back, r.icon, r.text, r.ring}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	button     *Button
	back, ring *canvas.Rectangle
	icon, text *canvas.Text
	objects    []fyne.CanvasObject
}

func (r *buttonRenderer) inset() float32 {
	switch r.button.look {
	case LinkButton:
		return 3
	case QuietButton:
		return 10
	default:
		return 12
	}
}

func (r *buttonRenderer) content() (icon, gap, text float32) {
	if r.icon.Text != "" {
		icon = r.icon.MinSize().Width
		if r.text.Text != "" {
			gap = 5
		}
	}
	if r.text.Text != "" {
		text = r.text.MinSize().Width
	}
	return icon, gap, text
}

func (r *buttonRenderer) MinSize() fyne.Size {
	icon, gap, text := r.content()
	return fyne.NewSize(icon+gap+text+2*r.inset(), r.button.height)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.ring.Move(fyne.NewPos(-2, -2))
	r.ring.Resize(size.AddWidthHeight(4, 4))
	icon, gap, text := r.content()
	x := (size.Width - icon - gap - text) / 2
	place(r.icon, x, size.Height)
	place(r.text, x+icon+gap, size.Height)
}

// place puts a text at x, in the middle of a given height.
func place(t *canvas.Text, x, height float32) {
	m := t.MinSize()
	t.Move(fyne.NewPos(x, (height-m.Height)/2))
	t.Resize(m)
}

func (r *buttonRenderer) Refresh() {
	b := r.button
	back, fore := b.colors()
	r.back.FillColor, r.back.CornerRadius = back, Radius
	r.ring.Hidden, r.ring.CornerRadius = !b.focused, Radius+2
	r.ring.StrokeWidth, r.ring.StrokeColor, r.ring.FillColor = 1, C(Accent), hollow(C(Accent))
	r.text.Text, r.icon.Text = b.text, b.icon
	for _, t := range []*canvas.Text{r.icon, r.text} {
		t.Color, t.TextSize = fore, TextSize
		if b.look == LinkButton {
			t.TextSize = SmallSize
		}
	}
	r.Layout(b.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

// colors of the area and the text, by look and state.
func (b *Button) colors() (back, fore color.Color) {
	hover := b.hovered && !b.Disabled()
	var area color.NRGBA
	text := C(Text)
	switch b.look {
	case PrimaryButton:
		area, text = C(Accent), C(OnAccent)
		if hover {
			area = blend(area, C(Text), 0.12)
		}
	case RaisedButton:
		area = C(Raised)
		if hover {
			area = blend(area, C(Text), 0.08)
		}
	case QuietButton:
		if hover {
			area = C(Raised)
		}
	case LinkButton:
		text = C(Dim)
		if hover {
			text = C(Accent)
		}
	}
	if b.Disabled() {
		return b.disabledArea(), withAlpha(C(Dim), 0xb0)
	}
	return area, text
}

func (b *Button) disabledArea() color.Color {
	if b.look == PrimaryButton || b.look == RaisedButton {
		return C(Raised)
	}
	return color.NRGBA{}
}

// blend mixes a part of b into a.
func blend(a, b color.NRGBA, part float32) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float32(x) + (float32(y)-float32(x))*part) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: a.A}
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *buttonRenderer) Destroy()                     {}
