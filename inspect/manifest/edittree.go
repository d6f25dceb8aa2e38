package manifest

import (
	"bytes"
	"fmt"
	"strings"
)

// lead is where the white space before an element begins that goes when the
// element goes: its line end and what indents it.
func (m markup) lead(n node) int64 {
	from := n.span.From
	for from > 0 && strings.IndexByte(blanks, m[from-1]) >= 0 {
		from--
	}
	run := string(m[from:n.span.From])
	end := strings.LastIndexByte(run, '\n')
	if end < 0 {
		return from
	}
	if end > 0 && run[end-1] == '\r' {
		end--
	}
	return from + int64(end)
}

// styleOf is how elements beside n are laid out; parent tells the step from
// level to level.
func (m markup) styleOf(n, parent node) style {
	st := plainStyle
	st.line, st.base = cutIndent(string(m[m.lead(n):n.span.From]))
	if _, above := cutIndent(string(m[m.lead(parent):parent.span.From])); strings.HasPrefix(st.base, above) && len(st.base) > len(above) {
		st.unit = st.base[len(above):]
	}
	if st.line == "" {
		st.base, st.unit = "", ""
	}
	st.tail = m.tailNear(n)
	return st
}

// tailNear is what ends elements without content in n, or in the document.
func (m markup) tailNear(n node) string {
	at := bytes.Index(m[n.span.From:n.span.To], []byte("/>"))
	if at >= 0 {
		at += int(n.span.From)
	} else if at = bytes.Index(m, []byte("/>")); at < 0 {
		return plainStyle.tail
	}
	if at > 0 && m[at-1] == ' ' {
		return " />"
	}
	return plainStyle.tail
}

// cutIndent parts white space into the line end and what follows it. Without a
// line end there is nothing to indent.
func cutIndent(space string) (line, indent string) {
	at := strings.LastIndexByte(space, '\n')
	if at < 0 {
		return "", ""
	}
	line = "\n"
	if at > 0 && space[at-1] == '\r' {
		line = "\r\n"
	}
	return line, space[at+1:]
}

// into is the style of the first child of an element that has none: one step
// deeper than the element itself.
func (m markup) into(n node) style {
	st := plainStyle
	st.line, st.base = cutIndent(string(m[m.lead(n):n.span.From]))
	st.tail = m.tailNear(n)
	if st.line == "" {
		st.line, _ = cutIndent(string(m[:bytes.IndexByte(m, '\n')+1]))
	}
	if st.line == "" { // all on one line
		st.unit = ""
		return st
	}
	if strings.HasSuffix(st.base, "\t") {
		st.unit = "\t"
	}
	st.base += st.unit
	return st
}

// rendered is an element in a style.
func rendered(st style, write func(w *writer)) string {
	w := &writer{style: st, inner: true, extra: true}
	write(w)
	return w.out.String()
}

// insert puts an element into parent: before the child number before of its
// kind, or behind the last of them; where there are none, behind the children
// after, or as the first.
func (m markup) insert(parent node, kind []node, before int, after []node, write func(w *writer)) []Edit {
	switch {
	case len(kind) > 0 && before < len(kind):
		next := kind[before]
		space := string(m[m.lead(next):next.span.From])
		return []Edit{{next.span.From, next.span.From, rendered(m.styleOf(next, parent), write) + space}}
	case len(kind) > 0:
		return []Edit{m.behind(kind[len(kind)-1], parent, write)}
	case len(after) > 0:
		return []Edit{m.behind(after[len(after)-1], parent, write)}
	}
	if all := m.children(parent); len(all) > 0 {
		space := string(m[m.lead(all[0]):all[0].span.From])
		return []Edit{{all[0].span.From, all[0].span.From, rendered(m.styleOf(all[0], parent), write) + space}}
	}
	return []Edit{m.fill(parent, write)}
}

func (m markup) behind(last, parent node, write func(w *writer)) Edit {
	space := string(m[m.lead(last):last.span.From])
	return Edit{last.span.To, last.span.To, space + rendered(m.styleOf(last, parent), write)}
}

// fill puts the first child into an element.
func (m markup) fill(n node, write func(w *writer)) Edit {
	st := m.into(n)
	child := st.line + st.base + rendered(st, write)
	if !n.empty {
		if strings.TrimSpace(string(m[n.open.To:n.inner])) == "" {
			return Edit{n.open.To, n.inner, child + st.line + strings.TrimSuffix(st.base, st.unit)}
		}
		return Edit{n.open.To, n.open.To, child}
	}
	from := n.open.To - 2
	for strings.IndexByte(blanks, m[from-1]) >= 0 {
		from--
	}
	return Edit{from, n.open.To, ">" + child + st.line + strings.TrimSuffix(st.base, st.unit) + "</" + n.name + ">"}
}

// remove takes an element away, with its line.
func (m markup) remove(n node) Edit { return Edit{m.lead(n), n.span.To, ""} }

// move puts the element number i of siblings before the one number before, or
// at their end, byte for byte.
func (m markup) move(siblings []node, i, before int) []Edit {
	if before == i || before == i+1 {
		return nil
	}
	n := siblings[i]
	text := string(m[n.span.From:n.span.To])
	if before < len(siblings) {
		next := siblings[before]
		return []Edit{m.remove(n), {next.span.From, next.span.From, text + string(m[m.lead(next):next.span.From])}}
	}
	last := siblings[len(siblings)-1]
	return []Edit{m.remove(n), {last.span.To, last.span.To, string(m[m.lead(last):last.span.From]) + text}}
}

// within checks a place among n things; most is the largest that is possible.
func within(what string, i, most int) error {
	if i < 0 || i > most {
		return fmt.Errorf("there is no %s number %d", what, i)
	}
	return nil
}
