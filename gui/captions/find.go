package captions

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// findBar looks for words and puts others in their place.
type findBar struct {
	room    *Room
	what    *lineEntry
	with    *lineEntry
	exact   *kit.Check
	whole   *kit.Check
	pattern *kit.Check
	next    *kit.Button
	one     *kit.Button
	all     *kit.Button
	count   *kit.Label
	object  *fyne.Container

	of    *caption.Document // that the matches are in
	query caption.Query
	found []caption.Match
	at    int // of found, the one that is shown, -1 before
	err   error

	cancel context.CancelFunc // ends the search that goes on
}

func newFindBar(r *Room) *findBar {
	b := &findBar{room: r, at: -1}
	what, sizedWhat := r.field(lang.L("Find"), 150, b.forward)
	with, sizedWith := r.field(lang.L("Replace with"), 150, b.replace)
	b.what, b.with = what, with
	b.what.OnChanged = func(string) { b.lookBeside() }
	again := func(bool) { b.lookBeside() }
	b.exact, b.whole, b.pattern = kit.NewCheck("Aa", again), kit.NewCheck(lang.L("Word"), again), kit.NewCheck(lang.L("Regex"), again)
	b.next = kit.NewButton(lang.L("Next"), b.forward)
	b.one = kit.NewButton(lang.L("Replace"), b.replace)
	b.all = kit.NewButton(lang.L("All"), b.replaceAll)
	b.count = faultLabel()
	b.object = r.line(b.count, sizedWhat, sizedWith, b.exact, b.whole, b.pattern, b.next, b.one, b.all)
	return b
}

// Find opens the line for finding and replacing. It tells whether there are
// captions to look through.
func (r *Room) Find() bool {
	if r.doc == nil || r.sheet.open() {
		return false
	}
	r.askFind()
	return true
}

func (r *Room) askFind() {
	b := r.drawer.find
	b.look()
	b.tell()
	r.drawer.pull(b.object, b.what)
	b.what.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// asked is the question as it stands.
func (b *findBar) asked() caption.Query {
	return caption.Query{Text: b.what.Text, Pattern: b.pattern.Checked(), AnyCase: !b.exact.Checked(), Words: b.whole.Checked()}
}

// look finds anew where the captions or the question have changed.
func (b *findBar) look() {
	q := b.asked()
	if b.of == b.room.doc && b.query == q {
		return
	}
	found, err := caption.Find(b.room.cues(), q)
	b.know(b.room.doc, q, found, err)
}

func (b *findBar) know(of *caption.Document, q caption.Query, found []caption.Match, err error) {
	b.of, b.query, b.at, b.found, b.err = of, q, -1, found, err
}

// lookBeside is look while the question is being typed: many captions are looked
// through beside the window.
func (b *findBar) lookBeside() {
	if b.cancel != nil {
		b.cancel()
		b.cancel = nil
	}
	cues, of, q := b.room.cues(), b.room.doc, b.asked()
	if len(cues) <= fewCues {
		b.look()
		b.tell()
		return
	}
	var found []caption.Match
	var err error
	b.cancel = b.room.run.Do(func(context.Context) { found, err = caption.Find(cues, q) }, func() {
		b.cancel = nil
		if of == b.room.doc && q == b.asked() {
			b.know(of, q, found, err)
			b.tell()
		}
	})
}

// tell says how many there are.
func (b *findBar) tell() {
	b.count.Token, b.count.Text = kit.Dim, ""
	switch {
	case b.err != nil:
		b.count.Token, b.count.Text = kit.Error, "✕ "+lang.L("no regular expression")
	case b.query.Text == "":
	case len(b.found) == 0:
		b.count.Text = lang.L("nothing found")
	case b.at >= 0:
		b.count.Text = lang.L("{{.At}} of {{.Count}}", map[string]any{"At": b.at + 1, "Count": len(b.found)})
	default:
		b.count.Text = lang.L("{{.Count}} found", count(len(b.found)))
	}
	able(b.next, len(b.found) > 0)
	able(b.one, len(b.found) > 0 && b.room.editable())
	able(b.all, len(b.found) > 0 && b.room.editable())
	b.object.Refresh()
}

// forward shows the next match behind the current caption, round and round.
func (b *findBar) forward() {
	b.room.words.commit()
	b.look()
	if n := len(b.found); n > 0 {
		if b.at < 0 {
			b.at = b.behind(b.room.table.current())
		} else {
			b.at = (b.at + 1) % n
		}
		b.room.table.choose([]int{b.found[b.at].Cue})
	}
	b.tell()
}

// behind is the first match in a caption or behind it.
func (b *findBar) behind(cue int) int {
	for i, m := range b.found {
		if m.Cue >= cue {
			return i
		}
	}
	return 0
}

// replace puts the other words in the place of the match that is shown and goes
// to the next one; before one is shown it shows one.
func (b *findBar) replace() {
	r := b.room
	r.words.commit()
	b.look()
	if !r.editable() || len(b.found) == 0 || b.at < 0 {
		b.forward()
		return
	}
	m := b.found[b.at]
	cues, err := caption.ReplaceOne(r.doc.Cues, m, b.query, b.with.Text)
	if err != nil {
		r.strip.fail(err)
		return
	}
	_ = r.change(lang.L("Replace in caption {{.Number}}", number(m.Cue)), cues, m.Cue)
	grown := len(cues[m.Cue].Text()) - len(b.of.Cues[m.Cue].Text())
	b.look()
	b.at = -1
	for i, next := range b.found {
		if next.Cue > m.Cue || next.Cue == m.Cue && next.From >= m.To+grown {
			b.at = i
			r.table.choose([]int{next.Cue})
			break
		}
	}
	b.tell()
}

func (b *findBar) replaceAll() {
	r := b.room
	r.words.commit()
	b.look()
	if !r.editable() || len(b.found) == 0 {
		return
	}
	cues, n, err := caption.Replace(r.doc.Cues, b.query, b.with.Text)
	if err != nil {
		r.strip.fail(err)
		return
	}
	kept, last := r.table.selected(), r.table.current()
	_ = r.change(lang.L("Replace {{.What}} {{.Count}} times", map[string]any{"What": "“" + b.query.Text + "”", "Count": n}), cues)
	r.table.mark(kept, last)
	b.look()
	b.tell()
	r.strip.say(lang.L("{{.Count}} replaced", count(n)))
}
