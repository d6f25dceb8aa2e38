package gui

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/tasks"
)

// loudness is whether a task is worth a line in the history.
type loudness bool

const (
	shown loudness = true
	quiet loudness = false // shows only while it takes long
)

// patience is how long a quiet task may take before it shows.
const patience = 400 * time.Millisecond

// history is how many ended tasks are listed.
const history = 4

// drawer is the list of what runs and what has run, at the bottom.
type drawer struct {
	hall   *Hall
	lines  []*line
	rows   *fyne.Container
	object *fyne.Container
	closed bool // by hand
}

// line is one task in the drawer.
type line struct {
	task *async.Task
	loud loudness
	row  *kit.TaskRow
	stop *kit.Button
	copy *kit.Button
}

func newDrawer(h *Hall) *drawer {
	d := &drawer{hall: h, rows: kit.Rows(2)}
	d.object = kit.NewPanel(kit.Background, kit.Dock(kit.HLine(), nil, nil, nil,
		kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, d.rows)))
	d.object.Hide()
	return d
}

// start runs a job as a task that the drawer shows; ended comes when it has
// ended, before the drawer tells its result.
func (h *Hall) start(title string, loud loudness, job tasks.Job, ended func(*async.Task)) *async.Task {
	return h.follow(title, loud, job, async.Follow{Ended: ended})
}

func (h *Hall) follow(title string, loud loudness, job tasks.Job, f async.Follow) *async.Task {
	l := &line{loud: loud, row: kit.NewTaskRow(title)}
	l.task = h.run.Start(title, job, async.Follow{
		Changed: func(t *async.Task) {
			if f.Changed != nil {
				f.Changed(t)
			}
			h.drawer.update(l)
		},
		Ended: func(t *async.Task) {
			if f.Ended != nil {
				f.Ended(t)
			}
			h.drawer.ended(l)
		},
	})
	l.stop = kit.NewLink(lang.L("Cancel"), l.task.Cancel)
	l.copy = kit.NewLink(lang.L("Copy"), func() { h.copied(l.task.Title + ": " + l.result()) })
	l.row.SetLinks(l.stop)
	h.drawer.add(l)
	return l.task
}

func (d *drawer) add(l *line) {
	d.lines = slices.Insert(d.lines, 0, l)
	if l.loud == shown {
		d.closed = false
	}
	d.refresh()
}

// update draws how far a task is.
func (d *drawer) update(l *line) {
	if l.task == nil || l.task.State != async.Running {
		return
	}
	l.row.SetPart(l.task.Fraction())
	l.row.SetDetail(progress(l.task))
	if l.loud == quiet {
		d.refresh()
	}
}

// progress is "1 284 of 3 600 · 48 MB/s · 23 s left".
func progress(t *async.Task) string {
	s := t.Progress
	text := s.Doing
	switch {
	case s.Kind == tasks.Bytes && s.Total > 0:
		text = lang.L("{{.Done}} of {{.Total}}", map[string]any{"Done": kit.Bytes(s.Done), "Total": kit.Bytes(s.Total)})
		if rate := t.Rate(); rate > 0 {
			text += " · " + kit.Bytes(int64(rate)) + "/s"
		}
	case s.Kind == tasks.Count && s.Total > 0:
		text = lang.L("{{.Done}} of {{.Total}}", map[string]any{"Done": kit.Group(s.Done), "Total": kit.Group(s.Total)})
	}
	if left, ok := t.Left(); ok && left >= time.Second {
		text += " · " + lang.L("{{.Seconds}} s left", map[string]any{"Seconds": int(left.Round(time.Second).Seconds())})
	}
	return text
}

// result is how a task ended, in a line.
func (l *line) result() string {
	switch l.task.State {
	case async.Cancelled:
		return lang.L("cancelled")
	case async.Failed:
		return lang.L("failed: {{.Why}}", map[string]any{"Why": l.task.Err})
	}
	return l.task.Result
}

// ended tells the result. Who started a quiet task tells it in its own place.
func (d *drawer) ended(l *line) {
	if l.loud == quiet {
		d.lines = slices.DeleteFunc(d.lines, func(o *line) bool { return o == l })
		d.refresh()
		return
	}
	mark := kit.OK
	word := "✓ "
	switch l.task.State {
	case async.Failed:
		mark, word = kit.Error, "✕ "
	case async.Cancelled:
		mark, word = kit.Warning, "— "
	}
	l.row.ShowBar(false)
	l.row.SetState(mark)
	l.row.SetDetail(word + l.result() + fmt.Sprintf(" · %.1f s", l.task.Ended.Sub(l.task.Started).Seconds()))
	l.row.SetLinks(l.copy)
	d.refresh()
}

// refresh lists what runs, then what has ended.
func (d *drawer) refresh() {
	var running, over []fyne.CanvasObject
	for _, l := range d.lines {
		switch {
		case l.task != nil && l.task.State != async.Running:
			over = append(over, l.row)
		case l.loud == shown || l.task != nil && time.Since(l.task.Started) > patience:
			running = append(running, l.row)
		}
	}
	over = over[:min(len(over), history)]
	d.rows.Objects = append(running, over...)
	hidden := len(d.rows.Objects) == 0 || d.closed
	if d.object.Hidden != hidden {
		d.object.Hidden = hidden
		d.hall.center.Refresh() // whose room changes
	}
	d.object.Refresh()
	d.hall.enableCancel(len(running) > 0)
}

// toggle shows or hides the drawer.
func (d *drawer) toggle() {
	d.closed = !d.closed
	d.refresh()
}

// working are the tasks that a person has asked for and that have not ended.
func (d *drawer) working() []*async.Task {
	var list []*async.Task
	for _, l := range d.lines {
		if l.task != nil && l.loud == shown && l.task.State == async.Running {
			list = append(list, l.task)
		}
	}
	return list
}

// running are the tasks that have not ended.
func (d *drawer) running() []*async.Task {
	var list []*async.Task
	for _, l := range d.lines {
		if l.task != nil && l.task.State == async.Running {
			list = append(list, l.task)
		}
	}
	return list
}
