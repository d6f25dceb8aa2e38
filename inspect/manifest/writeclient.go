package manifest

import (
	"slices"
	"strings"
)

// WriteClient is a client manifest for an asset that has none, in UTF-8, in the
// spelling and order that all players read: every chunk has its t, n and d,
// nothing is repeated, TimeScale stands on each StreamIndex. It writes the
// fields of c, not the Attrs as they were once written. Audio levels without
// AudioTag, BitsPerSample and PacketSize get those of their FourCC. A chunk of
// unknown duration has no d.
func WriteClient(c *Client) []byte {
	w := newWriter()
	w.root(c)
	w.customs(c.Custom)
	w.protection(c.Protection)
	for i := range c.Streams {
		w.stream(&c.Streams[i])
	}
	w.close("SmoothStreamingMedia")
	return w.document()
}

func (w *writer) root(c *Client) {
	w.open("SmoothStreamingMedia")
	w.number("MajorVersion", uint64(max(c.MajorVersion, 0)))
	w.number("MinorVersion", uint64(max(c.MinorVersion, 0)))
	w.number("TimeScale", scaleOf(c.TimeScale))
	w.number("Duration", c.Duration)
	if c.Live {
		w.attr("IsLive", "TRUE")
		w.number("LookAheadFragmentCount", uint64(max(c.Lookahead, 0)))
		w.number("DVRWindowLength", c.DVRWindow)
	}
	w.nest()
}

func scaleOf(scale uint64) uint64 {
	if scale == 0 {
		return DefaultTimeScale
	}
	return scale
}

func (w *writer) customs(all []Attr) {
	if len(all) == 0 {
		return
	}
	w.open("CustomAttributes")
	w.nest()
	for _, a := range all {
		w.custom(a)
	}
	w.close("CustomAttributes")
}

func (w *writer) custom(a Attr) {
	w.open("Attribute")
	w.attr("Name", a.Name)
	w.attr("Value", a.Value)
	w.done()
}

func (w *writer) protection(all []Protection) {
	if len(all) == 0 {
		return
	}
	w.open("Protection")
	w.nest()
	for _, p := range all {
		w.open("ProtectionHeader")
		w.attr("SystemID", p.SystemID)
		w.filling("ProtectionHeader", p.Data)
	}
	w.close("Protection")
}

func (w *writer) stream(s *Stream) {
	w.open("StreamIndex")
	w.streamAttributes(s)
	w.nest()
	w.customs(s.Custom)
	for i := range s.Levels {
		w.level(s, &s.Levels[i])
	}
	w.contents(s.Content)
	for i := range s.Chunks {
		w.chunk(&s.Chunks[i], true)
	}
	w.close("StreamIndex")
}

func (w *writer) streamAttributes(s *Stream) {
	w.attr("Type", s.Type)
	// Players take a text stream without Subtype for a broken one.
	if s.Subtype != "" || s.Type == "text" {
		w.attr("Subtype", s.Subtype)
	}
	w.filled("Name", s.Name)
	w.filled("Language", s.Language)
	w.number("TimeScale", scaleOf(s.TimeScale))
	w.number("QualityLevels", uint64(len(s.Levels)))
	w.number("Chunks", uint64(len(s.Chunks)))
	w.filled("Url", s.URL)
	width, height := 0, 0
	for i := range s.Levels {
		width, height = max(width, s.Levels[i].Width), max(height, s.Levels[i].Height)
	}
	if s.Type == "video" {
		w.some("MaxWidth", width)
		w.some("MaxHeight", height)
		w.some("DisplayWidth", width)
		w.some("DisplayHeight", height)
	}
	w.filled("ParentStreamIndex", s.Parent)
	if s.Embedded {
		w.attr("ManifestOutput", "TRUE")
	}
	w.others(s.Attrs, "Type Subtype Name Language TimeScale QualityLevels Chunks Url MaxWidth MaxHeight DisplayWidth DisplayHeight ParentStreamIndex ManifestOutput")
}

// others writes the attributes that are none of the known.
func (w *writer) others(attrs []Attr, known string) {
	if !w.extra {
		return
	}
	for _, a := range attrs {
		if !slices.ContainsFunc(strings.Fields(known), func(k string) bool { return strings.EqualFold(k, a.Name) }) {
			w.attr(a.Name, a.Value)
		}
	}
}

func (w *writer) level(s *Stream, l *Level) {
	w.open("QualityLevel")
	w.number("Index", uint64(max(l.Index, 0)))
	if l.BitrateText != "" {
		w.attr("Bitrate", l.BitrateText)
	} else {
		w.number("Bitrate", l.Bitrate)
	}
	w.attr("FourCC", l.FourCC)
	if s.Type == "video" {
		w.number("MaxWidth", uint64(max(l.Width, 0)))
		w.number("MaxHeight", uint64(max(l.Height, 0)))
	}
	if s.Type == "audio" {
		w.audio(l)
	}
	w.attr("CodecPrivateData", l.PrivateData)
	if s.Type == "video" && l.NALLength != 0 && l.NALLength != 4 {
		w.some("NALUnitLengthField", l.NALLength)
	}
	w.others(l.Attrs, "Index Bitrate FourCC MaxWidth MaxHeight Width Height SamplingRate Channels BitsPerSample PacketSize AudioTag CodecPrivateData WaveFormatEx NALUnitLengthField")
	if len(l.Custom) == 0 {
		w.done()
		return
	}
	w.nest()
	w.customs(l.Custom)
	w.close("QualityLevel")
}

// audio writes what MS-SSTR requires of an audio level.
func (w *writer) audio(l *Level) {
	tag, bits, packet := l.AudioTag, l.BitsPerSample, l.PacketSize
	if tag == 0 {
		tag = audioTag(l.FourCC)
		if bits == 0 {
			bits = 16
		}
		if packet == 0 && tag == 255 {
			packet = 4 // what encoders write for AAC, whatever the channels
		}
	}
	w.number("SamplingRate", uint64(max(l.SamplingRate, 0)))
	w.number("Channels", uint64(max(l.Channels, 0)))
	w.number("BitsPerSample", uint64(max(bits, 0)))
	w.number("PacketSize", uint64(max(packet, 0)))
	w.number("AudioTag", uint64(max(tag, 0)))
}

// audioTag is the wFormatTag that goes with a FourCC (MS-SSTR 2.2.2.5); 0 where
// it does not tell.
func audioTag(fourCC string) int {
	switch fourCC {
	case "AACL", "AACH", "AACP", "AAC":
		return 255
	case "EC-3", "AC-3", "ec-3", "ac-3":
		return 65534
	case "WMAP":
		return 354
	}
	return 0
}

func (w *writer) contents(all []Content) {
	if len(all) == 0 {
		return
	}
	w.open("Content")
	w.nest()
	for _, c := range all {
		w.open(c.Element)
		for _, a := range c.Attrs {
			w.attr(a.Name, a.Value)
		}
		w.filling(c.Element, c.Text)
	}
	w.close("Content")
}

// chunk writes t before d, since some players only find them in this order.
func (w *writer) chunk(c *Chunk, numbered bool) {
	w.open("c")
	w.number("t", c.Time)
	if numbered {
		w.number("n", uint64(max(c.N, 0)))
	}
	if c.DurationKnown {
		w.number("d", c.Duration)
	}
	if len(c.Data) == 0 {
		w.done()
		return
	}
	w.nest()
	for i, data := range c.Data {
		w.data(i, data)
	}
	w.close("c")
}

func (w *writer) data(i int, data string) {
	w.open("f")
	w.number("i", uint64(i))
	w.filling("f", data)
}
