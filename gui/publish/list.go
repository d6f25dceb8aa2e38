package publish

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
)

// list is the right side: how it goes, and the items.
type list struct {
	room   *Room
	head   *kit.TaskRow
	result *widget.Label
	grid   *kit.Grid
	cancel *kit.Button
	retry  *kit.Button
	url    *kit.Button
	top    *fyne.Container
	object *fyne.Container

	columns []int // that are shown
}

func newList(r *Room) *list {
	l := &list{room: r}
	l.cancel = kit.NewLink(lang.L("Cancel"), func() {
		if v := r.shown; v != nil && v.task != nil {
			v.task.Cancel()
		}
	})
	l.retry = kit.NewLink(lang.L("Retry these"), r.retry)
	l.url = kit.NewLink(lang.L("Copy the address"), func() {
		if v := r.shown; v != nil && v.report != nil {
			r.OnCopy(v.report.URL)
		}
	})
	l.head = kit.NewTaskRow("", l.cancel)
	l.result = widget.NewLabel("")
	l.result.Wrapping, l.result.Selectable = fyne.TextWrapWord, true
	l.result.Hide()
	l.grid = kit.NewGrid(nil)
	l.fit(1000)
	l.grid.Header, l.grid.Multi = true, true
	l.grid.OnCopy = l.copy
	l.top = kit.Rows(0, kit.Pad(kit.Space, kit.Wide, kit.Tight, kit.Wide, l.head), kit.Pad(0, kit.Space, 0, 10, l.result), kit.HLine())
	l.object = container.New(l, kit.Dock(l.top, nil, nil, nil, l.grid))
	return l
}

// narrow is the width below which the rows are only items and states.
const narrow = 620

// fit chooses the columns that a width has room for.
func (l *list) fit(width float32) {
	item := kit.Column{Title: lang.L("item"), Mono: true, Least: 120}
	state := kit.Column{Title: lang.L("state"), Width: 236}
	if width < narrow {
		l.columns = []int{columnItem, columnState}
		state.Width = 132
		l.grid.Columns = []kit.Column{item, state}
		return
	}
	l.columns = []int{columnItem, columnType, columnSize, columnGap, columnState}
	l.grid.Columns = []kit.Column{item,
		{Title: lang.L("type"), Width: 92},
		{Title: lang.L("size"), Width: 76, Align: fyne.TextAlignTrailing, Mono: true},
		{Width: 18}, state}
}

// Layout is for Fyne: the columns follow the width.
func (l *list) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if (size.Width < narrow) != (len(l.columns) == 2) {
		l.fit(size.Width)
	}
	objects[0].Resize(size)
}

// MinSize is for Fyne.
func (l *list) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Rows is for the grid.
func (l *list) Rows() int64 {
	if v := l.room.shown; v != nil {
		return v.board.Rows()
	}
	return 0
}

// Cell is for the grid.
func (l *list) Cell(row int64, col int) kit.Cell {
	if v := l.room.shown; v != nil && col < len(l.columns) {
		return v.board.cell(row, l.columns[col])
	}
	return kit.Cell{}
}

func (l *list) copy(rows []int64) {
	text := ""
	if v := l.room.shown; v != nil {
		for _, row := range rows {
			text += v.board.line(row) + "\n"
		}
	}
	l.room.OnCopy(text)
}

// follow keeps what is being sent in view, unless somebody reads elsewhere.
func (l *list) follow(row int64) {
	if l.grid.Selected() < 0 {
		l.grid.ScrollTo(row)
	}
}

func (l *list) refresh() {
	v := l.room.shown
	if v == nil {
		return
	}
	switch {
	case v.running():
		l.running(v)
	case v.report != nil:
		l.finished(v)
	default:
		l.waiting(v)
	}
	l.top.Refresh()
}

func (l *list) running(v *view) {
	l.head.SetTitle(lang.L("Publishing to {{.Where}}", map[string]any{"Where": v.where}))
	l.head.SetDetail(l.detail(v))
	l.head.SetPart(v.task.Fraction())
	l.head.SetState(kit.Accent)
	l.head.ShowBar(true)
	l.head.SetLinks(l.cancel)
	l.say("", widget.MediumImportance)
}

// detail is "14 of 41 · 182 kB of 446 kB · 310 kB/s · 1 s left".
func (l *list) detail(v *view) string {
	if v.task.Progress.Total == 0 {
		return v.task.Progress.Doing
	}
	text := lang.L("{{.Done}} of {{.All}} · {{.Bytes}} of {{.Total}}", map[string]any{
		"Done": v.board.finished(), "All": len(v.board.items),
		"Bytes": kit.Bytes(v.task.Progress.Done), "Total": kit.Bytes(v.task.Progress.Total),
	})
	if rate := v.task.Rate(); rate > 0 {
		text += fmt.Sprintf(" · %s/s", kit.Bytes(int64(rate)))
	}
	if left, ok := v.task.Left(); ok {
		text += " · " + lang.L("{{.Seconds}} s left", map[string]any{"Seconds": int(left.Round(time.Second).Seconds())})
	}
	return text
}

func (l *list) waiting(v *view) {
	l.head.ShowBar(false)
	l.head.SetLinks()
	l.head.SetState(kit.Accent)
	l.say("", widget.MediumImportance)
	switch {
	case v.planErr != nil:
		l.head.SetTitle(lang.L("Nothing can be published"))
		l.head.SetDetail("")
		l.say("✕ "+v.planErr.Error(), widget.DangerImportance)
	case v.plan == nil:
		l.head.SetTitle(lang.L("Counting the items…"))
		l.head.SetDetail("")
	default:
		l.head.SetTitle(counts(len(v.plan.Items), v.plan.Bytes))
		l.head.SetDetail(lang.L("to {{.Root}}", map[string]any{"Root": v.plan.Root}))
		l.warn(v)
	}
}

// warn shows what the plan lacks.
func (l *list) warn(v *view) {
	text := ""
	if n := len(v.plan.Missing); n > 0 {
		text = lang.L("▲ {{.Count}} chunks that the manifest promises are in no file, the first: {{.Name}}: {{.Why}}",
			map[string]any{"Count": n, "Name": v.plan.Missing[0].Name, "Why": v.plan.Missing[0].Error})
	}
	for i, w := range v.plan.Warnings {
		if i == 3 {
			break
		}
		text += "\n▲ " + w
	}
	l.say(strings.TrimPrefix(text, "\n"), widget.WarningImportance)
}

func (l *list) finished(v *view) {
	l.head.ShowBar(false)
	l.head.SetDetail(outcome(v.report) + fmt.Sprintf(" · %s · %.1f s", kit.Bytes(v.report.Bytes), v.report.Seconds))
	failed := v.board.failed()
	switch {
	case v.task.State == async.Cancelled:
		l.head.SetTitle(lang.L("Cancelled"))
		l.head.SetState(kit.Warning)
		l.head.SetLinks()
		l.say(lang.L("What was sent is whole. Publish again to send the rest."), widget.MediumImportance)
		return
	case v.task.State == async.Failed:
		l.head.SetTitle(lang.L("Not published"))
		l.head.SetState(kit.Error)
		l.head.SetLinks()
		if len(failed) > 0 {
			l.head.SetLinks(l.retry)
		}
		l.say("✕ "+v.task.Err.Error(), widget.DangerImportance)
		return
	}
	l.head.SetTitle(lang.L("Published to {{.Where}}", map[string]any{"Where": v.where}))
	l.head.SetState(kit.OK)
	l.success(v)
}

// success tells the address to play, or why there is none.
func (l *list) success(v *view) {
	text, importance := v.report.Note, widget.MediumImportance
	l.head.SetLinks()
	if v.report.URL != "" {
		l.head.SetLinks(l.url)
		text = v.report.URL
		if v.report.Note != "" {
			text += "\n" + v.report.Note
		}
		importance = widget.SuccessImportance
	}
	for _, w := range v.report.Warnings {
		text += "\n▲ " + w
	}
	l.say(strings.TrimPrefix(text, "\n"), importance)
}

func (l *list) say(text string, importance widget.Importance) {
	if l.result.Text == text && l.result.Importance == importance {
		return
	}
	l.result.Importance = importance
	l.result.SetText(text)
	l.result.Hidden = text == ""
}
