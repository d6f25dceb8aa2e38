package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// TaskRow shows one piece of work: what, how far, and words to act on it.
type TaskRow struct {
	widget.BaseWidget
	title, detail *Label
	links         []*Button
	part          float32
	phase         float32 // of a bar whose extent is not known, 0 to 1
	token         Token
	bar           bool
}

// NewTaskRow returns a row with a bar at nothing. links are made by NewLink.
func NewTaskRow(title string, links ...*Button) *TaskRow {
	t := &TaskRow{title: NewLabel(title, Text), detail: NewLabel("", Dim), links: links, token: Accent, bar: true}
	t.title.Whole, t.detail.Whole = false, false
	t.ExtendBaseWidget(t)
	return t
}

// SetTitle says what is done.
func (t *TaskRow) SetTitle(text string) { t.title.Text = text; t.Refresh() }

// SetDetail says how far, how fast, what is left, or what came out of it.
func (t *TaskRow) SetDetail(text string) { t.detail.Text = text; t.Refresh() }

// SetPart fills the bar from 0 to 1; below 0 the extent is not known, and each
// call moves a short bar a little further to show that something happens.
func (t *TaskRow) SetPart(part float64) {
	t.part = float32(min(part, 1))
	if t.phase += 0.04; part >= 0 || t.phase >= 1 {
		t.phase = 0
	}
	t.Refresh()
}

// SetState colours the bar and, when not Accent, the detail: Accent while it
// runs, OK, Warning or Error when it has ended.
func (t *TaskRow) SetState(token Token) { t.token = token; t.Refresh() }

// ShowBar shows or hides the bar. Work that has ended needs none: without it
// the row is a small quiet line.
func (t *TaskRow) ShowBar(on bool) { t.bar = on; t.Refresh() }

// SetLinks replaces the words to act on.
func (t *TaskRow) SetLinks(links ...*Button) { t.links = links; t.Refresh() }

// Title is what the row says first.
func (t *TaskRow) Title() string { return t.title.Text }

// Detail is the text behind the title.
func (t *TaskRow) Detail() string { return t.detail.Text }

// CreateRenderer is called by Fyne.
func (t *TaskRow) CreateRenderer() fyne.WidgetRenderer {
	r := &taskRenderer{row: t, trough: canvas.NewRectangle(C(Raised)), fill: canvas.NewRectangle(C(Accent))}
	r.Refresh()
	return r
}

type taskRenderer struct {
	row          *TaskRow
	trough, fill *canvas.Rectangle
	objects      []fyne.CanvasObject
}

const (
	taskLine  float32 = 22
	barHeight float32 = 6
)

func (r *taskRenderer) MinSize() fyne.Size {
	h := taskLine
	if r.row.bar {
		h += barHeight + 2*Tight
	}
	return fyne.NewSize(120, h)
}

func (r *taskRenderer) Layout(size fyne.Size) {
	end := size.Width
	for i := len(r.row.links) - 1; i >= 0; i-- {
		link := r.row.links[i]
		if !link.Visible() {
			continue
		}
		m := link.MinSize()
		end -= m.Width
		link.Move(fyne.NewPos(end, (taskLine-m.Height)/2))
		link.Resize(m)
		end -= Tight
	}
	title := min(textWidth(r.row.title.Text, r.row.title.size(), fyne.TextStyle{})+1, max(0, end))
	r.row.title.Move(fyne.NewPos(0, 0))
	r.row.title.Resize(fyne.NewSize(title, taskLine))
	r.row.detail.Move(fyne.NewPos(title+10, 0))
	r.row.detail.Resize(fyne.NewSize(max(0, end-title-14), taskLine))
	y := taskLine + Tight
	r.trough.Move(fyne.NewPos(0, y))
	r.trough.Resize(fyne.NewSize(size.Width, barHeight))
	r.layFill(size.Width, y)
}

// layFill fills the trough from the left, or a piece that wanders through it
// when the extent is not known.
func (r *taskRenderer) layFill(width, y float32) {
	x, w := float32(0), width*r.row.part
	if r.row.part < 0 {
		begin := (r.row.phase*1.25 - 0.25) * width
		x = max(0, begin)
		w = min(width, begin+width/4) - x
	}
	r.fill.Move(fyne.NewPos(x, y))
	r.fill.Resize(fyne.NewSize(w, barHeight))
}

func (r *taskRenderer) Refresh() {
	t := r.row
	r.objects = append(r.objects[:0], t.title, t.detail, r.trough, r.fill)
	for _, l := range t.links {
		r.objects = append(r.objects, l)
	}
	r.trough.FillColor, r.trough.CornerRadius, r.trough.Hidden = C(Raised), barHeight/2, !t.bar
	r.fill.FillColor, r.fill.CornerRadius, r.fill.Hidden = C(t.token), barHeight/2, !t.bar || t.part == 0
	t.title.Token, t.title.TextSize, t.detail.TextSize = Text, TextSize, TextSize
	if !t.bar {
		t.title.Token, t.title.TextSize, t.detail.TextSize = Dim, SmallSize, SmallSize
	}
	t.detail.Token = Dim
	if t.token != Accent {
		t.detail.Token = t.token
	}
	r.Layout(t.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *taskRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *taskRenderer) Destroy()                     {}
