package caption

import "strings"

// textReader reads the content of a cue.
type textReader struct {
	tt      *timedText
	out     runBuilder
	looks   []look // the last counts
	plain   []bool // of the open spans
	begun   bool   // the line has a character
	pending bool   // its last is a blank that goes at the end of a line
}

// runs reads the content of a p that looks as given.
func (tt *timedText) runs(body string, l look) []Run {
	r := textReader{tt: tt, looks: []look{l}}
	for at := 0; at < len(body); {
		m := nextMarkup(body, at)
		piece := body[m.from:m.to]
		at = m.to
		switch {
		case m.kind == isText:
			r.text(unescapeXML(piece))
		case m.kind == isData:
			r.text(strings.TrimSuffix(strings.TrimPrefix(piece, "<![CDATA["), "]]>"))
		case m.name == "br" && m.kind != isClose:
			r.newLine()
		case m.name == "br":
		case m.kind == isOpen && m.name == "metadata":
			_, at = endOf(body, m)
			r.markup(body[m.from:at])
		case m.kind == isOpen:
			r.open(piece)
		case m.kind == isClose:
			r.close(piece)
		default:
			r.markup(piece)
		}
	}
	r.endLine()
	return r.out.done()
}

func (r *textReader) now() look { return r.looks[len(r.looks)-1] }

func (r *textReader) open(tag string) {
	plain := plainSpan(tag)
	if !plain {
		r.markup(tag)
	}
	r.plain = append(r.plain, plain)
	r.looks = append(r.looks, r.tt.sheet.over(r.now(), tag))
}

func (r *textReader) close(tag string) {
	n := len(r.plain) - 1
	if n < 0 {
		r.markup(tag)
		return
	}
	if !r.plain[n] {
		r.markup(tag)
	}
	r.plain, r.looks = r.plain[:n], r.looks[:n+1]
}

func (r *textReader) markup(text string) { r.out.markup(text) }

func (r *textReader) put(text string) { r.out.text(text, r.now().style) }

// text adds characters: blanks become one and vanish at the ends of a line,
// unless they are to be preserved.
func (r *textReader) text(text string) {
	if r.now().keeps {
		if text != "" {
			r.put(newlines(text))
			r.begun, r.pending = true, false
		}
		return
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case !isSpace(c):
			b.WriteByte(c)
			r.begun, r.pending = true, false
		case r.begun && !r.pending:
			b.WriteByte(' ')
			r.pending = true
		}
	}
	if b.Len() > 0 {
		r.put(b.String())
	}
}

func (r *textReader) newLine() {
	r.endLine()
	r.put("\n")
}

// endLine takes away the blank at the end of a line.
func (r *textReader) endLine() {
	if r.pending {
		r.out.trim()
	}
	r.begun, r.pending = false, false
}

// body writes runs into an element that looks as given. Where blanks would be
// lost, they are marked to be preserved.
func (tt *timedText) body(runs []Run, l look) string {
	runs = normal(runs)
	text := tt.spans(runs, l, false)
	if !sameRuns(normal(tt.runs(text, l)), runs) {
		text = tt.spans(runs, l, true)
	}
	return text
}

func (tt *timedText) spans(runs []Run, l look, keep bool) string {
	r := textReader{tt: tt, looks: []look{l}}
	var b strings.Builder
	for _, run := range runs {
		if run.Markup != "" {
			b.WriteString(run.Markup)
			switch m := nextMarkup(run.Markup, 0); {
			case m.to != len(run.Markup):
			case m.kind == isOpen:
				r.open(run.Markup)
			case m.kind == isClose:
				r.close(run.Markup)
			}
			continue
		}
		attrs := tt.differs(r.now().style, run.Style)
		if keep && !r.now().keeps {
			attrs += ` xml:space="preserve"`
		}
		text := strings.ReplaceAll(escapeXML(run.Text), "\n", "<"+tt.prefix()+"br/>")
		if attrs != "" {
			text = "<" + tt.prefix() + "span" + attrs + ">" + text + "</" + tt.prefix() + "span>"
		}
		b.WriteString(text)
	}
	return b.String()
}

// prefix is that of the root's name, with its colon.
func (tt *timedText) prefix() string {
	name := tt.root[1:max(1, before(tt.root, "tt"))]
	if strings.HasSuffix(name, ":") {
		return name
	}
	return ""
}

// styling is the prefix of style attributes, and what has to be said to
// declare it.
func (tt *timedText) styling() (prefix, declare string) {
	space := "http://www.w3.org/ns/ttml"
	for _, a := range attrsOf(tt.root) {
		value := tt.root[a.value:a.valueEnd]
		if p, ok := strings.CutPrefix(a.name, "xmlns:"); ok && (strings.HasSuffix(value, "#styling") || strings.HasSuffix(value, "#style")) {
			return p + ":", ""
		}
		if a.name == "xmlns" || a.name == "xmlns:"+strings.TrimSuffix(tt.prefix(), ":") {
			space = value
		}
	}
	return "tts:", ` xmlns:tts="` + space + `#styling"`
}

// differs is the attributes that make one style out of another.
func (tt *timedText) differs(from, to Style) string {
	if from == to {
		return ""
	}
	prefix, attrs := tt.styling()
	add := func(was, is bool, name, off, on string) {
		if was != is {
			if is {
				off = on
			}
			attrs += " " + prefix + name + `="` + off + `"`
		}
	}
	add(from.Italic, to.Italic, "fontStyle", "normal", "italic")
	add(from.Bold, to.Bold, "fontWeight", "normal", "bold")
	add(from.Underline, to.Underline, "textDecoration", "noUnderline", "underline")
	return attrs
}
