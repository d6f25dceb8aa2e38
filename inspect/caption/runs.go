package caption

import "bytes"

// runBuilder gathers runs; neighbours that look alike are one. It takes as long
// as its text is, in however many pieces that comes.
type runBuilder struct {
	runs  []Run
	texts [][]byte // of each run, in the place of its Text; nil of markup
}

func (b *runBuilder) markup(text string) {
	b.runs, b.texts = append(b.runs, Run{Markup: text}), append(b.texts, nil)
}

func (b *runBuilder) text(text string, style Style) {
	if text == "" {
		return
	}
	if n := len(b.runs) - 1; n >= 0 && b.runs[n].Markup == "" && b.runs[n].Style == style {
		b.texts[n] = append(b.texts[n], text...)
		return
	}
	b.runs, b.texts = append(b.runs, Run{Style: style}), append(b.texts, []byte(text))
}

// trim takes a blank away at the end of the text.
func (b *runBuilder) trim() {
	for i := len(b.runs) - 1; i >= 0; i-- {
		if b.runs[i].Markup != "" {
			continue
		}
		if b.texts[i] = bytes.TrimSuffix(b.texts[i], []byte(" ")); len(b.texts[i]) == 0 {
			b.runs, b.texts = append(b.runs[:i], b.runs[i+1:]...), append(b.texts[:i], b.texts[i+1:]...)
		}
		return
	}
}

// done is the runs. Nothing may be added afterwards.
func (b *runBuilder) done() []Run {
	for i := range b.runs {
		if b.runs[i].Markup == "" {
			b.runs[i].Text = string(b.texts[i])
		}
	}
	return b.runs
}
