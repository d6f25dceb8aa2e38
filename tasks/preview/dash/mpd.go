package dash

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"smoothscope/inspect/codec"
)

// MPD is the media presentation description (ISO/IEC 23009-1): static, one
// Period, an AdaptationSet for each stream. Addresses in it are relative to it:
// S/L/init.mp4 and S/L/TIME.m4s for level L of stream S.
func (m *Movie) MPD(ctx context.Context) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := mpdXML{
		Namespace: "urn:mpeg:dash:schema:mpd:2011", Cenc: "urn:mpeg:cenc:2013", Mspr: "urn:microsoft:playready",
		Profiles: "urn:mpeg:dash:profile:isoff-live:2011", Type: "static", Buffer: "PT2S",
	}
	end := int64(0)
	m.eachLevel(func(_, _ int, l *level) {
		last := &l.chunks[len(l.chunks)-1]
		end = max(end, clamp(rescale(l.viewed(last)+last.duration, l.clock, hundredNanos))-(m.start-m.origin))
	})
	out.Duration = seconds(uint64(max(end, 0)))
	out.Period = period{ID: "0", Start: "PT0S"}
	mains := map[string]bool{}
	for i := range m.levels {
		if set, ok := m.adaptationSet(i); ok {
			set.Role = role{Scheme: "urn:mpeg:dash:role:2011", Value: "alternate"}
			if !mains[set.Content] {
				set.Role.Value, mains[set.Content] = "main", true
			}
			if set.Content == "text" {
				set.Role.Value = textRole(m.asset.Streams[i].Subtype)
			}
			out.Period.Sets = append(out.Period.Sets, set)
		}
	}
	b, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("%s: its MPD: %w", m.asset.Name, err)
	}
	return append([]byte(xml.Header), append(b, '\n')...), nil
}

// seconds is a time in 100 ns as an XML duration.
func seconds(t uint64) string {
	s := fmt.Sprintf("PT%d.%07d", t/hundredNanos, t%hundredNanos)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "S"
}

func (m *Movie) adaptationSet(n int) (adaptationSet, bool) {
	s := &m.asset.Streams[n]
	set := adaptationSet{ID: n, Content: s.Type, MIME: s.Type + "/mp4", Language: tag(s.Language), Label: s.Name, Aligned: true, SAP: 1}
	if s.Type == "text" {
		set.MIME = "application/mp4"
	}
	var common *level
	for i, l := range m.levels[n] {
		if l == nil {
			continue
		}
		// dash.js takes an id like "0.1" for a number, and fails: hence no dot.
		r := l.representation(fmt.Sprintf("level-%d-%d", n, i), fmt.Sprintf("%d/%d/", n, i))
		set.MaxWidth, set.MaxHeight = max(set.MaxWidth, r.Width), max(set.MaxHeight, r.Height)
		switch {
		case common == nil:
			common = l
			set.Template = m.template(l)
			set.Protection = l.contentProtection()
		case !common.sameTimeline(l):
			set.Aligned = false
			t := m.template(l)
			r.Template = &t
		}
		set.Representations = append(set.Representations, r)
	}
	return set, common != nil
}

// textRole is the role of a text stream by its Subtype.
func textRole(subtype string) string {
	switch strings.ToUpper(subtype) {
	case "CAPT":
		return "caption"
	case "DESC":
		return "description"
	}
	return "subtitle"
}

// tag is a language as BCP 47 wants it, for which the codes of three letters
// do where there is none of two.
func tag(language string) string {
	if language == "" {
		return "und"
	}
	return language
}

// sameTimeline says whether two levels can share a SegmentTimeline.
func (l *level) sameTimeline(other *level) bool {
	if l.clock != other.clock || len(l.chunks) != len(other.chunks) {
		return false
	}
	for i := range l.chunks {
		if l.chunks[i].time != other.chunks[i].time || l.chunks[i].duration != other.chunks[i].duration {
			return false
		}
	}
	return true
}

func (l *level) representation(id, base string) representation {
	r := representation{ID: id, Base: base, Codecs: l.codecs, Bandwidth: max(l.says.Bitrate, 1)}
	known := l.track.Codec
	if known.FourCC == "" {
		known = l.fromManifest()
	}
	switch l.stream.Type {
	case "video":
		r.Width, r.Height = firstOf(known.Width, l.says.Width), firstOf(known.Height, l.says.Height)
		if f := known.FrameRate; f.Known() {
			r.FrameRate = fmt.Sprintf("%d/%d", f.Num, f.Den)
			if f.Den == 1 {
				r.FrameRate = fmt.Sprint(f.Num)
			}
		}
	case "audio":
		r.Sampling = firstOf(known.SamplingRate, l.says.SamplingRate)
		r.Channels = channelsOf(firstOf(known.Channels, l.says.Channels))
	}
	return r
}

func firstOf(a, b int) int {
	if a > 0 {
		return a
	}
	return b
}

// channelsOf is the channel configuration (ISO/IEC 23001-8 8) with that number
// of channels.
func channelsOf(n int) *scheme {
	switch {
	case n < 1 || n > 8 || n == 7:
		return nil
	case n == 8:
		n = 7
	}
	return &scheme{Scheme: "urn:mpeg:dash:23003:3:audio_channel_configuration:2011", Value: fmt.Sprint(n)}
}

// fromManifest is what the CodecPrivateData says, for levels without a moov.
func (l *level) fromManifest() codec.Info {
	private, err := l.private()
	if err != nil {
		return codec.Info{}
	}
	info, err := codec.FromPrivateData(l.says.FourCC, private, l.hint())
	if err != nil {
		return codec.Info{}
	}
	return info
}

// template says where the segments of a level are and when.
func (m *Movie) template(l *level) template {
	t := template{Scale: l.clock, Init: "init.mp4", Media: "$Time$.m4s"}
	t.Offset = uint64(max(0, rescaleSigned(m.start, hundredNanos, l.clock)-l.offset))
	var end uint64
	for i := range l.chunks {
		c := &l.chunks[i]
		at := l.viewed(c)
		if n := len(t.Timeline.S); n > 0 && at == end && t.Timeline.S[n-1].D == c.duration {
			t.Timeline.S[n-1].R++
		} else {
			s := timeS{D: c.duration}
			if n == 0 || at != end {
				s.T = &at
			}
			t.Timeline.S = append(t.Timeline.S, s)
		}
		end = at + c.duration
	}
	return t
}
