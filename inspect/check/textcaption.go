package check

import (
	"bytes"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/marker"
)

// captionList is the caption documents of one stream in the order of their
// times.
type captionList struct {
	name     string // for messages
	language string // of the stream
	embedded bool   // the manifest carries them
	docs     []captionDoc
	base     asset.CaptionBase
}

// captionDoc is what rules ask of one caption document.
type captionDoc struct {
	n        int // of its chunk
	sample   int // of the fragment
	place    Place
	from, to time.Duration     // of its chunk or sample; to is from where its length is unknown
	base     asset.CaptionBase // of its times, by itself
	language string
	fault    *documentFault
	cues     []heardCue
}

// heardCue is a cue with the times that its document has.
type heardCue struct {
	start, end time.Duration // end may be caption.Open
	said       uint64        // a hash of its text
	region     string
	text       string // its begin, for messages
}

// mostCues bounds the cues that are kept of a track.
const mostCues = 100_000

// hearCaptions keeps what the documents of a fragment say.
func (s *Sight) hearCaptions() {
	t := s.Track
	if s.Run == nil || t.Protected || t.TimeScale == 0 || !isTTML(t) {
		return
	}
	starts, at := make([]uint64, len(s.Run.Samples)), s.Fragment.Time
	for i, sample := range s.Run.Samples {
		starts[i], at = at, at+uint64(sample.Duration)
	}
	ends := append(starts[min(1, len(starts)):], s.Fragment.Time+max(s.Fragment.Span, s.Fragment.Duration))
	s.documents(func(n int, from int64, b []byte) {
		p := s.Place()
		p.Offset, p.Size = from, int64(len(b))
		doc := readCaptions(b, asTime(starts[n], uint64(t.TimeScale)), asTime(ends[n], uint64(t.TimeScale)))
		doc.n, doc.sample, doc.place = s.N, n, p
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.cues += 1 + len(doc.cues); t.cues <= mostCues {
			t.heard = append(t.heard, doc)
		}
	})
}

// asTime is ticks as a duration.
func asTime(ticks, scale uint64) time.Duration {
	return time.Duration(min(moment{ticks, scale}.in(uint64(time.Second)), uint64(caption.Open)/4))
}

// readCaptions reads the document for a time; to is from where its length is
// unknown.
func readCaptions(b []byte, from, to time.Duration) captionDoc {
	doc := captionDoc{from: from, to: to}
	b = bytes.TrimRight(b, "\x00")
	if len(bytes.TrimSpace(b)) == 0 {
		return doc
	}
	doc.fault = faultOf(b)
	d, err := caption.Parse(b, caption.Options{Format: "ttml"})
	if d == nil || err != nil { // TXT-XML or TXT-ENC says so
		return doc
	}
	doc.language = d.Language
	if to > from {
		doc.base = asset.BaseOf(d.Cues, from, to)
	}
	for i := range d.Cues {
		text := strings.TrimSpace(d.Cues[i].Text())
		sum := fnv.New64a()
		_, _ = io.WriteString(sum, text)
		doc.cues = append(doc.cues, heardCue{d.Cues[i].Start, d.Cues[i].End, sum.Sum64(), d.Cues[i].Settings, begin(text)})
	}
	return doc
}

// begin is the first words of a text, in one line.
func begin(text string) string {
	const most = 40
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// captionLists is the captions of all tracks and streams. They are made once;
// it is for whole rules.
func (c *Case) captionLists() []*captionList {
	if c.readCaptions {
		return c.captions
	}
	c.readCaptions = true
	for _, f := range c.Files {
		for _, t := range f.Tracks {
			l := &captionList{name: c.level(t), docs: t.heard}
			if t.Stream >= 0 {
				l.language = c.Asset.Streams[t.Stream].Language
			}
			c.addCaptions(l)
		}
	}
	if client, _ := c.client(); client != nil {
		lists := make([]*captionList, len(client.Streams))
		c.embedded(func(e *embeddedData) {
			if !isCaption(e.stream) || e.err != nil || !isTimedText(e.payload) {
				return
			}
			if lists[e.index] == nil {
				lists[e.index] = &captionList{name: "stream " + clientTitle(e.stream), language: e.stream.Language, embedded: true}
			}
			chunk := &e.stream.Chunks[e.chunk]
			doc := readCaptions(e.payload, asTime(chunk.Time, e.stream.TimeScale), asTime(chunk.Time+chunk.Duration, e.stream.TimeScale))
			doc.n, doc.place = e.chunk, e.place(c)
			lists[e.index].docs = append(lists[e.index].docs, doc)
		})
		for _, l := range lists {
			if l != nil {
				c.addCaptions(l)
			}
		}
	}
	return c.captions
}

// captionDocs calls do for each document of captions.
func (c *Case) captionDocs(do func(l *captionList, d *captionDoc)) {
	for _, l := range c.captionLists() {
		for i := range l.docs {
			do(l, &l.docs[i])
		}
	}
}

func (c *Case) addCaptions(l *captionList) {
	if len(l.docs) == 0 {
		return
	}
	slices.SortStableFunc(l.docs, func(a, b captionDoc) int {
		if a.n != b.n {
			return a.n - b.n
		}
		return a.sample - b.sample
	})
	l.base = l.common()
	c.captions = append(c.captions, l)
}

// isTimedText tells a TTML document from the other captions that a manifest
// may carry.
func isTimedText(b []byte) bool {
	root, _ := rootOf(b)
	return root.Name.Local == "tt" && marker.IsXML(b)
}
