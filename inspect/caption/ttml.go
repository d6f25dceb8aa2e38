package caption

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ttml is TTML (W3C TTML1, TTML2, IMSC) and its older name DFXP.
func ttml() *Format {
	return &Format{
		Name: "ttml", Title: "TTML", Endings: []string{".ttml", ".dfxp", ".xml"}, Media: "application/ttml+xml",
		is: isTTML, split: splitTTML, block: blockTTML, fresh: freshTTML, place: placeTTML, says: saysTTML,
	}
}

func isTTML(text string) bool {
	for at := 0; at < len(text); {
		m := nextMarkup(text, at)
		if at = m.to; m.kind == isOpen || m.kind == isEmpty {
			return m.name == "tt"
		}
		if m.kind == isText && !isBlank(text[m.from:m.to]) {
			return false
		}
	}
	return false
}

// maxDepth bounds the nesting of elements.
const maxDepth = 64

// timedText is what a TTML document says beside its cues.
type timedText struct {
	text    string
	root    string // its start tag
	rules   clockRules
	sheet   styleSheet
	regions map[string]map[string]string
	seq     bool   // some cues follow each other in a sequential container
	homes   int    // elements that could hold cues
	several bool   // more than one does
	holes   [4]int // where cues can go into a document without any: see hole
}

// element is where a cue stands in the document.
type element struct {
	name          string // p or span, with its prefix
	tag, tagEnd   int
	outer, look   look // without and with what its own tag says
	base, limit   time.Duration
	region        string // its own or an outer one's
	home          int
	startAt, stop string // begin and end or dur as written
}

type container struct {
	name               string
	begin, end, cursor time.Duration
	seq                bool
	look               look
	region             string
	home               int
}

type ttmlReader struct {
	d     *Document
	s     string
	tt    *timedText
	stack []container
	style *sheetEntry // of the region that is open
}

var errDeep = fmt.Errorf("its elements are nested more than %d deep", maxDepth)

// splitTTML finds the cues: each p, or each span with times in a p without.
func splitTTML(d *Document) error {
	r := &ttmlReader{d: d, s: d.read.text, tt: &timedText{text: d.read.text, rules: rulesOf("<tt>"), sheet: styleSheet{}, regions: map[string]map[string]string{}}}
	d.read.tt = r.tt
	for at := 0; at < len(r.s); {
		m := nextMarkup(r.s, at)
		at = m.to
		switch m.kind {
		case isOpen, isEmpty:
			if len(r.stack) >= maxDepth {
				return errDeep
			}
			at = r.start(m)
		case isClose:
			r.end(m)
		}
	}
	if r.tt.root == "" {
		return errors.New("it has no tt element")
	}
	if len(r.stack) > 0 {
		return fmt.Errorf("the document ends inside of %s", r.stack[len(r.stack)-1].name)
	}
	return nil
}

func (r *ttmlReader) top() container {
	if len(r.stack) == 0 {
		return container{end: Open}
	}
	return r.stack[len(r.stack)-1]
}

func (r *ttmlReader) inside(name string) bool {
	for _, c := range r.stack {
		if c.name == name {
			return true
		}
	}
	return false
}

// start takes a start tag and tells where to go on.
func (r *ttmlReader) start(m markup) int {
	tag := r.s[m.from:m.to]
	switch {
	case m.name == "metadata":
		return r.closeOf(m)
	case r.inside("head"):
		r.inHead(m.name, tag)
	case m.name == "tt":
		r.tt.root, r.tt.rules = tag, rulesOf(tag)
		r.d.Language = attrMap(tag)["lang"]
		if r.tt.rules.smpte {
			n := r.tt.rules.frames
			r.d.read.widest = time.Duration(n.Den) * time.Second / time.Duration(2*n.Num) * 3
		}
	case !r.inside("body"):
	case m.name == "p" && !r.timedInside(m, tag), m.name == "span" && r.inside("p") && timed(tag):
		return r.cue(m, tag)
	}
	c := r.enter(m.name, tag)
	if m.kind == isOpen {
		r.stack = append(r.stack, c)
	} else {
		r.hole(m, 1)
	}
	return m.to
}

// hole notes where the first cue of a document without any could stand: before
// the end of the last div, in an empty div, before the end of the body, in an
// empty body.
func (r *ttmlReader) hole(m markup, empty int) {
	switch m.name {
	case "div":
		r.tt.holes[empty] = m.from
	case "body":
		r.tt.holes[2+empty] = m.from
	}
}

func (r *ttmlReader) end(m markup) {
	r.hole(m, 0)
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].name != m.name {
			continue
		}
		done := r.stack[i]
		r.stack = r.stack[:i]
		if m.name == "region" {
			r.style = nil
		}
		r.advance(done.end)
		return
	}
}

// advance moves on the time at which the next child of a sequence begins.
func (r *ttmlReader) advance(end time.Duration) {
	if n := len(r.stack); n > 0 && r.stack[n-1].seq && end != Open {
		r.stack[n-1].cursor = end
	}
}

// inHead takes the styles and regions.
func (r *ttmlReader) inHead(name, tag string) {
	attrs := attrMap(tag)
	refs := strings.Fields(attrs["style"])
	switch name {
	case "style":
		if r.style == nil {
			r.tt.sheet[attrs["id"]] = &sheetEntry{attrs, refs}
			return
		}
		for k, v := range attrs {
			r.style.attrs[k] = v
		}
		r.style.refs = append(r.style.refs, refs...)
	case "region":
		if attrs == nil {
			attrs = map[string]string{}
		}
		r.style = &sheetEntry{attrs, refs}
		r.tt.regions[attrs["id"]] = attrs
		r.tt.sheet["region "+attrs["id"]] = r.style
	}
}

// enter is an element as a container of others.
func (r *ttmlReader) enter(name, tag string) container {
	outer := r.top()
	attrs := attrMap(tag)
	c := container{name: name, seq: attrs["timeContainer"] == "seq", region: outer.region, home: r.tt.homes}
	r.tt.homes++
	l := outer.look
	if region := attrs["region"]; region != "" {
		c.region = region
		l = r.tt.sheet.apply(l, nil, []string{"region " + region})
	}
	c.look = r.tt.sheet.apply(l, attrs, strings.Fields(attrs["style"]))
	c.begin, c.end = r.interval(outer, attrs)
	c.cursor = c.begin
	return c
}

// interval is when an element is active (TTML1 10.4).
func (r *ttmlReader) interval(outer container, attrs map[string]string) (begin, end time.Duration) {
	base := outer.begin
	if outer.seq {
		base = outer.cursor
	}
	begin, end = base, outer.end
	if at, ok := r.time(attrs["begin"]); ok {
		begin = base + at
	}
	if at, ok := r.time(attrs["end"]); ok {
		end = min(end, base+at)
	}
	if at, ok := r.time(attrs["dur"]); ok {
		end = min(end, begin+at)
	}
	return begin, end
}

func (r *ttmlReader) time(text string) (time.Duration, bool) {
	if text == "" {
		return 0, false
	}
	at, ok := r.tt.rules.parse(text)
	if !ok {
		r.d.warn("%q is no time", text)
	}
	return at, ok
}

func timed(tag string) bool {
	for _, a := range attrsOf(tag) {
		if a.name == "begin" || a.name == "end" || a.name == "dur" {
			return true
		}
	}
	return false
}

// timedInside says whether a p leaves its times to the spans in it.
func (r *ttmlReader) timedInside(p markup, tag string) bool {
	if p.kind == isEmpty {
		return false
	}
	own, found := timed(tag), false
	for at := p.to; at < len(r.s) && !found; {
		m := nextMarkup(r.s, at)
		if at = m.to; m.kind == isClose && m.name == "p" {
			break
		}
		found = m.name == "span" && m.kind == isOpen && timed(r.s[m.from:m.to])
	}
	if found && own {
		r.d.warn("parts of captions have times of their own; they stay, and each caption counts as one")
	}
	return found && !own
}

// closeOf is behind the end tag of an element.
func (r *ttmlReader) closeOf(m markup) int {
	if m.kind == isEmpty {
		return m.to
	}
	_, to := endOf(r.s, m)
	return to
}

// endOf is where the content of an element ends, and where its end tag does.
func endOf(s string, m markup) (content, to int) {
	depth := 1
	for at := m.to; at < len(s); {
		n := nextMarkup(s, at)
		at = n.to
		switch {
		case n.name != m.name:
		case n.kind == isOpen:
			depth++
		case n.kind == isClose:
			if depth--; depth == 0 {
				return n.from, n.to
			}
		}
	}
	return len(s), len(s)
}

// cue takes a p or span as a cue and tells where it ends.
func (r *ttmlReader) cue(m markup, tag string) int {
	outer := r.top()
	own := r.enter(m.name, tag)
	attrs := attrMap(tag)
	e := &element{tag: m.from, tagEnd: m.to, outer: outer.look, look: own.look, base: outer.begin, limit: outer.end, region: own.region, home: outer.home}
	e.name = strings.TrimPrefix(tag[:before(tag, m.name)]+m.name, "<")
	e.startAt, e.stop = attrs["begin"], attrs["end"]+attrs["dur"]
	if outer.seq {
		r.tt.seq, e.base = true, outer.cursor
	}
	o := &origin{element: e, from: r.leading(m), body: m.to, bodyEnd: m.to, to: m.to}
	if m.kind == isOpen {
		o.bodyEnd, o.to = endOf(r.s, m)
	}
	o.cue.ID, o.cue.Settings = attrs["id"], attrs["region"]
	o.cue.Start, o.cue.End = own.begin, own.end
	o.cue.Runs = r.tt.runs(r.s[o.body:o.bodyEnd], own.look)
	if cues := r.d.read.cues; len(cues) > 0 && cues[0].element.home != e.home {
		r.tt.several = true
	}
	r.d.read.cues = append(r.d.read.cues, o)
	r.advance(own.end)
	return o.to
}

// leading is where the line of a p begins, if nothing else stands on it.
func (r *ttmlReader) leading(m markup) int {
	at := m.from
	if m.name != "p" {
		return at
	}
	for at > 0 && (r.s[at-1] == ' ' || r.s[at-1] == '\t') {
		at--
	}
	switch {
	case at > 1 && r.s[at-2:at] == "\r\n":
		return at - 2
	case at > 0 && isSpace(r.s[at-1]):
		return at - 1
	}
	return m.from
}
