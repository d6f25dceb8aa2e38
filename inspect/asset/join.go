package asset

import (
	"encoding/hex"
	"fmt"
	"strings"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/manifest"
)

// show fills the asset's fields from its client manifest and gives each
// quality level the place of its media, or the reason why there are none.
func (a *Asset) show(places []*place, why string) {
	c := a.made
	a.TimeScale, a.Duration, a.Live = c.TimeScale, c.Duration, c.Live
	for i := range c.Streams {
		s := showStream(&c.Streams[i])
		for j := range s.Levels {
			s.Levels[j].why = why
		}
		a.Streams = append(a.Streams, s)
	}
	if places == nil {
		return
	}
	for _, rule := range rules {
		a.join(places, rule)
	}
	a.leftOver(places)
}

func showStream(s *manifest.Stream) Stream {
	out := Stream{
		Type: s.Type, Subtype: s.Subtype, Name: s.Title(), Language: s.Language, URL: s.URL,
		Parent: s.Parent, TimeScale: s.TimeScale, Embedded: s.Embedded, Chunks: s.Chunks,
	}
	for i := range s.Levels {
		out.Levels = append(out.Levels, showLevel(s, &s.Levels[i]))
	}
	return out
}

func showLevel(s *manifest.Stream, l *manifest.Level) Level {
	key := l.BitrateText
	if key == "" {
		key = fmt.Sprint(l.Bitrate)
	}
	return Level{
		Index: l.Index, Bitrate: l.Bitrate, BitrateKey: key, FourCC: l.FourCC, PrivateData: l.PrivateData,
		Codec: codecOf(s, l), Width: l.Width, Height: l.Height,
		SamplingRate: l.SamplingRate, Channels: l.Channels, custom: l.Custom,
	}
}

// rule says whether a quality level and a server track may be the same thing.
// The rules are tried in this order over all of them; each track is used once
// and ties go by order. The bitrate alone never joins: two languages often
// have the same.
type rule struct {
	fits  func(s *Stream, l *Level, p *place) bool
	doubt string // what to say when it was needed
}

var rules = []rule{
	{fits: func(s *Stream, l *Level, p *place) bool {
		return sameName(s, p) && sameBitrate(l, p) && sameLanguage(s, p)
	}},
	{fits: func(s *Stream, l *Level, p *place) bool { return sameName(s, p) && sameBitrate(l, p) },
		doubt: "the languages differ; joined by name and bitrate"},
	{fits: func(s *Stream, l *Level, p *place) bool {
		return sameBitrate(l, p) && s.Language != "" && p.Language != "" && sameLanguage(s, p)
	}, doubt: "the names differ; joined by bitrate and language"},
	{fits: func(s *Stream, _ *Level, p *place) bool { return sameName(s, p) },
		doubt: "the bitrates differ; joined by name and order"},
	{fits: func(_ *Stream, l *Level, p *place) bool { return sameBitrate(l, p) },
		doubt: "the names differ; joined by type, bitrate and order"},
}

func (a *Asset) join(places []*place, r rule) {
	for i := range a.Streams {
		s := &a.Streams[i]
		if s.Embedded {
			continue
		}
		for j := range s.Levels {
			l := &s.Levels[j]
			if l.TrackID != 0 || l.File != "" {
				continue
			}
			for _, p := range places {
				if p.used || p.ManifestOutput || !sameType(s, p) || !r.fits(s, l, p) {
					continue
				}
				p.used, l.File, l.TrackID = true, p.file, p.TrackID
				if r.doubt != "" {
					a.warn(fmt.Sprintf("%s %s and %s track %d of %s: %s", s.Name, l.BitrateKey, p.TrackName, p.TrackID, p.Src, r.doubt))
				}
				break
			}
		}
	}
}

func sameType(s *Stream, p *place) bool {
	switch p.Element {
	case "textstream":
		return s.Type == "text"
	case "ref":
		return true
	}
	return s.Type == p.Element
}

// sameName compares with the defaults of both sides, which differ for text.
func sameName(s *Stream, p *place) bool {
	if strings.EqualFold(s.Name, p.TrackName) {
		return true
	}
	return p.TrackName == "textstream" && s.Name == "text"
}

func sameBitrate(l *Level, p *place) bool {
	return l.BitrateKey == p.BitrateText || l.Bitrate == p.Bitrate
}

func sameLanguage(s *Stream, p *place) bool {
	return s.Language == "" || p.Language == "" || equalLanguage(s.Language, p.Language)
}

// leftOver says what found no partner.
func (a *Asset) leftOver(places []*place) {
	for i := range a.Streams {
		s := &a.Streams[i]
		for j := range s.Levels {
			l := &s.Levels[j]
			switch {
			case s.Embedded || l.File != "":
			case l.TrackID != 0:
				l.why = fmt.Sprintf("the server manifest names no file that may be opened for %s %s", s.Name, l.BitrateKey)
			default:
				l.why = fmt.Sprintf("the server manifest has no track for %s %s", s.Name, l.BitrateKey)
				a.warn(l.why)
			}
		}
	}
	for _, p := range places {
		if !p.used && !p.ManifestOutput {
			a.warn(fmt.Sprintf("the client manifest has no quality level for %s %s (track %d of %s)", p.TrackName, p.BitrateText, p.TrackID, p.Src))
		}
	}
}

// codecOf is the RFC 6381 name of a level's codec, "" where its private data
// does not tell.
func codecOf(s *manifest.Stream, l *manifest.Level) string {
	private, err := hex.DecodeString(l.PrivateData)
	if err != nil {
		private = nil
	}
	info, err := codec.FromPrivateData(l.FourCC, private, codec.Hint{Kind: s.Type, SamplingRate: l.SamplingRate, Channels: l.Channels, AudioTag: l.AudioTag})
	if err != nil {
		return ""
	}
	return info.RFC6381
}
