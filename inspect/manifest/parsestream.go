package manifest

import (
	"fmt"
	"strings"
)

// stream reads a StreamIndex.
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
