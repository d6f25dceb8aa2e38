package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Tabs is the bar of tabs. What they show is the caller's: OnSelect tells which.
type Tabs struct {
	widget.BaseWidget
	OnSelect func(i int)

	tabs     []*tab
	selected int
	focused  bool
	inset    float32 // beside each title
}

// NewTabs returns a bar with the first tab selected.
func NewTabs(titles ...string) *Tabs {
	t := &Tabs{}
	for i, title := range titles {
		one := &tab{bar: t, index: i, title: title}
		one.ExtendBaseWidget(one)
		t.tabs = append(t.tabs, one)
	}
	t.ExtendBaseWidget(t)
	return t
}

// Selected is the index of the tab that is shown.
func (t *Tabs) Selected() int { return t.selected }

// Select shows a tab without calling OnSelect.
func (t *Tabs) Select(i int) {
	if i >= 0 && i < len(t.tabs) && i != t.selected {
		t.selected = i
		t.Refresh()
	}
}

// Dot is the badge of a tab with something unfinished on it.
const Dot = "●"

// SetBadge puts a short text in a coloured round behind the title; an empty
// text removes it. The colour is Error when token is empty. A Dot stands without
// the round.
func (t *Tabs) SetBadge(i int, text string, token Token) {
	if token == "" {
		token = Error
	}
	t.tabs[i].badge, t.tabs[i].token = text, token
	t.Refresh()
}

// SetTitle changes a title.
func (t *Tabs) SetTitle(i int, title string) {
	t.tabs[i].title = title
	t.Refresh()
}

// SetDisabled keeps a tab from being selected by hand.
func (t *Tabs) SetDisabled(i int, disabled bool) {
	t.tabs[i].disabled = disabled
	t.Refresh()
}

// Step selects the next tab that can be selected, round and round, and calls
// OnSelect; by is 1 or -1.
func (t *Tabs) Step(by int) {
	n := len(t.tabs)
	for k := 1; k <= n; k++ {
		i := ((t.selected+by*k)%n + n) % n
		if !t.tabs[i].disabled {
			t.choose(i)
			return
		}
	}
}

func (t *Tabs) choose(i int) {
	if t.tabs[i].disabled || i == t.selected {
		return
	}
	t.Select(i)
	if t.OnSelect != nil {
		t.OnSelect(i)
	}
}

// FocusGained is called by Fyne.
func (t *Tabs) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost is called by Fyne.
func (t *Tabs) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune is called by Fyne.
func (t *Tabs) TypedRune(rune) {}

// TypedKey walks with Left and Right.
func (t *Tabs) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		t.Step(-1)
	case fyne.KeyRight:
		t.Step(1)
	default:
		passKey(t, ev.Name)
	}
}

// CreateRenderer is called by Fyne.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	r := &tabsRenderer{bar: t, back: canvas.NewRectangle(C(Panel)), line: canvas.NewRectangle(C(Line))}
	r.objects = []fyne.CanvasObject{r.back, r.line}
	for _, one := range t.tabs {
		r.objects = append(r.objects, one)
	}
	return r
}

type tabsRenderer struct {
	bar        *Tabs
	back, line *canvas.Rectangle
	objects    []fyne.CanvasObject
}

func (r *tabsRenderer) MinSize() fyne.Size { return fyne.NewSize(100, TabsHeight) }

func (r *tabsRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	r.bar.fit(size.Width)
	x := Space
	for _, one := range r.bar.tabs {
		w := one.MinSize().Width
		one.Move(fyne.NewPos(x, 0))
		one.Resize(fyne.NewSize(w, size.Height))
		x += w + 2
	}
}

func (r *tabsRenderer) Refresh() {
	r.back.FillColor, r.line.FillColor = C(Panel), C(Line)
	r.back.Refresh()
	r.line.Refresh()
	for _, one := range r.bar.tabs {
		one.Refresh()
	}
	r.Layout(r.bar.Size())
}

func (r *tabsRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tabsRenderer) Destroy()                     {}

// tab is one of the bar.
type tab struct {
	widget.BaseWidget
	bar      *Tabs
	index    int
	title    string
	badge    string
	token    Token
	hovered  bool
	disabled bool
}

func (t *tab) Tapped(*fyne.PointEvent)        { t.bar.choose(t.index) }
func (t *tab) MouseIn(*desktop.MouseEvent)    { t.hovered = true; t.Refresh() }
func (t *tab) MouseMoved(*desktop.MouseEvent) {}
func (t *tab) MouseOut()                      { t.hovered = false; t.Refresh() }
func (t *tab) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{
		tab: t, text: canvas.NewText("", C(Dim)), badge: canvas.NewText("", C(OnAccent)),
		round: canvas.NewRectangle(C(Error)), edge: canvas.NewRectangle(C(Accent)),
	}
	r.objects = []fyne.CanvasObject{r.text, r.round, r.badge, r.edge}
	r.Refresh()
	return r
}

type tabRenderer struct {
	tab         *tab
	text, badge *canvas.Text
	round, edge *canvas.Rectangle
	objects     []fyne.CanvasObject
}

// The room beside the title of a tab, and the least of it where many tabs and
// badges share a narrow window.
const (
	tabInset      float32 = 13
	leastTabInset float32 = 5
)

// fit gives the tabs as much room beside their titles as there is.
func (t *Tabs) fit(width float32) {
	t.inset = tabInset
	need := 2*Space - 2
	for _, one := range t.tabs {
		need += one.MinSize().Width + 2
	}
	if over := need - width; over > 0 && len(t.tabs) > 0 {
		t.inset = max(leastTabInset, tabInset-over/float32(2*len(t.tabs)))
	}
}

func (r *tabRenderer) badgeWidth() float32 {
	if r.tab.badge == "" {
		return 0
	}
	if r.tab.badge == Dot {
		return r.badge.MinSize().Width
	}
	return max(18, r.badge.MinSize().Width+10)
}

func (r *tabRenderer) MinSize() fyne.Size {
	w := r.text.MinSize().Width + 2*r.tab.bar.inset
	if b := r.badgeWidth(); b > 0 {
		w += b + 7
	}
	return fyne.NewSize(w, TabsHeight)
}

func (r *tabRenderer) Layout(size fyne.Size) {
	place(r.text, r.tab.bar.inset, size.Height)
	bw := r.badgeWidth()
	bx := size.Width - r.tab.bar.inset - bw
	r.round.Move(fyne.NewPos(bx, (size.Height-18)/2))
	r.round.Resize(fyne.NewSize(bw, 18))
	place(r.badge, bx+(bw-r.badge.MinSize().Width)/2, size.Height)
	r.edge.Move(fyne.NewPos(0, size.Height-2))
	r.edge.Resize(fyne.NewSize(size.Width, 2))
}

func (r *tabRenderer) Refresh() {
	t := r.tab
	chosen := t.bar.selected == t.index
	r.text.Text, r.text.TextSize, r.text.Color = t.title, TextSize, Ink(Dim, Panel)
	if (chosen || t.hovered) && !t.disabled {
		r.text.Color = C(Text)
	}
	if t.disabled {
		r.text.Color = withAlpha(C(Dim), 0x80)
	}
	r.badge.Text, r.badge.TextSize, r.badge.Color = t.badge, TinySize, C(OnAccent)
	r.round.FillColor, r.round.CornerRadius = C(t.token), 9
	r.round.Hidden = t.badge == "" || t.badge == Dot
	if t.badge == Dot {
		r.badge.Color = C(t.token)
	}
	r.edge.Hidden, r.edge.FillColor = !chosen || t.disabled, C(Accent)
	if chosen && t.bar.focused {
		r.edge.FillColor = C(Text)
	}
	r.Layout(t.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *tabRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tabRenderer) Destroy()                     {}
