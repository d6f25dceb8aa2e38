package manifest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// reader walks a document's elements and gathers what is odd about them. Once
// err is set, every walk ends and what was read so far stays.
type reader struct {
	text     []byte
	input    *input
	xml      *xml.Decoder
	depth    int
	items    int // kept so far
	warnings []string
	hidden   int   // warnings beyond the limit
	flaw     error // the first thing that is wrong but does not end the walk
	err      error // what ended the walk
}

// newReader decodes raw; its second result names the encoding.
func newReader(raw []byte) (*reader, string) {
	if len(raw) > MaxSize {
		return &reader{err: fmt.Errorf("the manifest is %d bytes, more than the %d allowed", len(raw), MaxSize)}, ""
	}
	text, encoding, warning := decode(raw)
	r := readText(text)
	if warning != "" {
		r.warn("%s", warning)
	}
	return r, encoding
}

func readText(text []byte) *reader {
	r := &reader{text: text, input: &input{text: text, blank: declaration(text)}}
	r.xml = xml.NewDecoder(r.input)
	return r
}

// element is a start tag.
type element struct {
	name  string
	attrs []Attr
	from  int64 // of its "<" in the text
}

// is compares the element's name, in any case.
func (e *element) is(name string) bool { return strings.EqualFold(e.name, name) }

// next is the next token and where it began; nil at the end or after an error.
func (r *reader) next() (xml.Token, int64) {
	if r.err != nil {
		return nil, 0
	}
	from := r.xml.InputOffset()
	r.input.token = r.input.at
	token, err := r.xml.Token()
	if err != nil {
		r.fail(r.located(err))
		return nil, 0
	}
	return token, from
}

// located words an error of the decoder with its line.
func (r *reader) located(err error) error {
	line, _ := r.xml.InputPos()
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &syntax) && r.cut(syntax.Msg):
		return &Fault{line, fmt.Errorf("the manifest ends in the middle, in line %d: %w", line, io.ErrUnexpectedEOF)}
	case errors.As(err, &syntax):
		return &Fault{syntax.Line, fmt.Errorf("the manifest is not valid XML in line %d: %s", syntax.Line, syntax.Msg)}
	}
	return &Fault{line, fmt.Errorf("line %d: %w", line, err)}
}

// Fault is what ended the reading of a manifest: behind its line, counted from
// 1, nothing was understood.
type Fault struct {
	Line int
	Err  error // names the line
}

// Error is for people.
func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// cut says whether a syntax error comes from the text ending too early: the
// decoder finds something missing, and there is no more text.
func (r *reader) cut(message string) bool {
	return strings.Contains(message, "unexpected EOF") || r.input.at >= len(r.text) && !strings.Contains(message, "element <")
}

// root finds the root element.
func (r *reader) root() (*element, bool) {
	for {
		token, from := r.next()
		switch t := token.(type) {
		case nil:
			return nil, false
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				r.warn("text before the manifest is ignored")
			}
		case xml.Directive:
			r.warn("a document type declaration is ignored")
		case xml.StartElement:
			return newElement(t, from), true
		}
	}
}

func newElement(t xml.StartElement, from int64) *element {
	e := &element{name: t.Name.Local, from: from, attrs: make([]Attr, 0, len(t.Attr))}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		e.attrs = append(e.attrs, Attr{a.Name.Local, a.Value})
	}
	return e
}

// children calls visit for each child of the element whose start tag was read
// last, which must read the child to its end, and gives back the text between
// them and where the element ends. It may be called with nil to skip.
func (r *reader) children(visit func(*element)) (text string, to int64) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > maxDepth {
		r.fail(fmt.Errorf("elements are nested more than %d deep", maxDepth))
	}
	var kept strings.Builder
	for {
		token, from := r.next()
		switch t := token.(type) {
		case nil:
			return kept.String(), int64(len(r.text))
		case xml.EndElement:
			return kept.String(), r.xml.InputOffset()
		case xml.CharData:
			if text := bytes.TrimSpace(t); kept.Len()+len(text) <= maxToken {
				kept.Write(text)
			}
		case xml.StartElement:
			if visit == nil {
				r.children(nil)
			} else {
				visit(newElement(t, from))
			}
		}
	}
}

// skip reads the element to its end.
func (r *reader) skip() { r.children(nil) }

// keep counts n things that are going to be kept, and says whether that is
// within the limit.
func (r *reader) keep(n int) bool {
	if r.items += n; r.items > maxItems {
		r.fail(fmt.Errorf("the manifest holds more than %d elements and attributes", maxItems))
	}
	return r.err == nil
}

// result is the error of the whole document.
func (r *reader) result() error {
	if r.err != nil {
		return r.err
	}
	return r.flaw
}

// wrong notes an error that leaves the rest of the document readable.
func (r *reader) wrong(err error) {
	if r.flaw == nil {
		r.flaw = err
		return
	}
	r.warn("%v", err)
}

// fail ends the walk. The first error stays.
func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	switch {
	case slices.Contains(r.warnings, text):
	case len(r.warnings) < maxWarnings:
		r.warnings = append(r.warnings, text)
	default:
		r.hidden++
	}
}

// notes are the warnings, the last of which says how many are left out.
func (r *reader) notes() []string {
	if r.hidden > 0 {
		return append(r.warnings, fmt.Sprintf("and %d more of this kind", r.hidden))
	}
	return r.warnings
}

// rest warns of what follows the root element.
func (r *reader) rest() {
	for r.err == nil {
		token, _ := r.next()
		switch t := token.(type) {
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				r.warn("text after the end of the manifest is ignored")
				return
			}
		case xml.StartElement:
			r.warn("element %s after the end of the manifest is ignored", t.Name.Local)
			return
		case nil:
			if errors.Is(r.err, io.ErrUnexpectedEOF) && r.xml.InputOffset() >= int64(len(r.text)) {
				r.err = nil // the end is where it should be
				return
			}
			r.warn("what follows the end of the manifest is ignored: %v", r.err)
			r.err = nil
			return
		}
	}
}
