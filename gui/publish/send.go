package publish

import (
	"context"
	"fmt"
	"maps"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/async"
	"smoothscope/tasks"
	"smoothscope/tasks/publish"
)

// send starts to publish.
func (r *Room) send(plan *publish.Plan, kind publish.Kind, values map[string]string) {
	v, f := r.shown, r.form
	public, secrets := f.parts(kind, values)
	target := Target{Kind: kind.Name, Label: label(kind, public), Settings: public}
	v.where, v.report = target.Label, nil
	if v.board.root != plan.Root || len(v.board.items) != len(plan.Items) {
		v.board = newBoard(plan.Root, plan.Items)
	} else {
		v.board.reset()
	}
	r.list.grid.SetModel(r.list)
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
		*report, err = publish.Send(ctx, p, plan, target, publish.SendOptions{Verify: verify, OnItem: b.tell})
		return err
	}
}

func (r *Room) progressed(v *view) {
	moved := v.board.take()
	if r.shown != v {
		return
	}
	r.list.grid.Refresh()
	if moved >= 0 && v.running() {
		r.list.follow(moved)
	}
	r.refresh()
}

func (r *Room) ended(v *view, t *async.Task, report *publish.Report) {
	v.board.take()
	v.report = report
	t.Result = outcome(report)
	if t.State == async.Done && len(report.Failed) > 0 {
		t.State = async.Failed
		t.Err = fmt.Errorf("%d of %d items failed, the first: %s: %s", len(report.Failed), report.Items, report.Failed[0].Name, report.Failed[0].Error)
	}
	if r.shown == v {
		r.list.grid.Refresh()
		r.refresh()
	}
}

// remember keeps the target, and its secrets where a person wants that.
func (r *Room) remember(t Target, secrets map[string]string, keep bool) {
	r.desk.Remember(t)
	r.form.recent()
	if !keep || len(secrets) == 0 {
		return
	}
	var err error
	r.desk.Do(func(context.Context) { err = r.desk.KeepSecrets(t, secrets) }, func() {
		if err != nil {
			r.form.say(lang.L("The secret is not kept anywhere: {{.Why}}", map[string]any{"Why": err}), widget.WarningImportance)
		}
	})
}

// retry sends again what failed.
func (r *Room) retry() {
	v := r.shown
	if v == nil || v.plan == nil || v.running() {
		return
	}
	values, ok := r.form.checked()
	if !ok {
		return
	}
	names := v.board.failed()
	r.send(v.plan.Only(names), r.form.kinds[r.form.kind], values)
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

// outcome is a report in one line.
func outcome(report *publish.Report) string {
	return lang.L("{{.Uploaded}} sent, {{.Skipped}} already there, {{.Failed}} failed", map[string]any{
		"Uploaded": report.Uploaded, "Skipped": report.Skipped, "Failed": len(report.Failed),
	})
}
