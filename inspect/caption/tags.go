package caption

import "strings"

// tagReader reads text with tags such as <i>, as SRT and WebVTT have them.
type tagReader struct {
	runs  runBuilder
	open  []openTag
	style [3]int // how many are open of i, b and u
}

type openTag struct {
	name  string
	plain bool // modelled by Style alone
}

// styled are the tags that Style models.
const styled = "ibu"

func (r *tagReader) now() Style {
	return Style{Italic: r.style[0] > 0, Bold: r.style[1] > 0, Underline: r.style[2] > 0}
}

func (r *tagReader) text(text string) { r.runs.text(text, r.now()) }

func (r *tagReader) markup(text string) { r.runs.markup(text) }

// tag takes a tag with its angle brackets. Whether it is plain, such as <i>,
// decides whether it becomes a style or stays as markup.
func (r *tagReader) tag(text string) {
	name, closing, plain := tagName(text)
	if closing {
		r.close(name, text)
		return
	}
	if n := strings.Index(styled, name); len(name) == 1 && n >= 0 {
		r.style[n]++
	} else {
		plain = false
	}
	r.open = append(r.open, openTag{name, plain})
	if !plain {
		r.markup(text)
	}
}

// close ends the innermost tag of a name. One that ends nothing is kept.
func (r *tagReader) close(name, text string) {
	for i := len(r.open) - 1; i >= 0 && i >= len(r.open)-64; i-- {
		if r.open[i].name != name {
			continue
		}
		plain := r.open[i].plain
		r.open = append(r.open[:i], r.open[i+1:]...)
		if n := strings.Index(styled, name); len(name) == 1 && n >= 0 {
			r.style[n]--
		}
		if !plain {
			r.markup(text)
		}
		return
	}
	r.markup(text)
}

// tagName is the name of a tag in small letters, and whether it says nothing
// but that.
func tagName(text string) (name string, closing, plain bool) {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	text, closing = strings.CutPrefix(text, "/")
	n := strings.IndexAny(text, " \t\r\n.")
	if n < 0 {
		return strings.ToLower(text), closing, true
	}
	return strings.ToLower(text[:n]), closing, false
}

// tagWriter writes runs with tags. escape writes text so that it is read back
// as text; eol ends lines.
type tagWriter struct {
	out  strings.Builder
	base tagReader // what the markup of the runs opens and closes by itself
	open []byte    // of styled, the tags that are open
}

func (w *tagWriter) style(want Style) {
	var keep int
	for keep < len(w.open) && w.wants(want, w.open[keep]) {
		keep++
	}
	w.closeTo(keep)
	for i := range styled {
		letter := styled[i]
		if w.wants(want, letter) && strings.IndexByte(string(w.open), letter) < 0 {
			w.out.WriteString("<" + string(letter) + ">")
			w.open = append(w.open, letter)
		}
	}
}

// wants says whether a tag is needed for a style that no markup gives already.
func (w *tagWriter) wants(want Style, letter byte) bool {
	given := w.base.now()
	switch letter {
	case 'i':
		return want.Italic && !given.Italic
	case 'b':
		return want.Bold && !given.Bold
	}
	return want.Underline && !given.Underline
}

func (w *tagWriter) closeTo(n int) {
	for len(w.open) > n {
		last := w.open[len(w.open)-1]
		w.out.WriteString("</" + string(last) + ">")
		w.open = w.open[:len(w.open)-1]
	}
}

// write writes all runs; markup stands outside of the tags that are made.
func (w *tagWriter) write(runs []Run, escape func(string) string) string {
	for _, r := range runs {
		if r.Markup == "" {
			w.style(r.Style)
			w.out.WriteString(escape(r.Text))
			continue
		}
		w.closeTo(0)
		w.out.WriteString(r.Markup)
		if strings.HasPrefix(r.Markup, "<") {
			w.base.tag(r.Markup)
		}
	}
	w.closeTo(0)
	return w.out.String()
}
