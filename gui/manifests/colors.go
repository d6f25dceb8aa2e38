package manifests

import (
	"sort"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// colors sets the colours of the bytes of the source from a place on.
func (d *doc) colors(from int64, tokens []kit.Token) {
	tags, to := d.outline.Tags, from+int64(len(tokens))
	i := sort.Search(len(tags), func(i int) bool { return tags[i].To > from })
	for ; i < len(tags) && tags[i].From < to; i++ {
		p := &painter{from: from, tokens: tokens}
		if tags[i].Kind == manifest.OtherTag {
			p.paint(tags[i].From, tags[i].To, kit.Dim)
			continue
		}
		p.tag(d.text, tags[i].Span)
	}
}

// painter sets the colours of a stretch of bytes.
type painter struct {
	from   int64
	tokens []kit.Token
}

func (p *painter) paint(from, to int64, t kit.Token) {
	for at := max(from, p.from); at < min(to, p.from+int64(len(p.tokens))); at++ {
		p.tokens[at-p.from] = t
	}
}

// tag paints a tag: its name, the names of attributes, their values.
func (p *painter) tag(text string, span manifest.Span) {
	p.paint(span.From, span.To, kit.Dim)
	at := span.From + 1
	if at < span.To && text[at] == '/' {
		at++
	}
	name := at
	for at < span.To && !blankOr(text[at], "/>") {
		at++
	}
	p.paint(name, at, kit.Accent)
	for at < span.To && at < p.from+int64(len(p.tokens)) {
		switch c := text[at]; {
		case c == '"' || c == '\'':
			end := at + 1
			for end < span.To && text[end] != c {
				end++
			}
			p.paint(at, min(end+1, span.To), kit.Media)
			at = end + 1
		case blankOr(c, "/>=?"):
			at++
		default:
			begin := at
			for at < span.To && !blankOr(text[at], "=/>") {
				at++
			}
			p.paint(begin, at, kit.Text)
		}
	}
}

func blankOr(c byte, others string) bool {
	switch c {
	case ' ', '\t', '\r', '\n':
		return true
	}
	for i := range len(others) {
		if others[i] == c {
			return true
		}
	}
	return false
}
