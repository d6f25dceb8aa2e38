package captions

import (
	"slices"

	"smoothscope/inspect/caption"
)

// mostPending bounds what is kept of edits that the hall never answers.
const mostPending = 64

// change is an edit by hand: other captions, of which some are selected.
// It is an error where one of them would be lost.
func (r *Room) change(what string, cues []caption.Cue, chosen ...int) error {
	if err := r.film.keeps(r.doc.Cues, cues); err != nil {
		r.strip.fail(err)
		return err
	}
	if caption.Numbered(r.doc.Cues) && len(r.doc.Cues) > 0 && len(cues) != len(r.doc.Cues) {
		cues = caption.Renumber(cues) // as SRT has them
	}
	t, _ := r.Track()
	r.words.amends = -1
	r.begin(cues, chosen)
	r.OnEdit(what, t, r.doc)
	return nil
}

// amend is a change that takes the place of the last one.
func (r *Room) amend(what string, cues []caption.Cue, chosen ...int) {
	if r.OnAmend == nil {
		_ = r.change(what, cues, chosen...) // the text alone has changed
		return
	}
	t, _ := r.Track()
	r.begin(cues, chosen)
	r.OnAmend(what, t, r.doc)
}

// replace is a change to another document.
func (r *Room) replace(what string, d *caption.Document) {
	t, ok := r.Track()
	if !ok || !r.editable() {
		return
	}
	r.words.forget()
	r.words.amends = -1
	r.show(d, nil)
	r.OnEdit(what, t, d)
}

func (r *Room) begin(cues []caption.Cue, chosen []int) { r.show(r.doc.With(cues), chosen) }

// show shows what the hall is about to hear of.
func (r *Room) show(d *caption.Document, chosen []int) {
	r.pending = append(r.pending, d)
	if over := len(r.pending) - mostPending; over > 0 {
		r.pending = slices.Clone(r.pending[over:])
	}
	r.strip.say("")
	r.take(d)
	if len(chosen) > 0 {
		r.table.choose(chosen)
	}
	r.fresh()
}

// take shows other captions of the same track: what is selected stays so.
func (r *Room) take(d *caption.Document) {
	was, kept, last := r.cues(), r.table.selected(), r.table.current()
	r.doc = d
	r.judge.look()
	r.table.follow(kept, last, moves(was, r.cues()))
}

// moves tells where captions are after an edit: those before the first and behind
// the last one that differs stay what they are. The place of one that is gone is
// that of its neighbour; -1 where nothing is left.
func moves(was, now []caption.Cue) func(int) int {
	head := 0
	for head < len(was) && head < len(now) && alike(was[head], now[head]) {
		head++
	}
	tail := 0
	for tail < len(was)-head && tail < len(now)-head && alike(was[len(was)-1-tail], now[len(now)-1-tail]) {
		tail++
	}
	end := len(now) - tail // of what is new
	return func(i int) int {
		switch {
		case i < head:
			return i
		case i >= len(was)-tail:
			return i + len(now) - len(was)
		case end > head:
			return min(i, end-1)
		}
		return min(head, len(now)-1)
	}
}

// alike tells whether two captions say the same at the same time, whatever their
// numbers.
func alike(a, b caption.Cue) bool {
	b.ID = a.ID
	return a.Same(b)
}
