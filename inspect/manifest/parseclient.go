package manifest

import (
	"fmt"
	"math/bits"
	"strings"
)

// ParseClient reads a client manifest of any version and encoding. The result
// is never nil; with an error it is what was understood.
func ParseClient(raw []byte) (*Client, error) {
	c := &Client{TimeScale: DefaultTimeScale}
	r, encoding := newReader(raw)
	c.Encoding, c.Text = encoding, r.text
	root, ok := r.root()
	switch {
	case !ok:
	case kindOf(root) == ClientManifest:
		p := &clientParser{reader: r, out: c}
		p.media(root)
		r.rest()
	default:
		r.fail(fmt.Errorf("the root element is %s, not SmoothStreamingMedia: this is no client manifest", quoted(root.name)))
	}
	c.Warnings = r.notes()
	return c, r.result()
}

// clientParser fills a Client.
type clientParser struct {
	*reader
	out    *Client
	chunks int // of all streams so far
}

func (p *clientParser) media(e *element) {
	c := p.out
	p.rootAttributes(e)
	_, to := p.children(func(child *element) {
		switch {
		case child.is("StreamIndex"):
			p.stream(child)
		case child.is("Protection"):
			p.protection()
		case child.is("CustomAttributes"):
			c.Custom = append(c.Custom, p.custom()...)
		default:
			p.skip()
		}
	})
	c.Span = Span{e.from, to}
	if c.Duration == 0 && !c.Live && p.err == nil {
		p.warn("SmoothStreamingMedia: no Duration")
	}
}

func (p *clientParser) rootAttributes(e *element) {
	c := p.out
	if p.keep(len(e.attrs)) {
		c.Attrs = e.attrs
	}
	c.MajorVersion, c.MinorVersion = p.small(e, "MajorVersion"), p.small(e, "MinorVersion")
	if major, ok := lookup(e.attrs, "MajorVersion"); !ok || c.MajorVersion != 2 {
		p.warn("SmoothStreamingMedia: MajorVersion is %s, not 2", quoted(major.Value))
	}
	c.TimeScale = p.timeScale(e, DefaultTimeScale)
	c.Duration, _ = p.number(e, "Duration", 64)
	live, _ := p.value(e, "IsLive")
	c.Live = truth(live)
	// Two names for one thing: servers write the first, MS-SSTR says the second.
	if _, ok := lookup(e.attrs, "LookAheadFragmentCount"); ok {
		c.Lookahead = p.small(e, "LookAheadFragmentCount")
	} else {
		c.Lookahead = p.small(e, "LookaheadCount")
	}
	c.DVRWindow, _ = p.number(e, "DVRWindowLength", 64)
}

// timeScale is the attribute TimeScale, or what applies where it is absent.
func (p *clientParser) timeScale(e *element, absent uint64) uint64 {
	scale, ok := p.number(e, "TimeScale", 64)
	if ok && scale == 0 {
		p.warn("%s: TimeScale is 0; %d is assumed", e.name, absent)
	}
	if scale == 0 {
		return absent
	}
	return scale
}

func (p *clientParser) protection() {
	p.children(func(child *element) {
		if !child.is("ProtectionHeader") {
			p.skip()
			return
		}
		id, _ := p.value(child, "SystemID")
		text, to := p.children(nil)
		if p.keep(1) {
			p.out.Protection = append(p.out.Protection, Protection{guid(id), compact(text), Span{child.from, to}})
		}
	})
}

// guid is a GUID without braces, dashed and in lower case; what is no GUID
// stays as it is.
func guid(text string) string {
	hex := strings.ToLower(strings.NewReplacer("{", "", "}", "", "-", "").Replace(text))
	if len(hex) != 32 || strings.Trim(hex, "0123456789abcdef") != "" {
		return text
	}
	return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:]
}

// custom reads the Attribute children of CustomAttributes.
func (p *clientParser) custom() []Attr {
	var all []Attr
	p.children(func(child *element) {
		if child.is("Attribute") && p.keep(1) {
			name, _ := p.value(child, "Name")
			value, _ := p.value(child, "Value")
			all = append(all, Attr{name, value})
		}
		p.skip()
	})
	return all
}

func (p *clientParser) stream(e *element) {
	s := p.newStream(e)
	run := &chunkRun{parser: p, stream: s, name: e.name}
	if title := s.Title(); title != "" {
		run.name = fmt.Sprintf("%s %s", e.name, quoted(title))
	}
	_, to := p.children(func(child *element) {
		switch {
		case child.is("QualityLevel"):
			p.level(child, s)
		case child.is("c"):
			run.add(child)
		case child.is("CustomAttributes"):
			s.Custom = append(s.Custom, p.custom()...)
		case child.is("Content"):
			p.content(s)
		default:
			p.skip()
		}
	})
	run.finish()
	s.Span = Span{e.from, to}
	p.judge(run.name, s)
	if p.items <= maxItems {
		p.out.Streams = append(p.out.Streams, *s)
	}
}

func (p *clientParser) newStream(e *element) *Stream {
	s := &Stream{}
	if p.keep(len(e.attrs) + 1) {
		s.Attrs = e.attrs
	}
	kind, _ := p.value(e, "Type")
	s.Type = strings.ToLower(kind)
	s.Subtype, _ = p.value(e, "Subtype")
	s.Name, _ = p.value(e, "Name")
	s.Language, _ = p.value(e, "Language")
	s.URL, _ = p.value(e, "Url")
	s.Parent, _ = p.value(e, "ParentStreamIndex")
	s.TimeScale = p.timeScale(e, p.out.TimeScale)
	embedded, _ := p.value(e, "ManifestOutput")
	s.Embedded = truth(embedded)
	return s
}

// judge completes a stream and warns of what is wrong with it as a whole.
func (p *clientParser) judge(name string, s *Stream) {
	if s.URL == "" && (len(s.Content) > 0 || hasData(s.Chunks)) {
		s.Embedded = true
	}
	switch s.Type {
	case "video", "audio", "text":
	case "":
		p.warn("%s: no Type", name)
	default:
		p.warn("%s: Type %s is none of video, audio, text", name, quoted(s.Type))
	}
	if s.URL == "" && !s.Embedded {
		p.warn("%s: no Url, and its data is not in the manifest", name)
	}
	if len(s.Levels) == 0 && p.err == nil {
		p.warn("%s: no QualityLevel", name)
	}
	p.counted(name, s, "QualityLevels", len(s.Levels))
	// A live manifest says 0 while it grows.
	if n, ok := lookup(s.Attrs, "Chunks"); ok && n.Value != "0" {
		p.counted(name, s, "Chunks", len(s.Chunks))
	}
}

func hasData(chunks []Chunk) bool {
	for _, c := range chunks {
		if len(c.Data) > 0 {
			return true
		}
	}
	return false
}

// counted warns where an attribute that counts elements is wrong.
func (p *clientParser) counted(name string, s *Stream, attribute string, n int) {
	text, ok := s.Attr(attribute)
	if text = strings.TrimSpace(text); ok && text != fmt.Sprint(n) && p.err == nil {
		p.warn("%s: %s says %s, there are %d", name, attribute, quoted(text), n)
	}
}

func (p *clientParser) level(e *element, s *Stream) {
	l := Level{Index: len(s.Levels), NALLength: 4}
	if p.keep(len(e.attrs) + 1) {
		l.Attrs = e.attrs
	}
	if index, ok := p.number(e, "Index", 31); ok {
		l.Index = int(index)
	}
	l.BitrateText, _ = p.value(e, "Bitrate")
	l.Bitrate, _ = p.number(e, "Bitrate", 64)
	if l.BitrateText == "" {
		p.warn("%s: no Bitrate", e.name)
	}
	p.levelCodec(e, s, &l)
	l.Width, l.Height = p.size(e, "MaxWidth", "Width"), p.size(e, "MaxHeight", "Height")
	l.SamplingRate, l.Channels = p.small(e, "SamplingRate"), p.small(e, "Channels")
	l.BitsPerSample, l.PacketSize = p.small(e, "BitsPerSample"), p.small(e, "PacketSize")
	l.AudioTag = p.small(e, "AudioTag")
	if n := p.small(e, "NALUnitLengthField"); n != 0 {
		l.NALLength = n
	}
	_, to := p.children(func(child *element) {
		if child.is("CustomAttributes") {
			l.Custom = append(l.Custom, p.custom()...)
			return
		}
		p.skip()
	})
	l.Span = Span{e.from, to}
	if p.items <= maxItems {
		s.Levels = append(s.Levels, l)
	}
}

// levelCodec reads FourCC and private data with their fallbacks.
func (p *clientParser) levelCodec(e *element, s *Stream, l *Level) {
	l.FourCC, _ = p.value(e, "FourCC")
	if l.FourCC == "" {
		fourCC, _ := s.Attr("FourCC")
		l.FourCC = strings.TrimSpace(fourCC)
	}
	data, _ := p.value(e, "CodecPrivateData")
	if data == "" {
		data, _ = p.value(e, "WaveFormatEx")
	}
	l.PrivateData = compact(data)
}

// size is an attribute that has two names.
func (p *clientParser) size(e *element, name, other string) int {
	if _, ok := lookup(e.attrs, name); ok {
		return p.small(e, name)
	}
	return p.small(e, other)
}

// content reads the older form of embedded data: ScriptCommand, Marker, Sample.
func (p *clientParser) content(s *Stream) {
	p.children(func(child *element) {
		text, _ := p.children(nil)
		if p.keep(1 + len(child.attrs)) {
			s.Content = append(s.Content, Content{child.name, child.attrs, text})
		}
	})
}

// rescale is ticks of one time scale in another, rounded down; 0 where that
// does not fit in 64 bits.
func rescale(ticks, from, to uint64) uint64 {
	if from == to {
		return ticks
	}
	high, low := bits.Mul64(ticks, to)
	if high >= from {
		return 0
	}
	n, _ := bits.Div64(high, low, from)
	return n
}

// end is start + step x n, and whether it fits in 64 bits.
func end(start, step, n uint64) (uint64, bool) {
	high, low := bits.Mul64(step, n)
	sum, carry := bits.Add64(low, start, 0)
	return sum, high == 0 && carry == 0
}
