package publish

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/tasks/publish"
)

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
	l.acts.Hidden = v.task == nil
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
		l.failed(v)
	default:
		l.title(lang.L("Published"), lang.L("Published to {{.Where}}", map[string]any{"Where": v.where}))
		l.head.SetState(kit.OK)
		l.success(v)
	}
}

// failed tells the reason and what can be done about it.
func (l *list) failed(v *view) {
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

func (l *list) say(text string, importance widget.Importance) {
	if l.result.Text == text && l.result.Importance == importance {
		return
	}
	l.result.Importance = importance
	l.result.SetText(text)
	l.result.Hidden = text == ""
}
