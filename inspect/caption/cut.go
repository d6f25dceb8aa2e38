package caption

import (
	"slices"
	"strings"
)

// cut divides runs before a character.
func cut(runs []Run, char int) (first, second []Run) {
	c := cutter{left: max(0, char)}
	for _, r := range runs {
		if r.Markup != "" {
			c.markup(r)
			continue
		}
		text := []rune(r.Text)
		n := min(c.left, len(text))
		c.left -= n
		if n > 0 {
			c.first = append(c.first, Run{Text: string(text[:n]), Style: r.Style})
		}
		if n < len(text) {
			c.begin()
			c.second = append(c.second, Run{Text: string(text[n:]), Style: r.Style})
		}
	}
	return withoutBlanks(c.first, false), withoutBlanks(c.second, true)
}

// cutter is the two parts of a cue while they are made.
type cutter struct {
	first, second []Run
	left          int      // characters that still go to the first
	begun         bool     // the second
	open          []string // tags in the first that are not closed yet
}

// begin begins the second part: what is open is closed in the first.
func (c *cutter) begin() {
	if c.begun {
		return
	}
	c.begun = true
	for _, tag := range slices.Backward(c.open) {
		c.first = append(c.first, Run{Markup: "</" + elementOf(tag) + ">"})
	}
	for _, tag := range c.open {
		c.second = append(c.second, Run{Markup: tag})
	}
}

// markup goes where it stands; at the cut itself, what closes goes to the
// first part and all other to the second. Where a cue is shown, both say.
func (c *cutter) markup(r Run) {
	closes := strings.HasPrefix(r.Markup, "</")
	if _, ok := anchor(r.Markup); ok {
		c.first, c.second = append(c.first, r), append(c.second, r)
		return
	}
	if c.begun || c.left == 0 && !closes {
		c.begin()
		c.second = append(c.second, r)
		return
	}
	c.first = append(c.first, r)
	switch n := len(c.open) - 1; {
	case closes && n >= 0 && strings.EqualFold(elementOf(c.open[n]), elementOf(r.Markup)):
		c.open = c.open[:n]
	case opensElement(r.Markup):
		c.open = append(c.open, r.Markup)
	}
}

// elementOf is the name in a tag as it is written, without the classes that
// WebVTT puts behind it.
func elementOf(tag string) string {
	name := strings.TrimLeft(tag, "</")
	return name[:max(0, strings.IndexAny(name+">", " \t\r\n.>/"))]
}

// opensElement tells a start tag from empty elements, whole ones, comments and
// the times of WebVTT.
func opensElement(markup string) bool {
	name := elementOf(markup)
	return strings.HasPrefix(markup, "<") && name != "" && name[0] != '!' && name[0] != '?' && (name[0] < '0' || name[0] > '9') &&
		!strings.HasSuffix(markup, "/>") && !strings.Contains(markup, "</")
}

// withoutBlanks is runs without blanks at their begin or at their end.
func withoutBlanks(runs []Run, begin bool) []Run {
	out := slices.Clone(runs)
	for k := range out {
		r := &out[k]
		if !begin {
			r = &out[len(out)-1-k]
		}
		if r.Markup != "" {
			continue
		}
		if begin {
			r.Text = strings.TrimLeft(r.Text, " \n\t\r")
		} else {
			r.Text = strings.TrimRight(r.Text, " \n\t\r")
		}
		if r.Text != "" {
			break
		}
	}
	return normal(out)
}
