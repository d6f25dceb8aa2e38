package asset

import (
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"smoothscope/inspect/caption"
)

// captionElement is the payload of a caption in a manifest: what is shown, or
// the end of what was shown under the same Id.
type captionElement struct {
	XMLName xml.Name
	ID      string `xml:"Id,attr"`
	Action  string `xml:"Action,attr"`
	Text    string `xml:",chardata"`
	Inner   string `xml:",innerxml"`
}

// embedded reads the captions that the manifest carries as base64 of a Caption
// element, of a TTML document or of plain text.
func (c *Captions) embedded(s *Stream) ([]timedDocument, error) {
	c.Base = ManifestBase
	e := &embeddedCues{shown: map[string]int{}}
	var docs []timedDocument
	for n, chunk := range s.Chunks {
		from := nanos(chunk.Time, s.TimeScale)
		end := caption.Open
		switch {
		case chunk.Duration > 0:
			end = from + nanos(chunk.Duration, s.TimeScale)
		case n+1 < len(s.Chunks):
			end = max(from, nanos(s.Chunks[n+1].Time, s.TimeScale))
		}
		for _, data := range chunk.Data {
			raw, err := base64.StdEncoding.DecodeString(data)
			if err != nil {
				c.warn("the data of chunk %d is not base64: %v", n, err)
				continue
			}
			if d, ok := timed(string(raw), from, end); ok {
				docs = append(docs, timedDocument{doc: d})
				continue
			}
			e.add(raw, from, end)
		}
	}
	if len(e.cues) == 0 && len(docs) > 0 {
		return docs, nil
	}
	doc, err := caption.Fresh(closed(e.finished()), "ttml", s.Language)
	if err != nil {
		return nil, err
	}
	return append(docs, timedDocument{doc: doc}), nil
}

// timed reads a TTML document with times from its chunk's, and moves it onto
// the time line; where its first cue begins no earlier than the chunk, it is
// there already. It is false where the text is none, or shows nothing.
func timed(text string, from, end time.Duration) (*caption.Document, bool) {
	d, err := caption.Parse([]byte(text), caption.Options{Format: "ttml"})
	if err != nil || len(d.Cues) == 0 {
		return nil, false
	}
	cues := slices.Clone(d.Cues)
	first := slices.MinFunc(cues, func(a, b caption.Cue) int { return cmp.Compare(a.Start, b.Start) })
	for i := range cues {
		if first.Start < from {
			cues[i].Start += from
			if cues[i].End != caption.Open {
				cues[i].End += from
			}
		}
		if cues[i].End == caption.Open {
			cues[i].End = end
		}
	}
	return d.With(cues), true
}

// embeddedCues is the cues of elements and of plain text.
type embeddedCues struct {
	cues  []caption.Cue
	until []time.Duration // of each cue, the end of its chunk
	shown map[string]int  // the cue of an Id that nothing has ended yet
}

// add takes one payload: what is shown from a time on, or the end of what was
// shown under its Id.
func (e *embeddedCues) add(raw []byte, from, end time.Duration) {
	text, id, removes := captionText(raw)
	if at, ok := e.shown[id]; ok && e.cues[at].End == caption.Open {
		e.cues[at].End = from
	}
	delete(e.shown, id)
	if removes {
		return
	}
	e.shown[id] = len(e.cues)
	cues := []caption.Cue{caption.NewCue(from, caption.Open, strings.Trim(text, "\t\r\n"))}
	if d, ok := timed(text, from, end); ok {
		cues = d.Cues
	}
	if id == "" {
		cues[0].End = min(cues[0].End, end)
	}
	for _, c := range cues {
		e.cues, e.until = append(e.cues, c), append(e.until, end)
	}
}

// finished ends what no payload has ended with its chunk.
func (e *embeddedCues) finished() []caption.Cue {
	for i := range e.cues {
		if e.cues[i].End == caption.Open {
			e.cues[i].End = e.until[i]
		}
	}
	return e.cues
}

// captionText is what a payload shows, the Id that it has, and whether it only
// takes that away.
func captionText(raw []byte) (text, id string, removes bool) {
	var e captionElement
	if err := xml.Unmarshal(raw, &e); err != nil || !strings.EqualFold(e.XMLName.Local, "Caption") {
		return string(raw), "", false
	}
	text = e.Text
	if strings.Contains(e.Inner, "<") {
		text = e.Inner
	}
	return text, e.ID, strings.EqualFold(e.Action, "REMOVE")
}

// closed ends each cue that nothing has ended where the next one begins.
func closed(cues []caption.Cue) []caption.Cue {
	cues = caption.Sort(cues)
	for i := range cues {
		if cues[i].End == caption.Open && i+1 < len(cues) && cues[i+1].Start > cues[i].Start {
			cues[i].End = cues[i+1].Start
		}
	}
	return cues
}
