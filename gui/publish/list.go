package publish

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/tasks/publish"
)

// list is the right side: how it goes, and the items.
type list struct {
	room   *Room
	head   *kit.TaskRow
	result *widget.Label
	grid   *kit.Grid
	links  links
	doing  *fyne.Container // the links that are of use now
	filter *kit.Select
	detail *detail
	top    *fyne.Container
	object *fyne.Container

	columns []int   // that are shown
	only    filter  // what is shown
	rows    []int64 // of the board, where not everything is shown
}

// links are what can be done beside the result.
type links struct{ cancel, retry, create, copy, address, open *kit.Button }

func newList(r *Room) *list {
	l := &list{room: r}
	l.links = newLinks(r)
	l.head = kit.NewTaskRow("", l.links.cancel)
	l.result = widget.NewLabel("")
	l.result.Wrapping, l.result.Selectable = fyne.TextWrapWord, true
	l.result.Hide()
	l.filter = kit.NewSelect(filterWords(), nil)
	l.filter.SetSelectedIndex(0)
	l.filter.OnChanged = func(string) { l.show(filter(l.filter.SelectedIndex())) }
	l.detail = newDetail(func(text string) { r.OnCopy(text) })
	l.grid = kit.NewGrid(l)
	l.grid.OnSelect = func(int64) { l.explain() }
	l.fit(1000)
	l.grid.Header, l.grid.Multi = true, true
	l.grid.OnCopy = l.copy
	l.doing = kit.Cols(kit.Space)
	actions := kit.Pad(0, kit.Wide, kit.Space, kit.Wide, kit.Cols(kit.Space, l.doing, layout.NewSpacer(), l.filter))
	l.top = kit.Rows(0, kit.Pad(kit.Space, kit.Wide, kit.Tight, kit.Wide, l.head), kit.Pad(0, kit.Space, 0, 10, l.result), actions, kit.HLine())
	l.object = container.New(l, kit.Dock(l.top, l.detail.object, nil, nil, l.grid))
	return l
}

func newLinks(r *Room) links {
	report := func(do func(*publish.Report)) func() {
		return func() {
			if v := r.shown; v != nil && v.report != nil {
				do(v.report)
			}
		}
	}
	return links{
		cancel: kit.NewLink(lang.L("Cancel"), func() {
			if v := r.shown; v != nil && v.task != nil {
				v.task.Cancel()
			}
		}),
		retry: kit.NewLink(lang.L("Retry these"), r.retry),
		create: kit.NewLink(lang.L("Create the container…"), func() {
			r.form.createContainer(r.form.values[r.form.kind][containerField], r.retry)
		}),
		copy:    kit.NewLink(lang.L("Copy"), func() { r.OnCopy(strings.TrimPrefix(r.list.result.Text, "✕ ")) }),
		address: kit.NewLink(lang.L("Copy the address"), report(func(p *publish.Report) { r.OnCopy(p.URL) })),
		open:    kit.NewLink(lang.L("Open"), report(func(p *publish.Report) { r.desk.OpenAddress(p.URL) })),
	}
}

func filterWords() []string {
	return []string{lang.L("All items"), lang.L("Failed only"), lang.L("Waiting only")}
}

// show lists the rows of a filter, from the top.
func (l *list) show(only filter) {
	if only < everything {
		return
	}
	l.only = only
	if l.filter.SelectedIndex() != int(only) {
		l.filter.SetSelectedIndex(int(only))
		return // that comes back here
	}
	l.sift()
	l.grid.SetModel(l)
	l.explain()
}

// sift finds the rows to show.
func (l *list) sift() {
	l.rows = nil
	if v := l.room.shown; v != nil && l.only != everything {
		l.rows = v.board.chosen(l.only)
	}
}

// row is the row of the board, -1 for none.
func (l *list) row(shown int64) int64 {
	if l.only == everything || shown < 0 {
		return shown
	}
	if shown >= int64(len(l.rows)) {
		return -1
	}
	return l.rows[shown]
}

// explain tells the selected row in full.
func (l *list) explain() {
	v, row := l.room.shown, l.row(l.grid.Selected())
	if v == nil || row < 0 {
		l.detail.tell("", "", "")
		return
	}
	l.detail.tell(v.board.reason(row))
}

// narrow is the width below which the rows are only items and states.
const narrow = 620

// fit chooses the columns that a width has room for.
func (l *list) fit(width float32) {
	item := kit.Column{Title: lang.L("item"), Mono: true, Least: 120, Tail: true}
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
	switch v := l.room.shown; {
	case v == nil:
		return 0
	case l.only != everything:
		return int64(len(l.rows))
	default:
		return v.board.Rows()
	}
}

// Cell is for the grid.
func (l *list) Cell(row int64, col int) kit.Cell {
	if v := l.room.shown; v != nil && col < len(l.columns) {
		return v.board.cell(l.row(row), l.columns[col])
	}
	return kit.Cell{}
}

func (l *list) copy(rows []int64) {
	text := ""
	if v := l.room.shown; v != nil {
		for _, row := range rows {
			text += v.board.line(l.row(row)) + "\n"
		}
	}
	l.room.OnCopy(text)
}

// follow keeps what is being sent in view, unless somebody reads elsewhere.
func (l *list) follow(row int64) {
	if l.only == everything && l.grid.Selected() < 0 {
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
	l.sift()
	l.grid.Refresh()
	l.explain()
	l.top.Refresh()
}

// title says the long text where the figures behind it have room, too.
func (l *list) title(short, long string) {
	if l.object.Size().Width < narrow {
		long = short
	}
	l.head.SetTitle(long)
}

func (l *list) running(v *view) {
	l.title(lang.L("Publishing…"), lang.L("Publishing to {{.Where}}", map[string]any{"Where": v.where}))
	l.head.SetDetail(v.detail())
	l.head.SetPart(v.fraction())
	l.head.SetState(kit.Accent)
	l.head.ShowBar(true)
	l.head.SetLinks(l.links.cancel)
	l.offer()
	l.say("", widget.MediumImportance)
}

// detail is "14 of 41 · 182 kB of 446 kB · 310 kB/s · 1 s left".
func (v *view) detail() string {
	if v.task.Progress.Total == 0 {
		return v.task.Progress.Doing
	}
	t := v.board.totals()
	text := lang.L("{{.Done}} of {{.All}} · {{.Bytes}} of {{.Total}}", map[string]any{
		"Done": kit.Group(int64(t.done + t.equal)), "All": kit.Group(int64(len(v.board.items))),
		"Bytes": kit.Bytes(v.began + v.task.Progress.Done), "Total": kit.Bytes(v.began + v.task.Progress.Total),
	})
	if rate := v.task.Rate(); rate > 0 {
		text += fmt.Sprintf(" · %s/s", kit.Bytes(int64(rate)))
	}
	if left, ok := v.task.Left(); ok {
		text += " · " + lang.L("{{.Seconds}} s left", map[string]any{"Seconds": int(left.Round(time.Second).Seconds())})
	}
	return text
}

// fraction is how much is there of the whole, -1 while unknown.
func (v *view) fraction() float64 {
	p := v.task.Progress
	if p.Total <= 0 {
		return -1
	}
	return float64(v.began+p.Done) / float64(v.began+p.Total)
}

func (l *list) waiting(v *view) {
	l.head.ShowBar(false)
	l.head.SetLinks()
	l.offer()
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
	l.head.SetLinks()
	t := v.board.totals()
	l.head.SetDetail("")
	if t.waiting < v.board.sent { // else nothing was tried
		l.head.SetDetail(v.outcome() + fmt.Sprintf(" · %s · %.1f s", kit.Bytes(t.bytes), v.seconds))
	}
	switch v.task.State {
	case async.Cancelled:
		l.head.SetTitle(lang.L("Cancelled"))
		l.head.SetState(kit.Warning)
		l.offer()
		l.say(lang.L("What was sent is whole. Publish again to send the rest."), widget.MediumImportance)
	case async.Failed:
		l.failed(v, t)
	default:
		l.title(lang.L("Published"), lang.L("Published to {{.Where}}", map[string]any{"Where": v.where}))
		l.head.SetState(kit.OK)
		l.success(v)
	}
}

// failed tells the reason and what can be done about it.
func (l *list) failed(v *view, t totals) {
	l.head.SetTitle(lang.L("Not published"))
	l.head.SetState(kit.Error)
	shown := []*kit.Button{l.links.copy}
	if v.canRetry() {
		shown = append([]*kit.Button{l.links.retry}, shown...)
	}
	if errors.Is(v.task.Err, publish.ErrNoContainer) {
		shown = append([]*kit.Button{l.links.create}, shown...)
	}
	l.offer(shown...)
	l.say("✕ "+v.task.Err.Error(), widget.DangerImportance)
}

// canRetry reports whether trying again may help: it does not where only the
// manifest waits for chunks that no file holds.
func (v *view) canRetry() bool {
	failed := v.board.failed()
	return len(failed) > 1 || len(failed) == 1 && (len(v.plan.Missing) == 0 || failed[0] != v.plan.Manifest())
}

// success tells the address to play, or why there is none.
func (l *list) success(v *view) {
	text, importance := v.report.Note, widget.MediumImportance
	l.offer()
	if v.report.URL != "" {
		l.offer(l.links.address, l.links.open)
		text = v.report.URL
		if v.report.Note != "" {
			text += "\n" + v.report.Note
		}
		importance = widget.SuccessImportance
	} else if text != "" {
		text = lang.L("No address to play from: {{.Why}}", map[string]any{"Why": text})
		l.offer(l.links.copy)
	}
	for _, w := range v.report.Warnings {
		text += "\n▲ " + w
	}
	l.say(strings.TrimPrefix(text, "\n"), importance)
}

// offer shows what can be done now.
func (l *list) offer(now ...*kit.Button) {
	if len(now) == len(l.doing.Objects) && !slices.ContainsFunc(now, func(b *kit.Button) bool { return !slices.Contains(l.doing.Objects, fyne.CanvasObject(b)) }) {
		return
	}
	l.doing.Objects = nil
	for _, b := range now {
		l.doing.Objects = append(l.doing.Objects, b)
	}
	l.doing.Refresh()
}

func (l *list) say(text string, importance widget.Importance) {
	if l.result.Text == text && l.result.Importance == importance {
		return
	}
	l.result.Importance = importance
	l.result.SetText(text)
	l.result.Hidden = text == ""
}
