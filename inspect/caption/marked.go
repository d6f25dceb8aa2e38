package caption

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Marked is the words of a cue for people to edit: its styles are <i>, <b> and
// <u>, its markup is as it is written. Unmarked reads it.
func (c Cue) Marked() string {
	var w tagWriter
	return w.write(c.Runs, func(text string) string { return text })
}

// Unmarked is the cue with other words, written as Marked writes them. Tags
// other than <i>, <b> and <u> are characters like all others, unless the cue has
// them as its markup already. Lines end with "\n".
func (c Cue) Unmarked(text string) Cue {
	known := c.markups()
	var r tagReader
	from := 0
	text = newlines(text)
	for at := 0; at < len(text); {
		tag := tagAt(text[at:], known)
		if tag == "" {
			at++
			continue
		}
		r.text(text[from:at])
		if tag[0] == '<' {
			r.tag(tag)
		} else {
			r.markup(tag)
		}
		at += len(tag)
		from = at
	}
	r.text(text[from:])
	c.Runs = normal(r.runs.done())
	return c
}

// markups are the pieces of markup of a cue, long ones first.
func (c Cue) markups() []string {
	var known []string
	for _, r := range c.Runs {
		if r.Markup != "" && !slices.Contains(known, r.Markup) {
			known = append(known, r.Markup)
		}
	}
	slices.SortFunc(known, func(a, b string) int { return len(b) - len(a) })
	return known
}

// tagAt is the tag that text begins with, "" for none.
func tagAt(text string, known []string) string {
	for _, m := range known {
		if strings.HasPrefix(text, m) {
			return m
		}
	}
	for _, tag := range []string{"<i>", "</i>", "<b>", "</b>", "<u>", "</u>"} {
		if strings.HasPrefix(text, tag) {
			return tag
		}
	}
	return ""
}

// LineLengths are the characters in each line of a cue.
func (c Cue) LineLengths() []int {
	text := newlines(c.Text())
	out := make([]int, 0, 1+strings.Count(text, "\n"))
	for part := range strings.SplitSeq(text, "\n") {
		out = append(out, utf8.RuneCountInString(part))
	}
	return out
}

// Speed is the characters of a cue that are to be read in a second, 0 where it
// does not end or lasts no time.
func (c Cue) Speed() float64 {
	length := c.End - c.Start
	if c.End == Open || length <= 0 {
		return 0
	}
	n := 0
	for _, line := range c.LineLengths() {
		n += line
	}
	return float64(n) / length.Seconds()
}
