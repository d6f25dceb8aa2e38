package check

import (
	"bytes"
	"encoding/xml"
	"strings"

	"smoothscope/inspect/manifest"
)

// tagScan finds the tags of a text that a strict parser has read already. It
// is for manifests of hundreds of thousands of chunks: it keeps nothing, and
// knows of XML only where tags begin and end.
type tagScan struct {
	text []byte
	at   int64

	name  []byte // of the tag found last, without prefix
	attrs []rawAttr
	span  manifest.Span
	ends  bool // it is an end tag
	empty bool // it is a start tag and an end tag in one
}

// rawAttr is an attribute as it is written: its value is good until the text
// changes, and entities stand as they are.
type rawAttr struct{ name, value []byte }

// next finds the next tag; false where there is none, or no more XML.
func (s *tagScan) next() bool {
	for {
		i := bytes.IndexByte(s.text[s.at:], '<')
		if i < 0 {
			return false
		}
		s.at += int64(i)
		rest := s.text[s.at:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !s.pass("-->") {
				return false
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			if !s.pass("]]>") {
				return false
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			if !s.pass("?>") {
				return false
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			if !s.pass(">") {
				return false
			}
		default:
			return s.tag()
		}
	}
}

// pass goes behind the next place where end stands.
func (s *tagScan) pass(end string) bool {
	i := bytes.Index(s.text[s.at:], []byte(end))
	if i < 0 {
		return false
	}
	s.at += int64(i + len(end))
	return true
}

// tag reads the tag that begins at at.
func (s *tagScan) tag() bool {
	s.span.From, s.attrs, s.ends, s.empty = s.at, s.attrs[:0], false, false
	s.at++
	if s.peek() == '/' {
		s.ends = true
		s.at++
	}
	s.name = local(s.word())
	for {
		s.blanks()
		switch s.peek() {
		case 0:
			return false
		case '>':
			s.at++
			s.span.To = s.at
			return true
		case '/':
			s.empty = true
			s.at++
		default:
			if !s.attribute() {
				return false
			}
		}
	}
}

func (s *tagScan) attribute() bool {
	name := s.word()
	s.blanks()
	if len(name) == 0 || s.peek() != '=' {
		return false
	}
	s.at++
	s.blanks()
	quote := s.peek()
	if quote != '"' && quote != '\'' {
		return false
	}
	s.at++
	i := bytes.IndexByte(s.text[s.at:], quote)
	if i < 0 {
		return false
	}
	s.attrs = append(s.attrs, rawAttr{name, s.text[s.at : s.at+int64(i)]})
	s.at += int64(i) + 1
	return true
}

// peek is the next byte, 0 at the end.
func (s *tagScan) peek() byte {
	if s.at >= int64(len(s.text)) {
		return 0
	}
	return s.text[s.at]
}

func (s *tagScan) blanks() {
	for {
		switch s.peek() {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return
		}
	}
}

// word passes a name.
func (s *tagScan) word() []byte {
	from := s.at
	for {
		switch s.peek() {
		case ' ', '\t', '\r', '\n', '=', '/', '>', '"', '\'', '<', 0:
			return s.text[from:s.at]
		}
		s.at++
	}
}

// local is a name without its prefix.
func local(name []byte) []byte { return name[bytes.LastIndexByte(name, ':')+1:] }

// doubled tells whether an attribute stands twice, which no XML may hold.
func (s *tagScan) doubled() bool {
	for i, a := range s.attrs {
		for _, b := range s.attrs[:i] {
			if bytes.Equal(a.name, b.name) {
				return true
			}
		}
	}
	return false
}

// is compares the name of the tag, in any case.
func (s *tagScan) is(name string) bool {
	return len(s.name) == len(name) && strings.EqualFold(string(s.name), name)
}

// text is the value of an attribute, with its entities replaced.
func (a rawAttr) text() string {
	if bytes.IndexByte(a.value, '&') < 0 {
		return strings.TrimSpace(string(a.value))
	}
	var read struct {
		Value string `xml:",chardata"`
	}
	if err := xml.Unmarshal([]byte("<a>"+string(a.value)+"</a>"), &read); err != nil {
		return ""
	}
	return strings.TrimSpace(read.Value)
}
