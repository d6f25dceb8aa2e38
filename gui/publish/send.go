package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/tasks"
	"smoothscope/tasks/publish"
)

// send starts to publish a plan: all of what is shown, or a part of it.
func (r *Room) send(plan *publish.Plan, kind publish.Kind, values map[string]string) {
	v, f := r.shown, r.form
	public, secrets := f.parts(kind, values)
	target := Target{Kind: kind.Name, Label: label(kind, public), Settings: public}
	v.where, v.report, v.began = target.Label, nil, v.board.begin(plan.Items)
	if len(plan.Items) == len(v.plan.Items) {
		v.seconds = 0
	}
	r.list.show(everything)
	var report publish.Report
	job := r.job(plan, kind, maps.Clone(values), v.board, !f.cors.Hidden && f.cors.Checked(), f.verify.Checked(), &report)
	keep := !f.keep.Hidden && f.keep.Checked()
	title := lang.L("Publishing {{.Name}} to {{.Where}}", map[string]any{"Name": v.content.Name, "Where": target.Label})
	v.task = r.desk.Start(title, job, async.Follow{
		Changed: func(*async.Task) { r.progressed(v) },
		Ended: func(t *async.Task) {
			r.ended(v, t, &report)
			if t.State == async.Done {
				r.remember(target, secrets, keep)
			}
		},
	})
	r.refresh()
}

// job is what runs: open, the rule for browsers, send.
func (r *Room) job(plan *publish.Plan, kind publish.Kind, values map[string]string, b *board, cors, verify bool, report *publish.Report) tasks.Job {
	atOnce := r.AtOnce
	return func(ctx context.Context, p *tasks.Progress) error {
		target, err := kind.Open(ctx, values)
		if err != nil {
			return err
		}
		rule, can := target.(publish.CORS)
		if cors && can {
			p.Doing(lang.L("setting the cross-origin rule"))
			if err := rule.SetCORS(ctx); err != nil {
				return fmt.Errorf("set the cross-origin rule: %w", err)
			}
		}
		*report, err = publish.Send(ctx, p, plan, target, publish.SendOptions{Concurrency: atOnce, Verify: verify, OnItem: b.tell})
		return err
	}
}

func (r *Room) progressed(v *view) {
	moved := v.board.take()
	if r.shown != v {
		return
	}
	if moved >= 0 && v.running() {
		r.list.follow(moved)
	}
	r.refresh()
}

func (r *Room) ended(v *view, t *async.Task, report *publish.Report) {
	v.board.take()
	v.board.rest()
	v.report = report
	v.seconds += report.Seconds
	t.Result = v.outcome()
	if t.State == async.Done && len(report.Failed) > 0 {
		t.State, t.Err = async.Failed, v.failures()
	}
	if r.shown == v {
		r.refresh()
	}
}

// failures is what became of the whole, where some items are not there.
func (v *view) failures() error {
	first := v.report.Failed[0]
	return errors.New(lang.L("{{.Failed}} of {{.All}} items failed; the first: {{.Name}}: {{.Why}}", map[string]any{
		"Failed": v.board.totals().failed, "All": len(v.board.items),
		"Name": below(v.board.root, first.Name), "Why": first.Error,
	}))
}

// remember keeps the target, and its secrets where a person wants that.
func (r *Room) remember(t Target, secrets map[string]string, keep bool) {
	t.Kept = r.form.isKept(t)
	r.desk.Remember(t)
	r.form.recent(t)
	if !keep || len(secrets) == 0 {
		return
	}
	var err error
	r.desk.Do(func(context.Context) { err = r.desk.KeepSecrets(t, secrets) }, func() {
		if err != nil {
			r.form.notKept(err)
			return
		}
		t.Kept = true
		r.desk.Remember(t)
		r.form.recent(t)
	})
}

// retry sends again what failed; to another target than before, everything.
func (r *Room) retry() {
	v := r.shown
	if v == nil || v.plan == nil || v.running() {
		return
	}
	values, ok := r.form.checked()
	if !ok {
		return
	}
	kind, plan := r.form.kinds[r.form.kind], v.plan
	if public, _ := r.form.parts(kind, values); label(kind, public) == v.where {
		plan = v.plan.Only(v.board.failed())
	}
	r.send(plan, kind, values)
}

// label names a target for people.
func label(kind publish.Kind, public map[string]string) string {
	text := ""
	for _, one := range kind.Asked(public) {
		if value := public[one.Name]; value != "" && !one.Secret && len(one.Options) == 0 {
			if text != "" {
				text += " / "
			}
			text += value
		}
	}
	if kind.Name == "folder" {
		return text
	}
	return kind.Name + ": " + text
}

// outcome is what became of all items in one line, also when they were sent in
// several goes.
func (v *view) outcome() string {
	t := v.board.totals()
	text := lang.L("{{.Uploaded}} sent, {{.Skipped}} already there, {{.Failed}} failed", map[string]any{
		"Uploaded": kit.Group(int64(t.done)), "Skipped": kit.Group(int64(t.equal)), "Failed": kit.Group(int64(t.failed)),
	})
	if t.waiting > 0 {
		text += ", " + lang.L("{{.Count}} not sent", map[string]any{"Count": kit.Group(int64(t.waiting))})
	}
	return text
}
