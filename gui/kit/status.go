package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Segment is one piece of a status bar.
type Segment struct {
	Text  string
	Mono  bool
	Token Token // Dim when empty
}

// StatusBar is the line at the bottom: some segments at the left, one at the right.
type StatusBar struct {
	widget.BaseWidget
	left  []Segment
	right Segment
}

// NewStatusBar returns an empty bar.
func NewStatusBar() *StatusBar {
	s := &StatusBar{}
	s.ExtendBaseWidget(s)
	return s
}

// Set replaces what the bar says.
func (s *StatusBar) Set(left []Segment, right Segment) {
	s.left, s.right = left, right
	s.Refresh()
}

// Text is the whole bar, its segments joined by two blanks: for tests and copying.
func (s *StatusBar) Text() string {
	out := ""
	for _, seg := range append(append([]Segment{}, s.left...), s.right) {
		if seg.Text != "" && out != "" {
			out += "  "
		}
		out += seg.Text
	}
	return out
}

// CreateRenderer is called by Fyne.
func (s *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	r := &statusRenderer{bar: s, back: canvas.NewRectangle(C(Panel)), line: canvas.NewRectangle(C(Line))}
	r.Refresh()
	return r
}

type statusRenderer struct {
	bar        *StatusBar
	back, line *canvas.Rectangle
	texts      []*canvas.Text // the left ones, then the right one
	objects    []fyne.CanvasObject
}

const (
	statusInset float32 = 12
	statusGap   float32 = 22
)

func (r *statusRenderer) MinSize() fyne.Size { return fyne.NewSize(100, StatusHeight) }

func (r *statusRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.line.Resize(fyne.NewSize(size.Width, 1))
	last := len(r.texts) - 1
	end := size.Width - statusInset
	place(r.texts[last], end-r.texts[last].MinSize().Width, size.Height)
	end -= r.texts[last].MinSize().Width + statusGap
	x := statusInset
	for i, t := range r.texts[:last] {
		t.Text = ellipsize(r.bar.left[i].Text, max(0, end-x), func(s string) float32 {
			return textWidth(s, t.TextSize, t.TextStyle)
		})
		place(t, x, size.Height)
		if t.Text != "" {
			x += t.MinSize().Width + statusGap
		}
	}
}

func (r *statusRenderer) Refresh() {
	r.back.FillColor, r.line.FillColor = C(Panel), C(Line)
	segments := append(append([]Segment{}, r.bar.left...), r.bar.right)
	for len(r.texts) < len(segments) {
		r.texts = append(r.texts, canvas.NewText("", C(Dim)))
	}
	r.texts = r.texts[:len(segments)]
	r.objects = append(r.objects[:0], r.back, r.line)
	for i, seg := range segments {
		t := r.texts[i]
		t.Text, t.TextSize, t.TextStyle.Monospace = seg.Text, SmallSize, seg.Mono
		t.Color = Ink(or(seg.Token, Dim), Panel)
		r.objects = append(r.objects, t)
	}
	r.Layout(r.bar.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *statusRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *statusRenderer) Destroy()                     {}
