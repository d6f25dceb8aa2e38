package manifest

import (
	"bytes"
	"slices"
	"sort"
	"strings"
)

// Outline is all elements of a manifest as they stand in its text, also those
// that nothing here understands, in the order of their start tags: what is
// below an element follows it. It is made from the decoded text, which is
// Client.Text or Server.Text, and its edits are for Apply. A document that is
// not well formed gives the elements up to its fault.
type Outline struct {
	Text     []byte
	Elements []Element
	Tags     []Tag // all markup, in order
}

// Tag is one piece of markup.
type Tag struct {
	Span
	Kind TagKind
}

// TagKind is what a Tag is.
type TagKind int8

// The kinds of markup.
const (
	OtherTag TagKind = iota // comment, CDATA, instruction, declaration
	StartTag
	EmptyTag // begins and ends an element
	EndTag
)

// Element is one element of an Outline.
type Element struct {
	Name   string // as written, without its prefix
	Span   Span   // whole
	Open   Span   // the start tag
	Inner  int64  // where the end tag begins; the end of Open where there is none
	Parent int32  // -1 for the root
	End    int32  // the number after the last element below
}

// AttrAt is an attribute as it stands in the text.
type AttrAt struct {
	Name  string // as written, with its prefix
	Value string // as a reader takes it
	Span  Span   // from the first letter of the name to behind the closing quote
	Text  Span   // between the quotes
}

// NewOutline finds the elements of a text. Nesting deeper than the parsers
// allow ends it.
func NewOutline(text []byte) *Outline {
	o := &Outline{Text: text}
	m, names := markup(text), map[string]string{}
	var open []int32
	size := int64(len(text))
	for at := int64(0); at < size && len(open) <= maxDepth; {
		kind, token, ok := m.token(at, size)
		if !ok {
			break
		}
		o.Tags = append(o.Tags, Tag{token, m.tagKind(kind, token)})
		switch kind {
		case startTag:
			open = o.push(token, m.nameIn(token, names), open)
		case endTag:
			if len(open) > 0 {
				o.close(open[len(open)-1], token)
				open = open[:len(open)-1]
			}
		}
		at = token.To
	}
	for _, i := range open { // cut in the middle
		o.close(i, Span{size, size})
	}
	return o
}

func (m markup) tagKind(kind tokenKind, token Span) TagKind {
	switch {
	case kind == endTag:
		return EndTag
	case kind == startTag && token.To-token.From > 2 && m[token.To-2] == '/':
		return EmptyTag
	case kind == startTag:
		return StartTag
	}
	return OtherTag
}

// nameIn is the local name of a tag; the same ones share their memory.
func (m markup) nameIn(tag Span, names map[string]string) string {
	end := tag.From + 1
	for end < tag.To && strings.IndexByte(blanks+"/>", m[end]) < 0 {
		end++
	}
	written := m[tag.From+1 : end]
	if name, ok := names[string(written)]; ok {
		return name
	}
	name := local(string(written))
	names[string(written)] = name
	return name
}

func (o *Outline) push(tag Span, name string, open []int32) []int32 {
	i, parent := int32(len(o.Elements)), int32(-1)
	if len(open) > 0 {
		parent = open[len(open)-1]
	}
	o.Elements = append(o.Elements, Element{Name: name, Span: tag, Open: tag, Inner: tag.To, Parent: parent, End: i + 1})
	if o.Tags[len(o.Tags)-1].Kind == EmptyTag {
		return open
	}
	return append(open, i)
}

func (o *Outline) close(i int32, tag Span) {
	e := &o.Elements[i]
	e.Inner, e.Span.To, e.End = tag.From, tag.To, int32(len(o.Elements))
}

func (o *Outline) has(i int) bool { return i >= 0 && i < len(o.Elements) }

// At is the innermost element that holds a byte of the text, -1 for none.
func (o *Outline) At(offset int64) int {
	// The last that begins at or before the byte, or one around it.
	i := sort.Search(len(o.Elements), func(i int) bool { return o.Elements[i].Span.From > offset }) - 1
	for o.has(i) && offset >= o.Elements[i].Span.To {
		i = int(o.Elements[i].Parent)
	}
	return i
}

// Starting is the element whose start tag begins at a byte, -1 for none.
func (o *Outline) Starting(offset int64) int {
	i := sort.Search(len(o.Elements), func(i int) bool { return o.Elements[i].Span.From >= offset })
	if o.has(i) && o.Elements[i].Span.From == offset {
		return i
	}
	return -1
}

// Is compares the name of an element, in any case.
func (o *Outline) Is(i int, name string) bool {
	return o.has(i) && strings.EqualFold(o.Elements[i].Name, name)
}

// Children are the elements directly below one; -1 gives the root.
func (o *Outline) Children(i int) []int {
	from, to := 0, len(o.Elements)
	if o.has(i) {
		from, to = i+1, int(o.Elements[i].End)
	}
	var all []int
	for k := from; k < to; k = int(o.Elements[k].End) {
		all = append(all, k)
	}
	return all
}

// Siblings are the elements of the same kind and parent, itself included: of
// the same name, or tracks of a server manifest.
func (o *Outline) Siblings(i int) []int {
	if !o.has(i) {
		return nil
	}
	all := o.Children(int(o.Elements[i].Parent))
	return slices.DeleteFunc(all, func(k int) bool { return !alike(o.Elements[k].Name, o.Elements[i].Name) })
}

// alike tells whether elements of two names stand in one list.
func alike(a, b string) bool { return strings.EqualFold(a, b) || isTrack(a) && isTrack(b) }

// Attrs are the attributes of an element, in their order.
func (o *Outline) Attrs(i int) []AttrAt {
	if !o.has(i) {
		return nil
	}
	m := markup(o.Text)
	var all []AttrAt
	for _, a := range m.attrs(o.Elements[i].Open) {
		all = append(all, AttrAt{a.name(), m.plain(a.value), a.span, a.value})
	}
	return all
}

// Attr is the value of an attribute: as spelled, else in any case.
func (o *Outline) Attr(i int, name string) (string, bool) {
	if !o.has(i) {
		return "", false
	}
	return markup(o.Text).value(o.node(i), name)
}

// Content is the text directly below an element that holds no others, without
// the blanks around it.
func (o *Outline) Content(i int) string {
	if !o.has(i) {
		return ""
	}
	e := o.Elements[i]
	if int(e.End) > i+1 || e.Inner <= e.Open.To {
		return ""
	}
	inner := bytes.TrimSpace(o.Text[e.Open.To:e.Inner])
	from := e.Open.To + int64(bytes.Index(o.Text[e.Open.To:e.Inner], inner))
	return markup(o.Text).plain(Span{from, from + int64(len(inner))})
}

func (o *Outline) node(i int) node {
	e := o.Elements[i]
	written := markup(o.Text).tagName(e.Open)
	return node{name: written, span: e.Span, open: e.Open, empty: e.Inner == e.Open.To && e.Span.To == e.Open.To, inner: e.Inner}
}
