package asset

import (
	"encoding/base64"
	"encoding/xml"
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
	var docs []timedDocument
	var cues []caption.Cue
	shown := map[string]int{} // the cue of an Id that nothing has ended yet
	for n, chunk := range s.Chunks {
		from := nanos(chunk.Time, s.TimeScale)
		end := caption.Open
		if chunk.Duration > 0 {
			end = from + nanos(chunk.Duration, s.TimeScale)
		}
		for _, data := range chunk.Data {
			raw, err := base64.StdEncoding.DecodeString(data)
			if err != nil {
				c.warn("the data of chunk %d is not base64: %v", n, err)
				continue
			}
			text, id, removes := captionText(raw)
			if at, ok := shown[id]; ok && cues[at].End == caption.Open {
				cues[at].End = from
			}
			delete(shown, id)
			if removes {
				continue
			}
			shown[id] = len(cues)
			cues = append(cues, c.manifestCues(text, from, end)...)
		}
	}
	doc, err := caption.Fresh(closed(cues), "ttml", s.Language)
	if err != nil {
		return nil, err
	}
	return append(docs, timedDocument{doc: doc}), nil
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

// manifestCues is the cues of one payload: those of a document with their
// times from its chunk's, or one of plain text.
func (c *Captions) manifestCues(text string, from, end time.Duration) []caption.Cue {
	d, err := caption.Parse([]byte(text), caption.Options{Format: "ttml"})
	if err != nil || len(d.Cues) == 0 {
		return []caption.Cue{caption.NewCue(from, end, strings.TrimSpace(text))}
	}
	cues := d.Cues
	for i := range cues {
		if cues[i].Start < from {
			cues[i].Start += from
			if cues[i].End != caption.Open {
				cues[i].End += from
			}
		}
		if cues[i].End == caption.Open {
			cues[i].End = end
		}
	}
	return cues
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
