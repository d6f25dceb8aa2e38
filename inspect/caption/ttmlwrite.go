package caption

import (
	"errors"
	"strings"
	"time"
)

// blockTTML writes one cue.
func blockTTML(d *Document, c Cue, from, near *origin) string {
	tt, s := d.read.tt, d.read.text
	if from != nil {
		if c.Same(from.cue) {
			return s[from.from:from.to]
		}
		e := from.element
		tag := tt.retagged(s[e.tag:e.tagEnd], c, from.cue, e)
		if sameRuns(c.Runs, from.cue.Runs) {
			return s[from.from:e.tag] + tag + s[e.tagEnd:from.to]
		}
		open := strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/") + ">"
		return s[from.from:e.tag] + open + tt.body(c.Runs, tt.sheet.over(e.outer, tag)) + "</" + e.name + ">"
	}
	if near == nil && len(d.read.cues) > 0 {
		near = d.read.cues[0]
	}
	return tt.added(d, c, near)
}

// added is a new cue beside another one: a copy of the tag that it had where it
// came from, with its own times.
func (tt *timedText) added(d *Document, c Cue, near *origin) string {
	e := &element{name: tt.prefix() + "p", limit: Open}
	lead := d.read.eol
	if near != nil {
		e, lead = near.element, d.read.text[near.from:near.element.tag]
	}
	tag := "<" + e.name + ">"
	was := Cue{Start: -1, End: -1}
	if o := c.origin; o != nil && o.element != nil {
		tag = o.owner.text[o.element.tag:o.element.tagEnd]
		tag = strings.TrimSuffix(strings.TrimSuffix(tag, ">"), "/") + ">"
		tag = "<" + e.name + tag[min(len(tag), 1+before(tag[1:]+" ", o.element.name)+len(o.element.name)):]
		was.Settings = o.cue.Settings
		if o.owner == d.read && c.ID == o.cue.ID {
			c.ID = "" // the one that was copied has it
		}
	}
	for _, name := range []string{"xml:id", "begin", "end", "dur"} {
		tag = setAttr(tag, name, "")
	}
	here := *e
	here.startAt, here.stop = e.startAt, e.stop
	tag = tt.retagged(tag, c, was, &here)
	return lead + tag + tt.body(c.Runs, tt.sheet.over(e.outer, tag)) + "</" + e.name + ">"
}

// retagged is a start tag with the times, name and region of a cue.
func (tt *timedText) retagged(tag string, c, was Cue, e *element) string {
	if c.Start != was.Start {
		tag = setAttr(tag, "begin", tt.rules.write(c.Start-e.base, e.startAt))
	}
	attrs := attrMap(tag)
	_, dur := attrs["dur"]
	_, end := attrs["end"]
	switch {
	case dur && c.End-c.Start != was.End-was.Start || c.End == Open && c.End != was.End:
		tag = setAttr(tag, "dur", "")
		if c.End != Open && !end {
			tag = setAttr(tag, "dur", tt.rules.write(c.End-c.Start, attrs["dur"]))
		}
	}
	if c.End != was.End && (!dur || end) {
		tag = setAttr(tag, "end", tt.endWords(c.End, e))
	}
	if c.ID != was.ID {
		tag = setAttr(tag, "xml:id", c.ID)
	}
	if c.Settings != was.Settings {
		tag = setAttr(tag, "region", c.Settings)
	}
	return tag
}

func (tt *timedText) endWords(end time.Duration, e *element) string {
	if end == Open || end == e.limit {
		return ""
	}
	return tt.rules.write(end-e.base, e.stop)
}

// mayChange says why cues cannot be written into this document.
func (tt *timedText) mayChange(d *Document) error {
	if !tt.seq {
		return nil
	}
	fault := errors.New("the captions of this TTML document follow each other in a sequential container, so that each time depends on those before: convert it to a new TTML document first")
	if len(d.Cues) != len(d.read.cues) {
		return fault
	}
	for i, c := range d.Cues {
		if from := d.read.cues[i]; c.origin != from || c.Start != from.cue.Start || c.End != from.cue.End {
			return fault
		}
	}
	return nil
}

// arrange is the order in which cues are written: where several elements hold
// them, each stays in its own, and a new one follows the one before it.
func (tt *timedText) arrange(d *Document) []Cue {
	if !tt.several {
		return d.Cues
	}
	slots := make([][]Cue, len(d.read.cues)+1)
	used := make([]bool, len(d.read.cues))
	at := 0
	for _, c := range d.Cues {
		if o := c.origin; o != nil && o.owner == d.read && !used[o.n] {
			at, used[o.n] = o.n+1, true
			slots[at] = append([]Cue{c}, slots[at]...)
			continue
		}
		slots[at] = append(slots[at], c)
	}
	var out []Cue
	for _, s := range slots {
		out = append(out, s...)
	}
	return out
}

// fill writes cues into a document that had none.
func (tt *timedText) fill(d *Document) string {
	var b strings.Builder
	for _, c := range d.Cues {
		b.WriteString(tt.added(d, c, nil))
	}
	s, div, cues := tt.text, tt.prefix()+"div", b.String()+d.read.eol
	for i, at := range tt.holes {
		if at > 0 {
			switch i {
			case 0:
				return s[:at] + cues + s[at:]
			case 1:
				end := at + strings.IndexByte(s[at:], '>') + 1
				return s[:at] + strings.TrimSuffix(s[at:end], "/>") + ">" + cues + "</" + div + ">" + s[end:]
			case 2:
				return s[:at] + "<" + div + ">" + cues + "</" + div + ">" + s[at:]
			}
			end := at + strings.IndexByte(s[at:], '>') + 1
			return s[:at] + strings.TrimSuffix(s[at:end], "/>") + "><" + div + ">" + cues + "</" + div + "></" + tt.prefix() + "body>" + s[end:]
		}
	}
	return s
}
