package gui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/codec"
	"smoothscope/tasks/edit"
)

// editor applies edits to assets, each after the one before, and opens an asset
// anew with what they have made of it: every screen, the checks and the preview
// then show the asset as it would be saved. UI goroutine only.
type editor struct {
	hall *Hall
	of   map[*session.Asset]*bench
}

// bench is what goes on with one asset.
type bench struct {
	queue   []func(next func()) // what is to be done, in the order asked
	busy    bool
	opening bool     // it is being opened anew
	stale   bool     // and was changed since that began
	idle    []func() // wait until all of it has come to rest
	tabs    []int    // where each step of the draft was made
	saved   int      // so many steps were done when it was saved the last time

	coming map[string][]byte // contents of manifests that wait for their turn

	read  map[string]readCaptions      // from media, by the name of the track
	bases map[string]asset.CaptionBase // what the times of tracks count from
	rate  codec.Rate                   // of the video
}

func newEditor(h *Hall) *editor { return &editor{hall: h, of: map[*session.Asset]*bench{}} }

func (e *editor) bench(a *session.Asset) *bench {
	b := e.of[a]
	if b == nil {
		b = &bench{coming: map[string][]byte{}, read: map[string]readCaptions{}, bases: map[string]asset.CaptionBase{}}
		e.of[a] = b
	}
	return b
}

// forget drops what was kept of an asset that is closed.
func (e *editor) forget(a *session.Asset) { delete(e.of, a) }

// resting tells that nothing goes on with an asset.
func (e *editor) resting(a *session.Asset) bool {
	b := e.of[a]
	return b == nil || !b.busy && !b.opening
}

// rested calls f when all edits of an asset have come to where they are seen.
func (e *editor) rested(a *session.Asset, f func()) {
	if e.resting(a) {
		f()
		return
	}
	b := e.bench(a)
	b.idle = append(b.idle, f)
}

// enqueue does something after all that was asked for before.
func (e *editor) enqueue(a *session.Asset, do func(next func())) {
	b := e.bench(a)
	b.queue = append(b.queue, do)
	if !b.busy {
		b.busy = true
		e.next(a, b)
	}
}

func (e *editor) next(a *session.Asset, b *bench) {
	if e.of[a] != b {
		return // closed meanwhile
	}
	if len(b.queue) == 0 {
		b.busy = false
		b.wake()
		return
	}
	do := b.queue[0]
	b.queue = b.queue[1:]
	do(func() { e.next(a, b) })
}

// wake goes on with what has waited until all has come to rest.
func (b *bench) wake() {
	if b.busy || b.opening {
		return
	}
	waiting := b.idle
	b.idle = nil
	for _, f := range waiting {
		f()
	}
}

// edit applies an edit whose outcome is known: a step of the draft, made on a
// tab.
func (e *editor) edit(a *session.Asset, tab int, what string, s edit.State) {
	if a == nil || a.Draft == nil {
		return
	}
	e.enqueue(a, func(next func()) {
		e.step(a, tab, what, s, false)
		next()
	})
}

// compute applies an edit that is worked out beside the window, from what the
// manifests are when its turn comes. after tells how it went.
func (e *editor) compute(a *session.Asset, tab int, what string, amend bool, work func(context.Context, manifestPair) (edit.State, error), after func(error)) {
	if a == nil || a.Draft == nil {
		return
	}
	e.enqueue(a, func(next func()) {
		now := e.hall.manifestsOf(a)
		release := e.hall.keeper.use(now.content)
		var s edit.State
		var err error
		e.hall.run.Do(func(ctx context.Context) { s, err = work(ctx, now) }, func() {
			release()
			if !e.hall.session.Has(a) {
				return // closed meanwhile
			}
			if err == nil {
				e.step(a, tab, what, s, amend)
			}
			after(err)
			next()
		})
	})
}

// step makes one step of the draft; amend lets it take the place of the last one
// where that was made on the same tab and is not saved.
func (e *editor) step(a *session.Asset, tab int, what string, s edit.State, amend bool) {
	b := e.bench(a)
	list, before := a.Draft.Steps()
	if amend && before > 0 && before == len(list) && before == len(b.tabs) && b.saved != before && b.tabs[before-1] == tab {
		a.Draft.Undo()
		before--
	}
	if !a.Draft.Do(what, s) {
		e.changed(a) // the screens show what is
		return
	}
	_, at := a.Draft.Steps()
	b.tabs = append(b.tabs[:min(before, len(b.tabs))], tab)
	if b.saved > before {
		b.saved = -1 // what was saved cannot be gone back to
	}
	if over := before + 1 - at; over > 0 { // the oldest steps have gone
		b.tabs, b.saved = slices.Delete(b.tabs, 0, min(over, len(b.tabs))), max(-1, b.saved-over)
	}
	e.changed(a)
}

// move goes to another step: back, again, or to one of the history.
func (e *editor) move(a *session.Asset, move func(*edit.Draft) (said string)) {
	if a == nil || a.Draft == nil {
		return
	}
	e.enqueue(a, func(next func()) {
		if said := move(a.Draft); said != "" {
			e.changed(a)
			e.hall.say(said)
		}
		next()
	})
}

func (e *editor) undo(a *session.Asset) {
	e.move(a, func(d *edit.Draft) string {
		what, ok := d.Undo()
		if !ok {
			return ""
		}
		return lang.L("Undone: {{.What}}", map[string]any{"What": what})
	})
}

func (e *editor) redo(a *session.Asset) {
	e.move(a, func(d *edit.Draft) string {
		what, ok := d.Redo()
		if !ok {
			return ""
		}
		return lang.L("Done again: {{.What}}", map[string]any{"What": what})
	})
}

// goTo goes to where so many steps are done.
func (e *editor) goTo(a *session.Asset, at int) {
	e.move(a, func(d *edit.Draft) string {
		d.GoTo(at)
		list, at := d.Steps()
		if at == 0 {
			return lang.L("All changes are undone")
		}
		return lang.L("Back to: {{.What}}", map[string]any{"What": list[at-1]})
	})
}

// changed shows at once what of a change needs no reading, and opens the asset
// anew.
func (e *editor) changed(a *session.Asset) {
	e.hall.notice = ""
	e.hall.showDirty()
	e.hall.fillEditors(a)
	e.hall.describe()
	e.reopen(a)
}

// reopen opens an asset anew beside the window. What changes meanwhile makes
// that of no use: it is opened once more.
func (e *editor) reopen(a *session.Asset) {
	b := e.bench(a)
	if b.opening {
		b.stale = true
		return
	}
	b.opening, b.stale = true, false
	instead, like := a.Draft.Instead(), a.Content
	release := e.hall.keeper.use(like)
	var content *asset.Asset
	var err error
	e.hall.run.Do(func(ctx context.Context) {
		content, err = asset.Open(ctx, a.Names, asset.Options{Broken: true, Instead: instead, Like: like})
	}, func() {
		release()
		b.opening = false
		switch {
		case e.of[a] != b || !e.hall.session.Has(a):
			e.hall.keeper.retire(content)
			return
		case b.stale:
			e.hall.keeper.retire(content)
			e.reopen(a)
			return
		case err != nil:
			if !errors.Is(err, context.Canceled) {
				e.hall.say(lang.L("It cannot be shown as it is now: {{.Why}}", map[string]any{"Why": oneLine(err)}))
			}
		default:
			e.swap(a, content, instead)
		}
		b.wake()
	})
}

// swap puts the new content in the place of the old one. What is selected, in
// view and playing stays.
func (e *editor) swap(a *session.Asset, content *asset.Asset, instead map[string][]byte) {
	h := e.hall
	old := a.Content
	a.Content = content
	h.previews.hold(a, lease(h.keeper.use(old)))
	h.publish.Retire(old)
	delete(h.chunks, a)
	e.files(a, instead)
	h.previews.renew(a)
	h.session.Update()
	h.checker.later(a)
	h.keeper.retire(old)
}

// files reads the files anew whose bytes have changed, where they are open.
func (e *editor) files(a *session.Asset, instead map[string][]byte) {
	h := e.hall
	sel := h.session.Selection()
	for _, f := range a.Files() {
		now, changed := instead[f.Path]
		if !changed && f.Instead == nil || changed && sameBytes(now, f.Instead) {
			continue
		}
		h.explorer.Forget(f)
		delete(h.last, f)
		delete(h.codecs, f)
		h.close(h.session.Drop(f))
		if sel.File != f {
			continue
		}
		path := f.Path
		if m := slices.IndexFunc(a.Content.Members, func(m asset.Member) bool { return m.Full == path && m.Present }); m < 0 {
			path = firstMember(a.Content, a.Names)
		}
		if path != "" {
			shown := h.showFile(a, path)
			h.find.restore = restore{file: shown, sel: sel, byOffset: true}
		}
	}
}

// sameBytes tells that two contents are one and the same; a draft shares them.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
