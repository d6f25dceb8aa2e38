package captions

import (
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
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

// scope is which captions a command is for.
type scope int

// The scopes in the order in which they are offered.
const (
	scopeAll scope = iota
	scopeSelected
	scopeFrom // the current one and all behind it
	scopeAuto // the selected ones where there are several, else all
)

func scopeWords() []string {
	return []string{lang.L("all captions"), lang.L("the selected ones"), lang.L("from here on")}
}

// chosen is scope for what a person has asked for: with nothing selected it is an
// error.
func (r *Room) chosen(s *kit.Select) ([]int, string, error) {
	at := scope(s.SelectedIndex())
	if at != scopeAll && r.table.current() < 0 {
		return nil, "", errorOf(lang.L("no caption is selected"))
	}
	which, who := r.scope(at)
	return which, who, nil
}

// scope tells which captions are meant, nil for all, and how to say it.
func (r *Room) scope(s scope) ([]int, string) {
	chosen := r.table.selected()
	switch {
	case s == scopeSelected && len(chosen) > 0, s == scopeAuto && len(chosen) > 1:
		return chosen, captionsWord(len(chosen))
	case s == scopeFrom && len(chosen) > 0:
		var which []int
		for i := chosen[0]; i < len(r.doc.Cues); i++ {
			which = append(which, i)
		}
		return which, captionsWord(len(which))
	}
	return nil, lang.L("all captions")
}

// clip is captions as SRT, for other programs.
func clip(cues []caption.Cue) (string, error) {
	d, err := caption.Fresh(caption.Renumber(cues), "srt", "")
	if err != nil {
		return "", err
	}
	raw, err := d.Bytes()
	return strings.TrimRight(string(raw), "\n") + "\n", err
}

func (r *Room) copy() {
	var cues []caption.Cue
	for _, i := range r.table.selected() {
		cues = append(cues, r.doc.Cues[i])
	}
	if len(cues) == 0 {
		return
	}
	text, err := clip(cues)
	if err != nil {
		r.strip.fail(err)
		return
	}
	r.OnCopy(text)
	r.strip.say(lang.L("{{.Captions}} copied as SRT", map[string]any{"Captions": captionsWord(len(cues))}))
}

func (r *Room) cut() {
	chosen := r.table.selected()
	if !r.editable() || len(chosen) == 0 {
		return
	}
	r.copy()
	r.remove(lang.L("Cut {{.Captions}}", map[string]any{"Captions": captionsWord(len(chosen))}), chosen)
}

// paste puts the captions of the clipboard behind the current one, with their
// own times; other text becomes a caption.
func (r *Room) paste() {
	text := strings.TrimSpace(strings.ReplaceAll(r.Paste(), "\r\n", "\n"))
	if !r.editable() || text == "" {
		return
	}
	at := r.table.current() + 1
	if at == 0 {
		at = len(r.doc.Cues)
	}
	fresh := r.pasted(text, at)
	cues := make([]caption.Cue, 0, len(r.doc.Cues)+len(fresh))
	cues = append(append(append(cues, r.doc.Cues[:at]...), fresh...), r.doc.Cues[at:]...)
	chosen := make([]int, len(fresh))
	for i := range chosen {
		chosen[i] = at + i
	}
	_ = r.change(lang.L("Paste {{.Captions}}", map[string]any{"Captions": captionsWord(len(fresh))}), cues, chosen...)
}

func (r *Room) pasted(text string, at int) []caption.Cue {
	if d, err := caption.Parse([]byte(text), caption.Options{}); err == nil && len(d.Cues) > 0 {
		if same, err := caption.Fresh(d.Cues, r.doc.Format.Name, ""); err == nil {
			return same.Cues
		}
	}
	start := time.Duration(0)
	if at > 0 && r.doc.Cues[at-1].End != caption.Open {
		start = r.doc.Cues[at-1].End
	}
	return []caption.Cue{caption.NewCue(start, start+usualLength, text)}
}
