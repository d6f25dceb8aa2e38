package check

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
)

// markup is a client manifest as it is written. Its parser makes good what can
// be made good; rules have to see what was there before.
type markup struct {
	streams []streamMarkup // in the order of the parsed streams
	headers []written      // ProtectionHeader elements
	twice   []written      // elements in which an attribute stands twice
}

// streamMarkup is one StreamIndex.
type streamMarkup struct {
	chunks []chunkMarkup // its c elements, repeats not expanded
}

// chunkMarkup is one c element.
type chunkMarkup struct {
	span             manifest.Span
	t, d, n          uint64
	hasT, hasD, hasN bool
	repeats          bool   // it has an r other than 1
	r                uint64 // how many chunks it stands for, at least 1
	first            int    // ordinal of the first of them
}

// written is an element with its attributes.
type written struct {
	name  string
	attrs []xml.Attr
	span  manifest.Span
}

// maxTwice is how many elements with a doubled attribute are kept.
const maxTwice = 3

// readMarkup walks over the elements of a manifest that was parsed. It ends
// where the text is no XML any more, or after as many elements as are allowed.
func readMarkup(doc *manifest.Client) *markup {
	m := &markup{streams: make([]streamMarkup, len(doc.Streams))}
	from := doc.Span.From
	if from < 0 || from >= int64(len(doc.Text)) {
		return m
	}
	w := &markupWalk{out: m, base: from, at: -1, decoder: xml.NewDecoder(bytes.NewReader(doc.Text[from:]))}
	for w.step() {
	}
	return m
}

// markupWalk is the state of readMarkup.
type markupWalk struct {
	out     *markup
	decoder *xml.Decoder
	base    int64 // where the decoder's text starts in the document
	open    []string
	at      int // the stream that is open, or was last
	total   int // c elements
}

// maxElements bounds the c elements that are kept.
const maxElements = 2 * manifest.MaxChunks

func (w *markupWalk) step() bool {
	from := w.base + w.decoder.InputOffset()
	token, err := w.decoder.RawToken()
	if err != nil || w.total > maxElements {
		return false
	}
	switch t := token.(type) {
	case xml.StartElement:
		w.start(t, manifest.Span{From: from, To: w.base + w.decoder.InputOffset()})
	case xml.EndElement:
		if len(w.open) > 0 {
			w.open = w.open[:len(w.open)-1]
		}
		return len(w.open) > 0
	}
	return true
}

func (w *markupWalk) start(t xml.StartElement, span manifest.Span) {
	name := strings.ToLower(t.Name.Local)
	if doubled(t.Attr) && len(w.out.twice) < maxTwice {
		w.out.twice = append(w.out.twice, written{t.Name.Local, t.Attr, span})
	}
	switch depth := len(w.open); {
	case depth == 1 && name == "streamindex":
		w.at++
	case depth == 2 && name == "c" && w.open[1] == "streamindex" && w.at < len(w.out.streams):
		w.chunk(t.Attr, span)
	case depth == 2 && name == "protectionheader":
		w.out.headers = append(w.out.headers, written{t.Name.Local, t.Attr, span})
	}
	w.open = append(w.open, name)
}

// doubled tells whether an attribute stands twice, which no XML may hold.
func doubled(attrs []xml.Attr) bool {
	for i, a := range attrs {
		for _, b := range attrs[:i] {
			if a.Name == b.Name {
				return true
			}
		}
	}
	return false
}

func (w *markupWalk) chunk(attrs []xml.Attr, span manifest.Span) {
	s := &w.out.streams[w.at]
	c := chunkMarkup{span: span, r: 1}
	for _, a := range attrs {
		text := strings.TrimSpace(a.Value)
		switch strings.ToLower(a.Name.Local) {
		case "t":
			c.t, c.hasT = ticksOf(text)
		case "d":
			c.d, c.hasD = ticksOf(text)
		case "n":
			c.n, c.hasN = ticksOf(text)
		case "r":
			if n, err := strconv.ParseUint(text, 10, 63); err == nil && n > 0 {
				c.r = n
			}
			c.repeats = text != "1"
		}
	}
	if n := len(s.chunks); n > 0 {
		c.first = s.chunks[n-1].first + int(min(s.chunks[n-1].r, manifest.MaxChunks))
	}
	w.total++
	s.chunks = append(s.chunks, c)
}

// ticksOf is a number of the manifest. A negative time counts as 0, as it does
// for the parser.
func ticksOf(text string) (uint64, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n < 0 {
		return 0, true
	}
	n, err := strconv.ParseUint(text, 10, 64)
	return n, err == nil
}

// chunkAt is the c element that the n-th chunk of a stream comes from, nil
// where there is none.
func (s *streamMarkup) chunkAt(n int) *chunkMarkup {
	low, high := 0, len(s.chunks)
	for low < high {
		if middle := (low + high) / 2; s.chunks[middle].first <= n {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 {
		return nil
	}
	return &s.chunks[low-1]
}

// timeless tells whether the k-th c element does not say when it starts or how
// long it lasts, or says how long only, though the one before does not.
func (s *streamMarkup) timeless(k int) bool {
	e := &s.chunks[k]
	return !e.hasT && (!e.hasD || k > 0 && !s.chunks[k-1].hasD)
}
