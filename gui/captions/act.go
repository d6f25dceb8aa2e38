package captions

import (
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/caption"
)

// usualLength is how long a new caption is shown where there is room.
const usualLength = 2 * time.Second

// addCue puts an empty caption behind the current one and lets its words be
// typed.
func (r *Room) addCue() {
	if !r.editable() {
		return
	}
	cues, at := r.doc.Cues, r.table.current()
	if at < 0 {
		at = len(cues) - 1
	}
	c := caption.NewCue(r.film.From, r.film.From+usualLength, "")
	if at >= 0 {
		c.Start = cues[at].End
		if c.Start == caption.Open {
			c.Start = cues[at].Start + usualLength
		}
		c.Settings = cues[at].Settings
		c.End = c.Start + usualLength
		if at+1 < len(cues) && cues[at+1].Start > c.Start {
			c.End = min(c.End, cues[at+1].Start)
		}
	}
	if c.Start < r.film.end() {
		c.End = min(c.End, r.film.end())
	}
	more := make([]caption.Cue, 0, len(cues)+1)
	more = append(append(append(more, cues[:at+1]...), c), cues[at+1:]...)
	if r.change(lang.L("Add caption {{.Number}}", number(at+1)), more, at+1) == nil {
		r.words.focus()
	}
}

// splitHere makes two captions of the current one: at the cursor in its words, or
// where they divide best, and at the time that fits that place.
func (r *Room) splitHere() {
	i := r.table.current()
	if !r.editable() || i < 0 {
		return
	}
	c := r.doc.Cues[i]
	char := r.words.cursor()
	text := []rune(c.Text())
	if char <= 0 || char >= len(text) {
		char = bestBreak(text)
	}
	r.splitAt(i, splitTime(c, char), char)
}

// splitTime is when a caption should end whose words end at a character.
func splitTime(c caption.Cue, char int) time.Duration {
	length := c.End - c.Start
	if c.End == caption.Open {
		length = 2 * usualLength
	}
	all := utf8.RuneCountInString(c.Text())
	if all == 0 {
		return (c.Start + length/2).Round(time.Millisecond)
	}
	return (c.Start + length*time.Duration(char)/time.Duration(all)).Round(time.Millisecond)
}

func (r *Room) splitAt(i int, at time.Duration, char int) {
	cues, err := caption.Split(r.doc.Cues, i, at, char)
	if err != nil {
		r.strip.fail(err)
		return
	}
	_ = r.change(lang.L("Split caption {{.Number}}", number(i)), cues, i, i+1)
}

// bestBreak is the character before which words divide best: the end of a line or
// of a word that is nearest to the middle.
func bestBreak(text []rune) int {
	best, cost := len(text)/2, len(text)*4+4
	for i, c := range text {
		away := max(i-len(text)/2, len(text)/2-i)
		switch c {
		case '\n':
		case ' ':
			away += len(text)
		default:
			continue
		}
		if away < cost {
			best, cost = i, away
		}
	}
	return best
}

// merge makes one caption of the selected ones, or of the current and the next.
func (r *Room) merge() {
	chosen := r.table.selected()
	if !r.editable() || len(chosen) == 0 {
		return
	}
	first, last := chosen[0], chosen[len(chosen)-1]
	if first == last {
		last = min(first+1, len(r.doc.Cues)-1)
	} else if last-first+1 != len(chosen) {
		r.strip.say("✕ " + lang.L("Only captions that stand one after the other can be merged"))
		return
	}
	cues, err := caption.Merge(r.doc.Cues, first, last)
	if err != nil {
		r.strip.fail(err)
		return
	}
	_ = r.change(lang.L("Merge {{.Count}} captions", count(last-first+1)), cues, first)
}

// delete takes the selected captions away.
func (r *Room) delete() {
	chosen := r.table.selected()
	if !r.editable() || len(chosen) == 0 {
		return
	}
	r.remove(lang.L("Delete {{.Captions}}", map[string]any{"Captions": captionsWord(len(chosen))}), chosen)
}

func (r *Room) remove(what string, chosen []int) {
	gone := make(map[int]bool, len(chosen))
	for _, i := range chosen {
		gone[i] = true
	}
	cues := make([]caption.Cue, 0, len(r.doc.Cues))
	for i, c := range r.doc.Cues {
		if !gone[i] {
			cues = append(cues, c)
		}
	}
	if len(cues) == 0 {
		_ = r.change(what, cues)
		return
	}
	_ = r.change(what, cues, min(chosen[0], len(cues)-1))
}

// snap moves captions to frames: the selected ones where there are several, else
// all.
func (r *Room) snap() {
	which, who := r.scope(scopeAuto)
	cues, err := caption.Snap(r.doc.Cues, r.rate, which...)
	if err != nil {
		r.strip.fail(err)
		return
	}
	_ = r.retimed(lang.L("Snap {{.Captions}} to frames", map[string]any{"Captions": who}), cues)
}

// sort orders the captions by when they begin.
func (r *Room) sort() {
	cues := caption.Sort(r.doc.Cues)
	if caption.Numbered(r.doc.Cues) {
		cues = caption.Renumber(cues)
	}
	_ = r.retimed(lang.L("Sort by time"), cues)
}

// retimed is a change of times only: what is selected stays.
func (r *Room) retimed(what string, cues []caption.Cue) error {
	n := 0
	for i, c := range cues {
		if !c.Same(r.doc.Cues[i]) {
			n++
		}
	}
	if n == 0 {
		r.strip.say(lang.L("Nothing to change: all are there already"))
		return nil
	}
	kept, last := r.table.selected(), r.table.current()
	if err := r.change(what, cues); err != nil {
		return err
	}
	r.table.mark(kept, last)
	r.strip.say(lang.L("{{.What}}: {{.Count}} changed", map[string]any{"What": what, "Count": n}))
	return nil
}

// play plays from the current caption.
func (r *Room) play() {
	if i := r.table.current(); i >= 0 && i < len(r.cues()) {
		r.OnPlay(r.doc.Cues[i].Start)
	}
}
