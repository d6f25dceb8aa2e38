package manifest

import (
	"strconv"
	"strings"
)

// value is an attribute of e without blanks around it. A spelling in another
// case is taken with a warning.
func (r *reader) value(e *element, name string) (string, bool) {
	a, ok := lookup(e.attrs, name)
	if ok && a.Name != name {
		r.warn("%s: attribute %s should be spelled %s", e.name, a.Name, name)
	}
	return strings.TrimSpace(a.Value), ok
}

// number is an unsigned attribute of e. One that is no number, or does not fit
// in the given bits, counts as absent and gives a warning.
func (r *reader) number(e *element, name string, bits int) (uint64, bool) {
	text, ok := r.value(e, name)
	if !ok || text == "" {
		return 0, false
	}
	n, err := strconv.ParseUint(text, 10, bits)
	if err != nil {
		r.warn("%s: %s=%s is not a number from 0 to 2^%d", e.name, name, quoted(text), bits)
		return 0, false
	}
	return n, true
}

// small is number for what fits in an int; 0 where absent.
func (r *reader) small(e *element, name string) int {
	n, _ := r.number(e, name, 31)
	return int(n)
}

// truth reads a boolean in any case: TRUE, True, 1.
func truth(text string) bool {
	return strings.EqualFold(text, "true") || text == "1"
}

// compact removes all blanks.
func compact(text string) string {
	if !strings.ContainsAny(text, " \t\r\n") {
		return text
	}
	return strings.Join(strings.Fields(text), "")
}

// quoted is a text of the document for a message: short and on one line, with
// backslashes as they are.
func quoted(text string) string {
	text = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, text)
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:60]) + "..."
	}
	return `"` + text + `"`
}
