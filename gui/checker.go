package gui

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	room "smoothscope/gui/checks"

	"smoothscope/gui/async"
	"smoothscope/gui/kit"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/inspect/source"
	"smoothscope/tasks"
)

// checker runs the checks of the open assets, one at a time for each, and keeps
// what they found.
type checker struct {
	hall  *Hall
	of    map[*session.Asset]*examined
	shown *check.Report // on the timeline
}

// examined is what is known of one asset.
type examined struct {
	room.State
	task  *async.Task
	seen  string       // what had become of its files when the check began
	again bool         // they have changed since
	of    *asset.Asset // the content that the report is about
	quiet func()       // ends the wait for the end of edits
	tell  func(*check.Report)
}

func newChecker(h *Hall) *checker {
	return &checker{hall: h, of: map[*session.Asset]*examined{}}
}

// state is how far the check of an asset is.
func (c *checker) state(a *session.Asset) room.State {
	if e := c.of[a]; e != nil {
		return e.State
	}
	return room.State{Profile: c.hall.prefs.Profile()}
}

// fresh is the report about an asset as it is shown, nil before there is one.
func (c *checker) fresh(a *session.Asset) *check.Report {
	if e := c.of[a]; e != nil && e.of == a.Content {
		return e.Report
	}
	return nil
}

// report is the last one of an asset, nil before any.
func (c *checker) report(a *session.Asset) *check.Report { return c.state(a).Report }

// opened checks an asset that has been opened, unless its media is on a server:
// to read all of that is for a person to ask for.
func (c *checker) opened(a *session.Asset) {
	remote := func(m asset.Member) bool { return m.Role == asset.MediaRole && source.IsURL(m.Full) }
	if a.Content != nil && !slices.ContainsFunc(a.Content.Members, remote) {
		c.start(a)
	}
}

// start checks an asset; what runs for it is stopped. Files that have changed
// since they were opened are read as they are now.
func (c *checker) start(a *session.Asset) {
	if a.Content == nil {
		return
	}
	e := c.of[a]
	if e == nil {
		e = &examined{}
		c.of[a] = e
	}
	if e.task != nil {
		e.task.Cancel()
	}
	e.rest()
	e.Phase, e.Profile, e.Err, e.again = room.Checking, c.hall.prefs.Profile(), nil, false
	e.seen = c.hall.disk.sign(a)
	content := a.Content
	x := &examination{content: a.Content, names: a.Names, profile: e.Profile, anew: e.seen != ""}
	if a.Draft != nil {
		x.instead = a.Draft.Instead()
	}
	release := c.hall.keeper.use(a.Content)
	title := lang.L("Checking {{.Name}}", map[string]any{"Name": a.Title})
	began := time.Now()
	var task *async.Task
	task = c.hall.start(title, quiet, x.run, func(t *async.Task) {
		release()
		if c.of[a] != e || e.task != task {
			return // closed, or another check has taken its place
		}
		e.task = nil
		c.ended(e, x, t, time.Since(began))
		if t.State == async.Done {
			e.of = content
		}
		if e.again {
			c.start(a)
		}
		c.refresh()
		c.hall.showFindings(a)
		if tell := e.tell; tell != nil && t.State == async.Done && e.task == nil {
			e.tell = nil
			tell(e.Report)
		}
	})
	e.task = task
	c.refresh()
}

// ended keeps what a check has found. One that was cancelled by hand leaves the
// report of the one before.
func (c *checker) ended(e *examined, x *examination, t *async.Task, took time.Duration) {
	switch {
	case t.State == async.Done:
		e.Phase, e.Report, e.Took, e.Fresh = room.Done, x.found, took, x.anew
	case t.State == async.Cancelled && e.Report != nil:
		e.Phase = room.Done
	case t.State == async.Cancelled:
		e.Phase, e.Err = room.Failed, errors.New(lang.L("cancelled"))
	default:
		e.Phase, e.Err = room.Failed, t.Err
	}
}

// examination is one run of a check.
type examination struct {
	content *asset.Asset
	names   []string
	profile check.Profile
	anew    bool              // open the files anew
	instead map[string][]byte // what is not saved, for that
	found   *check.Report
}

// run is the job.
func (x *examination) run(ctx context.Context, p *tasks.Progress) (err error) {
	content := x.content
	if x.anew {
		if content, err = asset.Open(ctx, x.names, asset.Options{Broken: true, Instead: x.instead}); err != nil {
			return err
		}
		defer func() { _ = content.Close() }() // only read from
	}
	begun, done := int64(-1), int64(0)
	x.found, err = check.Run(ctx, content, check.Options{Profile: x.profile, Progress: func(now, total int64) {
		if total != begun {
			p.Start(tasks.Count, total)
			begun, done = total, 0
		}
		p.Add(now - done)
		done = now
	}})
	return err
}

// forget stops and drops the check of an asset that is closed.
func (c *checker) forget(a *session.Asset) {
	if e := c.of[a]; e != nil {
		e.rest()
		if e.task != nil {
			e.task.Cancel()
		}
	}
	delete(c.of, a)
}

// afterEdit is how long nothing is edited before an asset is checked again.
const afterEdit = 700 * time.Millisecond

// later checks an asset again when nothing has been edited for a moment. What
// runs is stopped: it reads what is no longer shown.
func (c *checker) later(a *session.Asset) {
	e := c.of[a]
	if e == nil {
		c.opened(a)
		return
	}
	e.rest()
	if e.task != nil {
		e.task.Cancel()
	}
	e.quiet = c.hall.run.Every(afterEdit, func() { c.start(a) })
}

// tell tells the next report of an asset when it is there.
func (c *checker) tell(a *session.Asset, f func(*check.Report)) {
	if e := c.of[a]; e != nil {
		e.tell = f
	}
}

// rest ends the wait for the end of edits.
func (e *examined) rest() {
	if e.quiet != nil {
		e.quiet()
		e.quiet = nil
	}
}

// follow checks the assets again whose files have changed on disk. While one is
// being checked it waits for the end: a file that is being written changes all
// the time.
func (c *checker) follow() {
	for _, a := range c.hall.session.Assets() {
		e, sign := c.of[a], c.hall.disk.sign(a)
		switch {
		case e == nil || e.seen == "" && sign == "":
		case e.task != nil && e.seen != "":
			e.again = true
		default:
			c.start(a)
		}
	}
}

// setProfile judges by another profile from now on.
func (c *checker) setProfile(p check.Profile) {
	if p == c.hall.prefs.Profile() {
		return
	}
	c.hall.prefs.SetProfile(p)
	for _, a := range c.hall.session.Assets() {
		if c.of[a] != nil {
			c.start(a)
		}
	}
}

// refresh shows how it stands everywhere.
func (c *checker) refresh() {
	h := c.hall
	a := h.session.Current()
	if a == nil || a.Content == nil {
		h.tabs.SetBadge(tabChecks, "", "")
		return
	}
	s := c.state(a)
	h.checks.Show(s)
	c.showTimeline(s)
	text, token := badgeOf(s.Report)
	h.tabs.SetBadge(tabChecks, text, token)
	h.panel.refresh()
	h.publish.Update()
	h.describe()
}

// showTimeline draws what was measured. A report of the same asset keeps what
// is in view.
func (c *checker) showTimeline(s room.State) {
	h := c.hall
	switch {
	case s.Report != nil && s.Report != c.shown:
		keep := c.shown != nil && c.shown.Asset == s.Report.Asset
		c.shown = s.Report
		h.timeline.Set(s.Report, keep)
		h.fillTimeline(h.session.Current())
		h.followSelection()
	case s.Report == nil:
		c.shown = nil
		why := lang.L("Reading the fragments…")
		switch s.Phase {
		case room.Failed:
			why = "✕ " + oneLine(s.Err)
		case room.None:
			why = lang.L("Nothing is known of its fragments yet: ✓ Check reads them all.")
		case room.Checking, room.Done:
		}
		h.timeline.Clear(why)
	}
}

// badgeOf is the count of the worst findings.
func badgeOf(r *check.Report) (string, kit.Token) {
	switch {
	case r == nil:
		return "", ""
	case r.Errors > 0:
		return kit.Group(int64(r.Errors)), kit.Error
	case r.Warnings > 0:
		return kit.Group(int64(r.Warnings)), kit.Warning
	}
	return "", ""
}
