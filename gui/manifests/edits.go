package manifests

import (
	"bytes"
	"context"
	"errors"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// change is an edit that is to be made. Edits run one after another, each on
// what the one before it left.
type change struct {
	what    string // for the undo list
	base    *doc   // that element is a number of
	element int
	make    func(d *doc, element int) (result, error) // beside the UI goroutine
	failed  func(error)                               // nil: the notice says it
}

// result is the new content of a file.
type result struct {
	raw []byte
	at  int64 // where the element begins that is to be selected, -1 for the one that was
}

var (
	errGone  = errors.New("the element is not there any more")
	errPanic = errors.New("the edit did not come to its end")
)

// attempt is a change of one content of a file.
type attempt struct {
	change
	doc     *doc
	element int

	made  result
	fresh *doc // nil where nothing has changed
	err   error
}

// work makes the change. It takes milliseconds.
func (a *attempt) work() {
	a.err = errPanic
	defer func() {
		if recover() != nil {
			a.err = errPanic
		}
	}()
	if a.made, a.err = a.make(a.doc, a.element); a.err == nil && !bytes.Equal(a.made.raw, a.doc.raw) {
		a.fresh = parse(a.doc.path, a.made.raw)
	}
}

// change makes an edit as soon as those before it are made.
func (r *Room) change(c change) {
	r.pending = append(r.pending, c)
	r.next()
}

// Settle commits what is being typed and makes all edits that are on their way,
// at once: before the asset is saved or closed, or another one shown.
func (r *Room) Settle() {
	r.form.table.grid.EndEdit(true)
	r.form.commit()
	for {
		a := r.running
		if a == nil {
			a = r.due()
		}
		if a == nil {
			return
		}
		if f := fileOf(r.files, a.doc.path); r.outdated(a.doc) {
			r.running, r.pending = nil, append([]change{a.change}, r.pending...)
			r.got(parse(f.Path, f.Raw))
			continue
		}
		now := &attempt{change: a.change, doc: a.doc, element: a.element}
		now.work()
		r.ended(now)
	}
}

// outdated tells that a content of a file is being read anew.
func (r *Room) outdated(d *doc) bool {
	f := fileOf(r.files, d.path)
	return f != nil && !bytes.Equal(f.Raw, d.raw)
}

// next makes the next edit beside the UI goroutine.
func (r *Room) next() {
	if r.running != nil {
		return
	}
	a := r.due()
	if a == nil {
		return
	}
	r.running = a
	r.queue.Do(func(context.Context) { a.work() }, func() {
		if r.running == a { // Settle has not made it meanwhile
			r.ended(a)
			r.next()
		}
	})
}

// due takes the next edit whose element is there, nil without one.
func (r *Room) due() *attempt {
	for len(r.pending) > 0 {
		c := r.pending[0]
		r.pending = r.pending[1:]
		d := r.docs[c.base.path]
		if d == nil {
			continue
		}
		element := c.element
		if d != c.base {
			element = newCarrier(c.base, d).element(c.element)
		}
		if element >= 0 {
			return &attempt{change: c, doc: d, element: element}
		}
		r.fail(c, errGone)
	}
	return nil
}

// ended takes what has come of an edit.
func (r *Room) ended(a *attempt) {
	r.running = nil
	switch {
	case a.err != nil:
		r.fail(a.change, a.err)
	case r.docs[a.doc.path] != a.doc || r.outdated(a.doc): // the file changed meanwhile
		r.pending = append([]change{a.change}, r.pending...)
	case a.fresh != nil:
		r.made(a.change, a.doc, a.fresh, a.made.at)
	}
}

// fail says why an edit was not made.
func (r *Room) fail(c change, err error) {
	if c.failed != nil {
		c.failed(err)
		return
	}
	r.head.notice.say(lang.L("Not changed: {{.Why}}", map[string]any{"Why": err.Error()}), kit.Warning)
	r.head.object.Refresh()
}

// made shows what an edit left, and hands it on.
func (r *Room) made(c change, old, fresh *doc, at int64) {
	fresh.adopt(old)
	if node := fresh.nodeOf(fresh.outline.Starting(at)); at >= 0 && node >= 0 {
		fresh.selected = node
		fresh.index.OpenTo(node)
	}
	r.docs[fresh.path] = fresh
	if f := fileOf(r.files, fresh.path); f != nil {
		f.Raw, f.Dirty = fresh.raw, true
	}
	if r.path == fresh.path {
		r.swap()
		if at >= 0 {
			r.source.mark(true)
		}
	}
	r.OnEdit(c.what, fresh.path, fresh.raw)
}

// swap shows another content of the shown file, in the same places.
func (r *Room) swap() {
	r.shown = r.docs[r.path]
	r.head.show()
	r.tree.dress()
	r.source.dress(true)
	r.form.show()
	r.mark(false)
	r.root.Refresh()
}

// read parses what is not known yet of the files.
func (r *Room) read() {
	round := r.round
	for _, f := range r.files {
		if d := r.docs[f.Path]; f.Err != nil || d != nil && bytes.Equal(d.raw, f.Raw) {
			continue
		}
		var fresh *doc
		r.reading++
		r.queue.Do(func(context.Context) { fresh = parse(f.Path, f.Raw) }, func() {
			r.reading--
			if r.round == round && fresh != nil {
				r.got(fresh)
			}
		})
	}
}

// got takes a content that was parsed.
func (r *Room) got(fresh *doc) {
	if now := fileOf(r.files, fresh.path); now == nil || !bytes.Equal(now.Raw, fresh.raw) {
		return
	}
	old := r.docs[fresh.path]
	if old != nil && len(old.nodes) > 0 {
		fresh.adopt(old)
	} else {
		fresh.begin()
	}
	r.docs[fresh.path] = fresh
	if fresh.path != r.path {
		return
	}
	if old == nil || r.shown != old {
		r.fill()
		return
	}
	r.swap()
}
