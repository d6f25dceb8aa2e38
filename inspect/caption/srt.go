package caption

import (
	"strings"
	"time"
)

// srt is SubRip: numbered cues with times to the millisecond. Nobody has
// specified it; what players take is read.
func srt() *Format {
	return &Format{
		Name: "srt", Title: "SRT", Endings: []string{".srt"}, Media: "application/x-subrip",
		is: isSRT, split: splitSRT, block: blockSRT, fresh: freshSRT, place: placeSRT, says: saysSRT,
	}
}

// isSRT looks for a line of times near the beginning.
func isSRT(text string) bool {
	for at, n := 0, 0; at < len(text) && n < 20; n++ {
		l := lineAt(text, at)
		if _, ok := readTiming(text, l); ok {
			return true
		}
		at = l.to
	}
	return isBlank(text)
}

// splitSRT finds the cues. A line of times begins one wherever it stands, and
// the number before it belongs to it; its text goes on to the next one, so that
// empty lines in the text are text.
func splitSRT(d *Document) error {
	r := d.read
	r.widest = time.Millisecond / 2
	var before line
	for at := 0; at < len(r.text); at = before.to {
		l := lineAt(r.text, at)
		if t, ok := readTiming(r.text, l); ok {
			r.cues = append(r.cues, r.beginSRT(l, t, before))
		}
		before = l
	}
	for i, o := range r.cues {
		o.to = len(r.text)
		if i+1 < len(r.cues) {
			o.to = r.cues[i+1].from
		}
		o.bodyEnd = r.wordsEnd(o.body, o.to)
		o.cue.Runs = runsSRT(r.text[o.body:o.bodyEnd])
	}
	return nil
}

// beginSRT begins a cue at its line of times, or at the number before that.
func (r *read) beginSRT(l line, t timing, before line) *origin {
	o := &origin{from: l.from, body: l.to, timing: t}
	free := len(r.cues) == 0 || before.from >= r.cues[len(r.cues)-1].body
	if number := before.in(r.text); free && isNumber(number) {
		o.from = before.from
		o.cue.ID = strings.TrimSpace(number)
	}
	o.cue.Start, o.cue.End = t.start.at, t.end.at
	o.cue.Settings = r.text[t.settings:t.settingsTo]
	return o
}

// wordsEnd is the end of the last line between two places that is not blank.
func (r *read) wordsEnd(from, to int) int {
	end := from
	for from < to {
		l := lineAt(r.text, from)
		if from = l.to; !isBlank(l.in(r.text)) {
			end = l.end
		}
	}
	return end
}

// runsSRT reads the text of a cue. Only <i>, <b>, <u>, <s> and <font …> are
// tags, and {\…} is a command; any other bracket is text.
func runsSRT(text string) []Run {
	text = newlines(text)
	var r tagReader
	var closers lineClosers
	done := 0
	for at := 0; at < len(text); {
		n := strings.IndexAny(text[at:], "<{")
		if n < 0 {
			break
		}
		at += n
		size := closers.markup(text, at)
		if size == 0 {
			at++
			continue
		}
		r.text(text[done:at])
		if piece := text[at : at+size]; piece[0] == '<' {
			r.tag(piece)
		} else {
			r.markup(piece)
		}
		at += size
		done = at
	}
	r.text(text[done:])
	return r.runs.done()
}

// lineClosers is where the last closing brackets of a line are, so that each
// line is searched once for those that never close.
type lineClosers struct {
	end           int // of the line
	angle, braces int
}

// markup is the length of the markup that stands at a place, 0 where there is
// only text. Markup closes on its own line.
func (l *lineClosers) markup(text string, at int) int {
	if at >= l.end {
		l.end = at + before(text[at:], "\n") + 1
		line := text[at:min(l.end, len(text))]
		l.angle, l.braces = at+strings.LastIndexByte(line, '>'), at+strings.LastIndexByte(line, '}')
	}
	if strings.HasPrefix(text[at:], `{\`) && l.braces > at {
		return strings.IndexByte(text[at:], '}') + 1
	}
	if text[at] != '<' || l.angle <= at || !beginsTag(text[at+1:]) {
		return 0
	}
	size := strings.IndexByte(text[at:], '>') + 1
	switch name, _, plain := tagName(text[at : at+size]); {
	case (name == "i" || name == "b" || name == "u" || name == "s") && plain, name == "font":
		return size
	}
	return 0
}

// beginsTag says whether the text behind a < can be one of the tags of SRT.
func beginsTag(text string) bool {
	text = strings.ToLower(text[:min(len(text), len("/font"))])
	text = strings.TrimPrefix(text, "/")
	return strings.HasPrefix(text, "font") || len(text) > 1 && strings.Contains("ibus", text[:1]) && text[1] == '>'
}

// blockSRT writes one cue.
func blockSRT(d *Document, c Cue, from, _ *origin) string {
	eol := d.read.eol
	if from == nil {
		id := c.ID
		if id == "" && c.origin == nil {
			id = "0"
		}
		head := stamp(c.Start, 2, ',') + " --> " + stamp(shown(c), 2, ',')
		if isNumber(id) {
			head = strings.TrimSpace(id) + eol + head
		}
		if settings := oneLine(c.Settings); settings != "" {
			head += " " + settings
		}
		body := bodySRT(c.Runs, eol)
		if body != "" {
			body += eol
		}
		return head + eol + body + eol
	}
	return d.blockLines(c, from, func() string { return bodySRT(c.Runs, eol) })
}

// shown is when a cue ends in formats that need an end.
func shown(c Cue) time.Duration {
	if c.End == Open {
		return c.Start + openFor
	}
	return c.End
}

// openFor is how long a cue without an end is shown where the format needs one.
const openFor = 5 * time.Second

// blockLines writes a cue that was read: what is as it was stays.
func (d *Document) blockLines(c Cue, from *origin, body func() string) string {
	text, was := d.read.text, from.cue
	if c.Same(was) {
		return text[from.from:from.to]
	}
	times := lineAt(text, from.timesLine(text))
	head := text[from.from:times.from]
	if c.ID != was.ID {
		head = ""
		if id := oneLine(c.ID); id != "" {
			head = id + d.read.eol
		}
	}
	c.End = shown(c)
	head += retimed(text, times, from.timing, c, was) + text[times.end:times.to]
	if sameRuns(c.Runs, was.Runs) {
		return head + text[times.to:from.to]
	}
	if times.to == times.end {
		head += d.read.eol
	}
	words, tail := body(), text[from.bodyEnd:from.to]
	wordless, last := from.body == from.bodyEnd, from.to == len(text) && endsLine(tail)
	switch {
	case words == "":
	case !last && (wordless || !endsBlank(tail)):
		tail = d.read.eol + d.read.eol
	case last && wordless:
		tail = d.read.eol // what stood there may be blanks
	}
	return head + words + tail
}

// timesLine is where the line of times begins.
func (o *origin) timesLine(text string) int {
	at := strings.LastIndexAny(text[:o.timing.start.from], "\r\n") + 1
	return max(at, o.from)
}

// bodySRT writes runs. SRT has no way to escape: an empty <i></i> keeps text
// from being read as markup, which every reader leaves out.
func bodySRT(runs []Run, eol string) string {
	var w tagWriter
	text := w.write(runs, func(s string) string {
		s = newlines(s)
		var b strings.Builder
		for s != "" {
			n := strings.IndexAny(s, "<{")
			if n < 0 {
				break
			}
			b.WriteString(s[:n+1])
			b.WriteString(noTag(s[n], s[n+1:]))
			s = s[n+1:]
		}
		b.WriteString(s)
		return b.String()
	})
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if _, ok := readTiming(l, lineAt(l, 0)); ok {
			lines[i] = strings.Replace(l, "-->", "-"+guard+"->", 1)
		}
		if text != "" && isBlank(l) {
			lines[i] += guard // other readers end the cue at an empty line
		}
	}
	return strings.Join(lines, eol)
}

const guard = "<i></i>"

// noTag is what has to follow a bracket so that it stays a bracket.
func noTag(bracket byte, rest string) string {
	if rest == "" || bracket == '{' && rest[0] == '\\' || bracket == '<' && strings.IndexByte("/ibusfIBUSF", rest[0]) >= 0 {
		return guard
	}
	return ""
}

func sameRuns(a, b []Run) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
