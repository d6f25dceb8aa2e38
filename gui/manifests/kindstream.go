package manifests

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/manifest"
)

// judgeStreamName is for the names of streams (MS-SSTR 2.2.2.3): they stand in
// addresses and tell streams apart.
func judgeStreamName(a asked, value string) verdict {
	if value == "" {
		return wrong(lang.L("a name is needed"))
	}
	s, _ := a.doc.stream(a.element)
	for i := range a.doc.streamTitles() {
		if other := &a.doc.client.Streams[i]; s != other && other.Title() == value {
			return wrong(lang.L("stream {{.Number}} has this name already", number(i+1)))
		}
	}
	if v := judgeCharacters(value); v != (verdict{}) {
		return v
	}
	if s != nil && !strings.Contains(s.URL, "("+value+"=") && s.URL != "" {
		return verdict{warn: lang.L("the Url says another name")}
	}
	return verdict{}
}

// judgeCharacters is for what of a name stands in addresses.
func judgeCharacters(value string) verdict {
	letter := func(c rune) bool { return c < 0x80 && unicode.IsLetter(c) }
	for i, c := range value {
		switch {
		case letter(c), i > 0 && (c >= '0' && c <= '9' || c == '_' || c == '-'):
		case strings.ContainsRune("()/={},?#%&", c):
			return wrong(lang.L("{{.Character}} cannot stand in the address of a chunk", map[string]any{"Character": string(c)}))
		default:
			return verdict{warn: lang.L("a letter, then letters, digits, _ and -: not every player takes others")}
		}
	}
	return verdict{}
}

// streamTitles are the streams of a client manifest, none of a server's.
func (d *doc) streamTitles() []manifest.Stream {
	if d.client == nil {
		return nil
	}
	return d.client.Streams
}

func judgeParent(a asked, value string) verdict {
	s, _ := a.doc.stream(a.element)
	for i := range a.doc.streamTitles() {
		other := &a.doc.client.Streams[i]
		switch {
		case !strings.EqualFold(other.Title(), value):
		case other == s:
			return wrong(lang.L("a stream cannot be its own parent"))
		case other.Parent != "":
			return verdict{warn: lang.L("that stream is sparse itself")}
		default:
			return verdict{}
		}
	}
	return verdict{warn: lang.L("no stream has this name")}
}

// judgeURL is for the template of chunk addresses (MS-SSTR 2.2.2.4).
func judgeURL(a asked, value string) verdict {
	low := strings.ToLower(value)
	switch {
	case !strings.Contains(low, "{bitrate}"):
		return wrong(lang.L("{bitrate} is missing: every level needs an address of its own"))
	case !strings.Contains(low, "{start time}") && !strings.Contains(low, "{start_time}"):
		return wrong(lang.L("{start time} is missing: every chunk needs an address of its own"))
	}
	s, _ := a.doc.stream(a.element)
	if s == nil || len(s.Levels) == 0 || len(s.Chunks) == 0 {
		return verdict{}
	}
	path := manifest.ExpandURL(value, s.Levels[0].BitrateText, s.Levels[0].Custom, s.Chunks[0].Time)
	if err := manifest.CheckPath(path); err != nil {
		return verdict{err: err}
	}
	if !strings.Contains(value, "{start time}") || !strings.Contains(value, "{bitrate}") {
		return verdict{note: path, warn: lang.L("some players only know {bitrate} and {start time}, spelled like this")}
	}
	return verdict{note: path}
}

// judgePrivate says what codec private data say.
func judgePrivate(a asked, b []byte) verdict {
	l := a.doc.level(a.element)
	s, _ := a.doc.stream(a.element)
	if l == nil || s == nil {
		return verdict{}
	}
	info, err := codec.FromPrivateData(l.FourCC, b, codec.Hint{Kind: s.Type, SamplingRate: l.SamplingRate, Channels: l.Channels, AudioTag: l.AudioTag})
	if err != nil {
		return verdict{warn: err.Error()}
	}
	v := verdict{note: infoWords(info)}
	switch {
	case info.Width > 0 && l.Width > 0 && (info.Width != l.Width || info.Height != l.Height):
		v.warn = lang.L("{{.What}}, but the level says {{.Size}}", map[string]any{"What": v.note, "Size": size(l.Width, l.Height)})
	case len(b) == 0 && s.Type == "video":
		v.warn = lang.L("video cannot be played without")
	case len(b) == 0 && s.Type == "audio":
		v.note = lang.L("made from SamplingRate and Channels by players: {{.What}}", map[string]any{"What": v.note})
	}
	return v
}
