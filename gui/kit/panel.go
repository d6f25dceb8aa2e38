package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// fill is an area in one token's colour that follows the theme.
type fill struct {
	widget.BaseWidget
	token Token
	min   fyne.Size
}

func newFill(token Token, w, h float32) *fill {
	f := &fill{token: token, min: fyne.NewSize(w, h)}
	f.ExtendBaseWidget(f)
	return f
}

func (f *fill) CreateRenderer() fyne.WidgetRenderer {
	r := &fillRenderer{fill: f, rect: canvas.NewRectangle(C(f.token))}
	r.objects = []fyne.CanvasObject{r.rect}
	return r
}

type fillRenderer struct {
	fill    *fill
	rect    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *fillRenderer) Layout(size fyne.Size)        { r.rect.Resize(size) }
func (r *fillRenderer) MinSize() fyne.Size           { return r.fill.min }
func (r *fillRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *fillRenderer) Destroy()                     {}
func (r *fillRenderer) Refresh() {
	r.rect.FillColor = C(r.fill.token)
	r.rect.Refresh()
}

// NewPanel lays content on a surface: Background, Panel or Raised.
func NewPanel(surface Token, content fyne.CanvasObject) *fyne.Container {
	return container.NewStack(newFill(surface, 0, 0), content)
}

// HLine is a hairline across.
func HLine() fyne.CanvasObject { return newFill(Line, 1, 1) }

// VLine is a hairline from top to bottom.
func VLine() fyne.CanvasObject { return newFill(Line, 1, 1) }

// Gap takes up room.
func Gap(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

// Pad keeps content away from its borders.
func Pad(top, right, bottom, left float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), content)
}

// Rows puts objects below each other with a gap between them.
func Rows(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Cols puts objects beside each other, each at its own height in the middle.
func Cols(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&colsLayout{gap: gap}, objects...)
}

// colsLayout is a row whose objects keep their height and sit in the middle;
// spacers share what is left.
type colsLayout struct{ gap float32 }

func (l *colsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, o := range visible(objects) {
		m := o.MinSize()
		size.Width += m.Width
		if i > 0 {
			size.Width += l.gap
		}
		size.Height = max(size.Height, m.Height)
	}
	return size
}

func (l *colsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	shown := visible(objects)
	rest, springs := size.Width-l.MinSize(objects).Width, 0
	for _, o := range shown {
		if isSpring(o) {
			springs++
		}
	}
	x := float32(0)
	for _, o := range shown {
		m := o.MinSize()
		if isSpring(o) && rest > 0 {
			m.Width += rest / float32(springs)
		}
		o.Move(fyne.NewPos(x, float32(int((size.Height-m.Height)/2))))
		o.Resize(m)
		x += m.Width + l.gap
	}
}

func isSpring(o fyne.CanvasObject) bool {
	s, ok := o.(layout.SpacerObject)
	return ok && s.ExpandHorizontal()
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

// Dock puts objects at the borders and content into the room that is left,
// without the gaps of Fyne's border layout. Any of the four may be nil.
func Dock(top, bottom, left, right, content fyne.CanvasObject) *fyne.Container {
	l := &dockLayout{top: top, bottom: bottom, left: left, right: right}
	c := container.New(l)
	for _, o := range []fyne.CanvasObject{top, left, content, right, bottom} {
		if o != nil {
			c.Add(o)
		}
	}
	return c
}

type dockLayout struct{ top, bottom, left, right fyne.CanvasObject }

// part is the least size of a border object that is there and visible, in
// whole pixels: a picture that lies beside it would lose a line of itself on
// half a pixel.
func part(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	m := o.MinSize()
	return fyne.NewSize(whole(m.Width), whole(m.Height))
}

func whole(v float32) float32 { return float32(math.Ceil(float64(v) - 0.01)) }

func (l *dockLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	t, b, le, ri := part(l.top), part(l.bottom), part(l.left), part(l.right)
	var mid fyne.Size
	for _, o := range objects {
		if o != l.top && o != l.bottom && o != l.left && o != l.right {
			mid = mid.Max(part(o))
		}
	}
	return fyne.NewSize(max(t.Width, b.Width, le.Width+mid.Width+ri.Width),
		t.Height+b.Height+max(le.Height, mid.Height, ri.Height))
}

func (l *dockLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t, b, le, ri := part(l.top), part(l.bottom), part(l.left), part(l.right)
	h := max(0, size.Height-t.Height-b.Height)
	for _, o := range objects {
		switch o {
		case l.top:
			put(o, 0, 0, size.Width, t.Height)
		case l.bottom:
			put(o, 0, t.Height+h, size.Width, b.Height)
		case l.left:
			put(o, 0, t.Height, le.Width, h)
		case l.right:
			put(o, size.Width-ri.Width, t.Height, ri.Width, h)
		default:
			put(o, le.Width, t.Height, max(0, size.Width-le.Width-ri.Width), h)
		}
	}
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// NewToolbar is the bar at the top: objects beside each other, layout.NewSpacer
// pushes what follows to the right, a hairline below.
func NewToolbar(objects ...fyne.CanvasObject) fyne.CanvasObject {
	row := Pad(0, Space, 0, Space, Cols(Tight, objects...))
	return Dock(nil, HLine(), nil, nil, container.NewStack(newFill(Panel, 0, ToolbarHeight-1), row))
}

// ToolbarGap is the hairline between groups of a toolbar.
func ToolbarGap() fyne.CanvasObject {
	return Pad(0, Space, 0, Space, newFill(Line, 1, 20))
}
