package check

import (
	"strconv"

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
	attrs []manifest.Attr
	span  manifest.Span
}

const (
	maxTwice    = 3                      // elements with a doubled attribute that are kept
	maxHeaders  = 1000                   // ProtectionHeader elements that are kept
	maxElements = 2 * manifest.MaxChunks // c elements that are kept
)

// readMarkup walks over the elements of a manifest that was parsed. It ends
// where the text is no XML any more, or after as many elements as are allowed.
func readMarkup(doc *manifest.Client) *markup {
	m := &markup{streams: make([]streamMarkup, len(doc.Streams))}
	from := doc.Span.From
	if from < 0 || from >= int64(len(doc.Text)) {
		return m
	}
	w := &markupWalk{out: m, stream: -1, tagScan: tagScan{text: doc.Text, at: from}}
	for w.next() && w.step() {
	}
	return m
}

// markupWalk is the state of readMarkup.
type markupWalk struct {
	tagScan
	out      *markup
	depth    int  // of open elements
	inStream bool // the element of depth 1 that is open is a StreamIndex
	stream   int  // that is open, or was last
	total    int  // c elements
}

// step takes one tag, and tells whether to go on.
func (w *markupWalk) step() bool {
	if w.ends {
		w.depth--
		return w.depth > 0
	}
	if w.doubled() && len(w.out.twice) < maxTwice {
		w.out.twice = append(w.out.twice, w.written())
	}
	switch w.depth {
	case 1:
		if w.inStream = w.is("StreamIndex"); w.inStream {
			w.stream++
		}
	case 2:
		if w.inStream && w.stream < len(w.out.streams) && w.is("c") {
			w.chunk()
		}
		if w.is("ProtectionHeader") && len(w.out.headers) < maxHeaders {
			w.out.headers = append(w.out.headers, w.written())
		}
	}
	if !w.empty {
		w.depth++
	}
	return w.depth > 0 && w.total <= maxElements
}

func (w *markupWalk) written() written {
	e := written{name: string(w.name), span: w.span}
	for _, a := range w.attrs {
		e.attrs = append(e.attrs, manifest.Attr{Name: string(local(a.name)), Value: a.text()})
	}
	return e
}

func (w *markupWalk) chunk() {
	s := &w.out.streams[w.stream]
	c := chunkMarkup{span: w.span, r: 1}
	for _, a := range w.attrs {
		if len(a.name) != 1 {
			continue
		}
		text := a.text()
		switch a.name[0] {
		case 't', 'T':
			c.t, c.hasT = ticksOf(text)
		case 'd', 'D':
			c.d, c.hasD = ticksOf(text)
		case 'n', 'N':
			c.n, c.hasN = ticksOf(text)
		case 'r', 'R':
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
