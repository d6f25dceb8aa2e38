package manifest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// markup finds the parts of a document that has been parsed, as they stand in
// its text. Nothing is remembered: a document may be edited between two looks.
type markup []byte

// node is an element as it stands in the text.
type node struct {
	name  string // as written, with its prefix
	span  Span   // whole
	open  Span   // the start tag
	empty bool   // it ends with "/>" and has no end tag
	inner int64  // where the end tag begins; the end of open where there is none
}

// attrAt is an attribute as it stands in the text.
type attrAt struct {
	label []byte // the name, in the text
	span  Span   // from the first letter of the name to behind the closing quote
	value Span   // between the quotes
	quote byte
}

func (a attrAt) name() string { return string(a.label) }

// element is the one that begins at from.
func (m markup) element(at Span) (node, error) {
	if at.From < 0 || at.To > int64(len(m)) || at.From >= at.To || m[at.From] != '<' {
		return node{}, fmt.Errorf("no element begins at byte %d of the manifest", at.From)
	}
	all := m[:at.To].nodes(at.From, at.To, true)
	if len(all) == 0 || all[0].span.From != at.From {
		return node{}, fmt.Errorf("no element begins at byte %d of the manifest", at.From)
	}
	return all[0], nil
}

// children are the elements directly below n.
func (m markup) children(n node) []node {
	if n.empty {
		return nil
	}
	return m.nodes(n.open.To, n.inner, false)
}

// named are the children of n called name, in any case.
func (m markup) named(n node, name string) []node {
	var all []node
	for _, c := range m.children(n) {
		if strings.EqualFold(local(c.name), name) {
			all = append(all, c)
		}
	}
	return all
}

// local is a name without its prefix.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// nodes are the outermost elements between from and to.
func (m markup) nodes(from, to int64, one bool) []node {
	var all []node
	depth, current := 0, node{}
	for at := from; at < to; {
		kind, token, ok := m.token(at, to)
		if !ok {
			break
		}
		switch {
		case kind == startTag && depth == 0:
			current = node{name: m.tagName(token), open: token, empty: m[token.To-2] == '/'}
			if depth++; current.empty {
				depth--
				current.span, current.inner = token, token.To
				all = append(all, current)
			}
		case kind == startTag && m[token.To-2] != '/':
			depth++
		case kind == endTag:
			if depth--; depth == 0 {
				current.span, current.inner = Span{current.open.From, token.To}, token.From
				all = append(all, current)
			}
		}
		if one && len(all) > 0 {
			break
		}
		at = token.To
	}
	return all
}

// tokenKind is what a piece of markup is.
type tokenKind int

const (
	otherToken tokenKind = iota // comment, CDATA, instruction, declaration
	startTag
	endTag
)

// token is the next piece of markup between at and to.
func (m markup) token(at, to int64) (tokenKind, Span, bool) {
	text := m[:to]
	skip := bytes.IndexByte(text[at:], '<')
	if skip < 0 {
		return 0, Span{}, false
	}
	from := at + int64(skip)
	rest := text[from:]
	kind := otherToken
	var length int64
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		length = past(rest, 4, "-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		length = past(rest, 9, "]]>")
	case bytes.HasPrefix(rest, []byte("<?")):
		length = past(rest, 2, "?>")
	case bytes.HasPrefix(rest, []byte("<!")):
		length = declared(rest)
	case bytes.HasPrefix(rest, []byte("</")):
		kind, length = endTag, past(rest, 2, ">")
	default:
		kind, length = startTag, tagLength(rest)
	}
	if length == 0 {
		return 0, Span{}, false
	}
	return kind, Span{from, from + length}, true
}

// past is the length of text up to and with end, which is looked for from byte
// begin on; 0 where it is not there.
func past(text []byte, begin int, end string) int64 {
	at := bytes.Index(text[min(begin, len(text)):], []byte(end))
	if at < 0 {
		return 0
	}
	return int64(begin + at + len(end))
}

// tagLength is the length of a start tag: a ">" in quotes does not end it.
func tagLength(text []byte) int64 {
	quote := byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return int64(i + 1)
		}
	}
	return 0
}

// declared is the length of a declaration, which may hold others, quotes and
// comments. As the XML decoder does, it takes the byte after "<!" for a letter.
func declared(text []byte) int64 {
	quote, depth := byte(0), 1
	for i := 3; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case bytes.HasPrefix(text[i:], []byte("<!--")):
			length := past(text[i:], 4, "-->")
			if length == 0 {
				return 0
			}
			i += int(length) - 1
		case c == '<':
			depth++
		case c == '>':
			if depth--; depth == 0 {
				return int64(i + 1)
			}
		}
	}
	return 0
}

const blanks = " \t\r\n"

func (m markup) tagName(tag Span) string {
	name := m[tag.From+1 : tag.To-1]
	if end := bytes.IndexAny(name, blanks+"/"); end >= 0 {
		name = name[:end]
	}
	return string(name)
}

// attrs are the attributes of a start tag, which is well formed.
func (m markup) attrs(tag Span) []attrAt {
	var all []attrAt
	for at := m.attrsFrom(tag); ; {
		a, ok := m.attrAfter(at, tag)
		if !ok {
			return all
		}
		all = append(all, a)
		at = a.span.To
	}
}

// attrsFrom is where the name of a start tag ends.
func (m markup) attrsFrom(tag Span) int64 {
	at := tag.From + 1
	for at < tag.To && strings.IndexByte(blanks+"/>", m[at]) < 0 {
		at++
	}
	return at
}

// attrAfter is the first attribute behind a place in a start tag.
func (m markup) attrAfter(at int64, tag Span) (attrAt, bool) {
	at = m.blank(at, tag.To)
	equals := bytes.IndexByte(m[at:tag.To], '=')
	if equals < 0 || m[at] == '/' || m[at] == '>' {
		return attrAt{}, false
	}
	a := attrAt{span: Span{From: at}, label: bytes.TrimRight(m[at:at+int64(equals)], blanks)}
	open := m.blank(at+int64(equals)+1, tag.To)
	a.quote = m[open]
	length := bytes.IndexByte(m[open+1:tag.To], a.quote)
	if a.quote != '"' && a.quote != '\'' || length < 0 {
		return attrAt{}, false
	}
	a.value = Span{open + 1, open + 1 + int64(length)}
	a.span.To = a.value.To + 1
	return a, true
}

// blank is where the blanks from at on end, before the end of a tag.
func (m markup) blank(at, to int64) int64 {
	for at < to-1 && strings.IndexByte(blanks, m[at]) >= 0 {
		at++
	}
	return at
}

// attr is the attribute of n called name: as spelled, else in any case.
func (m markup) attr(n node, name string) (found attrAt, ok bool) {
	for at := m.attrsFrom(n.open); ; {
		a, more := m.attrAfter(at, n.open)
		if !more {
			return found, ok
		}
		if string(a.label) == name {
			return a, true
		}
		if !ok && len(a.label) >= len(name) && strings.EqualFold(local(a.name()), name) && !strings.HasPrefix(a.name(), "xmlns:") {
			found, ok = a, true
		}
		at = a.span.To
	}
}

// value is what an attribute of n says, references resolved, blanks kept.
func (m markup) value(n node, name string) (string, bool) {
	a, ok := m.attr(n, name)
	if !ok {
		return "", false
	}
	return m.plain(a.value), true
}

// plain is text between quotes or tags as a reader takes it.
func (m markup) plain(s Span) string {
	text := m[s.From:s.To]
	if !bytes.ContainsAny(text, "&\r") {
		return string(text)
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	if token, err := d.RawToken(); err == nil {
		if plain, ok := token.(xml.CharData); ok {
			return string(plain)
		}
	}
	return string(text)
}
