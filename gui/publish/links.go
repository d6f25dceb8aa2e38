package publish

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/tasks/publish"
)

// links are what can be done beside the result.
type links struct{ cancel, retry, create, copy, address, open *kit.Button }

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
