package caption

import (
	"html"
	"slices"
	"strings"
	"time"
)

// webVTT is WebVTT (W3C WebVTT 1, sections 4 and 6).
func webVTT() *Format {
	return &Format{
		Name: "vtt", Title: "WebVTT", Endings: []string{".vtt", ".webvtt"}, Media: "text/vtt",
		is: isVTT, split: splitVTT, block: blockVTT, fresh: freshVTT, place: placeVTT, says: saysVTT,
	}
}

func isVTT(text string) bool {
	rest, ok := strings.CutPrefix(text, "WEBVTT")
	return ok && (rest == "" || strings.IndexByte(" \t\r\n", rest[0]) >= 0)
}

// splitVTT finds the cues; header, NOTE, STYLE and REGION stay between them
// as they are.
func splitVTT(d *Document) error {
	r := d.read
	r.widest = time.Millisecond / 2
	at := 0
	if isVTT(r.text) {
		at = lineAt(r.text, 0).to
	} else {
		d.warn("the file does not begin with WEBVTT: players refuse it")
	}
	for at < len(r.text) {
		at = r.blockVTT(at)
	}
	return nil
}

// blockVTT reads the paragraph at a place, which is a cue where its first or
// second line is one of times, and tells where the next one begins.
func (r *read) blockVTT(at int) int {
	first := lineAt(r.text, at)
	if t, ok := readTiming(r.text, first); ok {
		return r.cueVTT(first, first, t)
	}
	if first.end == first.from {
		return first.to
	}
	second := lineAt(r.text, first.to)
	if t, ok := readTiming(r.text, second); ok && !strings.Contains(first.in(r.text), "-->") {
		return r.cueVTT(first, second, t)
	}
	for l := second; l.from < len(r.text); l = lineAt(r.text, l.to) {
		if _, ok := readTiming(r.text, l); ok || l.end == l.from {
			return l.from
		}
	}
	return len(r.text)
}

// cueVTT reads a cue whose text ends before an empty line or another arrow.
func (r *read) cueVTT(id, times line, t timing) int {
	o := &origin{from: id.from, body: times.to, bodyEnd: times.to, timing: t}
	if id != times {
		o.cue.ID = id.in(r.text)
	}
	at := times.to
	for at < len(r.text) {
		l := lineAt(r.text, at)
		if l.end == l.from || strings.Contains(l.in(r.text), "-->") {
			break
		}
		o.bodyEnd, at = l.end, l.to
	}
	for at < len(r.text) { // the empty lines behind a cue go with it
		l := lineAt(r.text, at)
		if l.end != l.from {
			break
		}
		at = l.to
	}
	o.to = at
	o.cue.Start, o.cue.End = t.start.at, t.end.at
	o.cue.Settings = r.text[t.settings:t.settingsTo]
	o.cue.Runs = runsVTT(r.text[o.body:o.bodyEnd])
	r.cues = append(r.cues, o)
	return at
}

// runsVTT reads the text of a cue (WebVTT 6.4). A bracket that is not closed is
// a tag to the end.
func runsVTT(text string) []Run {
	text = newlines(text)
	var r tagReader
	for text != "" {
		n := strings.IndexByte(text, '<')
		if n < 0 {
			break
		}
		r.text(unescape(text[:n]))
		text = text[n:]
		end := strings.IndexByte(text, '>') + 1
		if end == 0 { // it means the same when closed, and can be followed
			if strings.HasSuffix(text, "--") {
				text += " " // an arrow would end the cue
			}
			text += ">"
			end = len(text)
		}
		r.tagVTT(text[:end])
		text = text[end:]
	}
	r.text(unescape(text))
	return r.runs.done()
}

// tagVTT takes a tag; times and what is no name at all do not nest.
func (r *tagReader) tagVTT(text string) {
	name, _, _ := tagName(text)
	if name == "" && text != "</>" || name != "" && (name[0] < 'a' || name[0] > 'z') {
		r.markup(text)
		return
	}
	r.tag(text)
}

func unescape(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	return html.UnescapeString(text)
}

func blockVTT(d *Document, c Cue, from, _ *origin) string {
	eol := d.read.eol
	if from != nil {
		return d.blockLines(c, from, func() string { return bodyVTT(c.Runs, eol) })
	}
	head := stamp(c.Start, 2, '.') + " --> " + stamp(shown(c), 2, '.')
	if id := oneLine(c.ID); id != "" {
		head = id + eol + head
	}
	if settings := oneLine(c.Settings); settings != "" {
		head += " " + settings
	}
	body := bodyVTT(c.Runs, eol)
	if body != "" {
		body += eol
	}
	return head + eol + body + eol
}

// bodyVTT writes runs. An empty line would end the cue, so its line end is
// written as a character reference.
func bodyVTT(runs []Run, eol string) string {
	var w tagWriter
	text := w.write(runs, escapeVTT)
	lines := strings.Split(text, "\n")
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && (l == "" || lines[i-1] == "") {
			b.WriteString("&#10;")
		} else if i > 0 {
			b.WriteString(eol)
		}
		b.WriteString(l)
	}
	return b.String()
}

// escapeVTT writes text so that it is read as text.
func escapeVTT(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\u00a0", "&nbsp;", "\u200e", "&lrm;", "\u200f", "&rlm;").Replace(newlines(text))
}

// retimeTags moves the times inside the text of a cue.
func retimeTags(runs []Run, move func(time.Duration) time.Duration) []Run {
	var out []Run
	for i, r := range runs {
		inner, ok := strings.CutPrefix(strings.TrimSuffix(r.Markup, ">"), "<")
		if !ok {
			continue
		}
		c, end, ok := readClock(inner, 0)
		if !ok || end != len(inner) {
			continue
		}
		if out == nil {
			out = slices.Clone(runs)
		}
		out[i].Markup = "<" + c.with(inner, max(0, move(c.at)), c.at) + ">"
	}
	if out == nil {
		return runs
	}
	return out
}
