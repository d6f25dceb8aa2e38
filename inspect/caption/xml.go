package caption

import (
	"strconv"
	"strings"
)

// markup is one piece of an XML text: text[from:to]. The scanner never fails:
// what is no markup is text, which is what a caption file with a stray & or <
// still deserves.
type markup struct {
	kind     markupKind
	from, to int
	name     string // of an element, without prefix
}

type markupKind int

const (
	isText markupKind = iota
	isOpen
	isClose
	isEmpty
	isData  // CDATA
	isOther // comment, processing instruction, declaration
)

// nextMarkup is the piece that begins at a place before the end of s.
func nextMarkup(s string, at int) markup {
	m := markup{from: at}
	rest := s[at:]
	if rest[0] != '<' {
		m.to = at + before(rest, "<")
		return m
	}
	switch {
	case strings.HasPrefix(rest, "<!--"):
		m.kind, m.to = isOther, at+after(rest, "-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		m.kind, m.to = isData, at+after(rest, "]]>")
	case strings.HasPrefix(rest, "<?"):
		m.kind, m.to = isOther, at+after(rest, "?>")
	case strings.HasPrefix(rest, "<!"):
		m.kind, m.to = isOther, at+after(rest, ">")
	default:
		m.tag(s)
	}
	return m
}

// tag reads an element's start or end tag; a bracket that begins none is text.
func (m *markup) tag(s string) {
	end := tagEnd(s, m.from+1)
	if end < 0 {
		m.to = m.from + 1 + before(s[m.from+1:], "<")
		return
	}
	m.kind, m.to = isOpen, end
	inner, closing := strings.CutPrefix(s[m.from+1:end-1], "/")
	if inner, empty := strings.CutSuffix(inner, "/"); closing {
		m.kind = isClose
		m.name = localName(inner)
	} else {
		if empty {
			m.kind = isEmpty
		}
		m.name = localName(inner)
	}
	if m.name == "" {
		m.kind = isText
	}
}

// tagEnd is behind the bracket that closes a tag, quotes skipped.
func tagEnd(s string, at int) int {
	var quote byte
	for ; at < len(s); at++ {
		switch c := s[at]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return at + 1
		case c == '<':
			return -1
		}
	}
	return -1
}

func before(s, what string) int {
	if n := strings.Index(s, what); n >= 0 {
		return n
	}
	return len(s)
}

func after(s, what string) int {
	if n := strings.Index(s, what); n >= 0 {
		return n + len(what)
	}
	return len(s)
}

// localName is the name that a tag begins with, without its prefix.
func localName(inner string) string {
	if n := strings.IndexAny(inner, " \t\r\n/"); n >= 0 {
		inner = inner[:n]
	}
	return inner[strings.LastIndexByte(inner, ':')+1:]
}

// attr is an attribute of a start tag: tag[from:to] with the blanks before it,
// its value between the quotes in tag[value:valueEnd].
type attr struct {
	name            string // as written, with its prefix
	from, to        int
	value, valueEnd int
}

func (a attr) local() string { return a.name[strings.LastIndexByte(a.name, ':')+1:] }

// attrsOf reads the attributes of a start tag.
func attrsOf(tag string) []attr {
	out := make([]attr, 0, min(8, strings.Count(tag, "=")))
	at := 1
	for at < len(tag) && !isSpace(tag[at]) {
		at++
	}
	for at < len(tag) {
		a := attr{from: at}
		start := skipSpace(tag, at)
		at = nameEnd(tag, start)
		a.name = tag[start:at]
		if at = skipSpace(tag, at); at >= len(tag) || tag[at] != '=' {
			if at == start {
				break
			}
			continue // a name without a value
		}
		if !a.readValue(tag, skipSpace(tag, at+1)) || a.name == "" {
			break
		}
		at = a.to
		out = append(out, a)
	}
	return out
}

// nameEnd is where the name of an attribute ends.
func nameEnd(tag string, at int) int {
	for ; at < len(tag); at++ {
		switch tag[at] {
		case ' ', '\t', '\r', '\n', '=', '>', '"', '\'':
			return at
		}
	}
	return at
}

// readValue reads a value in quotes.
func (a *attr) readValue(tag string, at int) bool {
	if at >= len(tag) || tag[at] != '"' && tag[at] != '\'' {
		return false
	}
	n := strings.IndexByte(tag[at+1:], tag[at])
	if n < 0 {
		return false
	}
	a.value, a.valueEnd = at+1, at+1+n
	a.to = a.valueEnd + 1
	return true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func skipSpace(s string, at int) int {
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	return at
}

// setAttr is a start tag with another value of an attribute, "" for none. What
// else stands in it stays.
func setAttr(tag, name, value string) string {
	for _, a := range attrsOf(tag) {
		switch {
		case a.name != name:
		case value == "":
			return tag[:a.from] + tag[a.to:]
		case unescapeXML(tag[a.value:a.valueEnd]) == value:
			return tag
		default:
			return tag[:a.value] + escapeXML(value) + tag[a.valueEnd:]
		}
	}
	if value == "" {
		return tag
	}
	end := len(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/"), " \t\r\n"))
	return tag[:end] + " " + name + `="` + escapeXML(value) + `"` + tag[end:]
}

// escapeXML writes text for content and for attributes. Characters that XML
// does not have are left out.
func escapeXML(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\r':
			b.WriteString("&#13;")
		case r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
		case r == 0xfffd && text[i] != 0xef:
			b.WriteByte(text[i]) // a byte that is no UTF-8 stays
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unescapeXML reads the five entities and character references; others stay as
// they are written.
func unescapeXML(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	var b strings.Builder
	for text != "" {
		n := strings.IndexByte(text, '&')
		if n < 0 {
			break
		}
		b.WriteString(text[:n])
		text = text[n:]
		end := strings.IndexByte(text[:min(len(text), 12)], ';')
		if end < 0 {
			end = 0
		}
		b.WriteString(entity(text[:end+1]))
		text = text[end+1:]
	}
	b.WriteString(text)
	return b.String()
}

func entity(text string) string {
	switch text {
	case "&amp;":
		return "&"
	case "&lt;":
		return "<"
	case "&gt;":
		return ">"
	case "&quot;":
		return `"`
	case "&apos;":
		return "'"
	}
	digits, ok := strings.CutPrefix(strings.TrimSuffix(text, ";"), "&#")
	if !ok {
		return text
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	if n, err := strconv.ParseUint(digits, base, 21); err == nil && n > 0 && n <= 0x10ffff {
		return string(rune(n))
	}
	return text
}
