package caption

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Bytes writes the document: unchanged, the bytes that were read. It reads back
// what it wrote, so that a cue that the format cannot hold is an error and
// never a file that says something else.
func (d *Document) Bytes() ([]byte, error) {
	if d.unchanged() {
		return d.read.raw, nil
	}
	text, err := d.text()
	if err != nil {
		return nil, err
	}
	return d.encode(text)
}

// unchanged says whether the cues are those that were read.
func (d *Document) unchanged() bool {
	if len(d.Cues) != len(d.read.cues) {
		return false
	}
	for i, c := range d.Cues {
		if from := d.read.cues[i]; c.origin != from || !c.Same(from.cue) {
			return false
		}
	}
	return true
}

// text is the document as it is written, before its encoding.
func (d *Document) text() (string, error) {
	if d.unchanged() {
		return d.read.text, nil
	}
	w := writer{d: d, used: make([]bool, len(d.read.cues))}
	cues := d.Cues
	if d.read.tt != nil {
		if err := d.read.tt.mayChange(d); err != nil {
			return "", err
		}
		cues = d.read.tt.arrange(d)
	}
	if d.read.tt != nil && len(d.read.cues) == 0 {
		text := d.read.tt.fill(d)
		return text, d.verify(text, cues)
	}
	for _, c := range cues {
		w.cue(c)
	}
	w.gaps(len(d.read.cues))
	text := w.out.String()
	return text, d.verify(text, cues)
}

// writer puts cues and what stood between them together again.
type writer struct {
	d    *Document
	out  strings.Builder
	gap  int     // the next gap: gap n stands before cue n
	used []bool  // cues that were written in their place
	near *origin // the cue read that was written last
	at   int     // where the text that was written last ended in the source, -1 for new text
}

// gaps writes what stood before the cues up to n, and after the last.
func (w *writer) gaps(n int) {
	r := w.d.read
	for ; w.gap < len(r.gaps) && r.gaps[w.gap] <= n; w.gap++ {
		from, to := r.gap(r.gaps[w.gap])
		w.put(r.text[from:to])
		w.at = to
	}
}

// gap is where in the text what stands before cue n is.
func (r *read) gap(n int) (from, to int) {
	to = len(r.text)
	if n > 0 {
		from = r.cues[n-1].to
	}
	if n < len(r.cues) {
		to = r.cues[n].from
	}
	return from, to
}

func (w *writer) put(text string) {
	if text != "" {
		w.out.WriteString(text)
	}
}

// cue writes one cue: in its place, with its own bytes where it is unchanged.
func (w *writer) cue(c Cue) {
	r, from := w.d.read, c.origin
	if from != nil && from.owner == r && !w.used[from.n] {
		w.gaps(from.n)
		w.used[from.n] = true
		w.separate(w.at == from.from || w.out.Len() == 0)
		w.put(w.d.Format.block(w.d, c, from, nil))
		w.at, w.near = from.to, from
		return
	}
	w.gaps(0)
	w.separate(false)
	w.put(w.d.Format.block(w.d, c, nil, w.near))
	w.at = -1
}

// separate ends the paragraph that was written last, in formats of lines.
func (w *writer) separate(follows bool) {
	if follows || w.d.read.tt != nil || w.out.Len() == 0 {
		return
	}
	eol := w.d.read.eol
	switch tail := w.tail(); {
	case !endsLine(tail):
		w.put(eol + eol)
	case !endsBlank(tail):
		w.put(eol)
	}
}

// tail is the last characters that were written.
func (w *writer) tail() string {
	text := w.out.String()
	return text[max(0, len(text)-4):]
}

func endsLine(text string) bool {
	return strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\r")
}

// endsBlank says whether an empty line is the last of the text.
func endsBlank(text string) bool {
	if cut, ok := strings.CutSuffix(text, "\r\n"); ok {
		return endsLine(cut)
	}
	return endsLine(text) && endsLine(text[:len(text)-1])
}

// verify reads what was written and compares the cues.
func (d *Document) verify(text string, cues []Cue) error {
	raw := []byte(text)
	again, err := Parse(raw, Options{Format: d.Format.Name, Encoding: utf8Name})
	if err != nil && d.read.tt == nil {
		return fmt.Errorf("what was written cannot be read: %w", err)
	}
	if again == nil || len(again.Cues) != len(cues) {
		return fmt.Errorf("%s cannot hold these %d captions as they are", d.Format.Title, len(cues))
	}
	for i, c := range cues {
		got := again.Cues[i]
		switch {
		case !d.near(c.Start, got.Start) || !d.near(c.End, got.End):
			return fmt.Errorf("%s cannot hold the times of caption %d, %s to %s", d.Format.Title, i+1, Clock(c.Start), Clock(c.End))
		case !slices.Equal(normal(c.Runs), normal(got.Runs)):
			return fmt.Errorf("%s cannot hold the text of caption %d, %q", d.Format.Title, i+1, c.Text())
		}
	}
	return nil
}

func (d *Document) near(a, b time.Duration) bool {
	if a == Open || b == Open {
		return a == b
	}
	return (a - b).Abs() <= max(d.read.widest, time.Millisecond/2)
}

// normal is runs as every parser makes them: line ends are "\n", neighbours
// that look alike are one.
func normal(runs []Run) []Run {
	var out runBuilder
	for _, r := range runs {
		if r.Markup != "" {
			out.markup(r.Markup)
			continue
		}
		out.text(newlines(r.Text), r.Style)
	}
	return out.done()
}

func newlines(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}
