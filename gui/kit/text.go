package kit

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

const ellipsis = "…"

// ellipsize cuts s so that it is at most width wide, an ellipsis at its end
// when something is missing. measure gives the width of a string.
func ellipsize(s string, width float32, measure func(string) float32) string {
	if s == "" || measure(s) <= width {
		return s
	}
	low, high := 0, len(s) // s[:low]+… fits, s[:high]+… does not
	for {
		mid := runeStart(s, (low+high+1)/2)
		if mid <= low {
			mid = nextRune(s, low)
		}
		if mid >= high {
			break
		}
		if measure(s[:mid]+ellipsis) <= width {
			low = mid
		} else {
			high = mid
		}
	}
	if low == 0 && measure(ellipsis) > width {
		return ""
	}
	return s[:low] + ellipsis
}

// ellipsizeStart cuts s so that it is at most width wide and keeps its end.
func ellipsizeStart(s string, width float32, measure func(string) float32) string {
	if s == "" || measure(s) <= width {
		return s
	}
	low, high := 0, len(s) // …+s[low:] does not fit, …+s[high:] does
	for {
		mid := runeStart(s, (low+high)/2)
		if mid <= low {
			mid = nextRune(s, low)
		}
		if mid >= high {
			break
		}
		if measure(ellipsis+s[mid:]) <= width {
			high = mid
		} else {
			low = mid
		}
	}
	if high == len(s) && measure(ellipsis) > width {
		return ""
	}
	return ellipsis + s[high:]
}

func runeStart(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

func nextRune(s string, i int) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}

// textWidth measures with the fonts of the theme.
func textWidth(s string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(s, size, style).Width
}

// Label is one line of text in a token's colour, cut with an ellipsis where
// the room ends. Change its fields, then Refresh.
type Label struct {
	widget.BaseWidget
	Text     string
	Token    Token
	TextSize float32 // zero is TextSize
	Mono     bool
	Bold     bool
	Align    fyne.TextAlign
	Whole    bool // asks for the room of the whole text instead of shrinking
}

// NewLabel returns a label of the ordinary size.
func NewLabel(text string, token Token) *Label {
	l := &Label{Text: text, Token: token, Whole: true}
	l.ExtendBaseWidget(l)
	return l
}

// NewHeading returns the heading of a form or a result.
func NewHeading(text string) *Label {
	l := NewLabel(text, "")
	l.TextSize = HeadingSize
	return l
}

// NewSmall returns a small dim label.
func NewSmall(text string) *Label {
	l := NewLabel(text, Dim)
	l.TextSize = SmallSize
	return l
}

// SetText changes the text.
func (l *Label) SetText(text string) {
	if l.Text != text {
		l.Text = text
		l.Refresh()
	}
}

func (l *Label) size() float32 {
	if l.TextSize == 0 {
		return TextSize
	}
	return l.TextSize
}

func (l *Label) style() fyne.TextStyle { return fyne.TextStyle{Monospace: l.Mono, Bold: l.Bold} }

// MinSize is the height of a line, and the width of the text when Whole.
func (l *Label) MinSize() fyne.Size {
	l.ExtendBaseWidget(l)
	size := fyne.MeasureText(l.Text, l.size(), l.style())
	if l.Text == "" {
		size = fyne.NewSize(0, fyne.MeasureText("x", l.size(), l.style()).Height)
	}
	if !l.Whole {
		size.Width = min(size.Width, 24)
	}
	return size
}

// CreateRenderer is called by Fyne.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	r := &labelRenderer{label: l, text: canvas.NewText("", C(Text))}
	r.Refresh()
	return r
}

type labelRenderer struct {
	label *Label
	text  *canvas.Text
}

func (r *labelRenderer) Layout(size fyne.Size) {
	l := r.label
	r.text.Text = ellipsize(l.Text, size.Width+0.5, func(s string) float32 {
		return textWidth(s, l.size(), l.style())
	})
	h := r.text.MinSize().Height
	r.text.Move(fyne.NewPos(0, (size.Height-h)/2))
	r.text.Resize(fyne.NewSize(size.Width, h))
}

func (r *labelRenderer) MinSize() fyne.Size { return r.label.MinSize() }

func (r *labelRenderer) Refresh() {
	l := r.label
	r.text.TextSize, r.text.TextStyle, r.text.Alignment = l.size(), l.style(), l.Align
	r.text.Color = labelInk(l.Token)
	r.Layout(l.BaseWidget.Size())
	r.text.Refresh()
}

func (r *labelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *labelRenderer) Destroy()                     {}
