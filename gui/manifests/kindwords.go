package manifests

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/manifest"
)

// judgeWord is for values that are no numbers.
func judgeWord(a asked) verdict {
	value := strings.TrimSpace(a.value)
	switch a.known.kind {
	case kBool:
		return judgeOneOf(value, "true", "false", "TRUE", "FALSE")
	case kType:
		return judgeOneOf(value, "video", "audio", "text")
	case kSubtype:
		return verdict{note: subtypeWord(value)}
	case kStreamName:
		return judgeStreamName(a, value)
	case kName:
		if value == "" {
			return wrong(lang.L("a name is needed"))
		}
	case kParent:
		return judgeParent(a, value)
	case kLanguage:
		return judgeLanguage(value)
	case kFourCC:
		return judgeFourCC(value)
	case kGUID:
		return judgeGUID(value)
	case kURL:
		return judgeURL(a, value)
	case kPath:
		return judgePath(value)
	}
	return verdict{}
}

func judgeOneOf(value string, all ...string) verdict {
	if slices.ContainsFunc(all, func(s string) bool { return strings.EqualFold(s, value) }) {
		return verdict{}
	}
	var shown []string
	for _, s := range all {
		if s != strings.ToUpper(s) {
			shown = append(shown, s)
		}
	}
	return wrong(lang.L("one of {{.Words}}", map[string]any{"Words": strings.Join(shown, ", ")}))
}

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
	if s != nil && !strings.Contains(s.URL, "("+value+"=") && s.URL != "" {
		return verdict{warn: lang.L("the Url says another name")}
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

// judgeLanguage takes ISO 639-2 codes and what RFC 5646 allows.
func judgeLanguage(value string) verdict {
	if value == "" || strings.EqualFold(value, "und") {
		return verdict{note: lang.L("not said")}
	}
	tag, err := language.Parse(value)
	if err != nil {
		return verdict{warn: lang.L("no language code: three letters such as eng, or en-US")}
	}
	name := display.English.Tags().Name(tag)
	if base, _ := tag.Base(); len(value) == 2 && base.ISO3() != "" {
		return verdict{note: name, warn: lang.L("{{.Language}}: players rather take the three letters {{.Code}}", map[string]any{"Language": name, "Code": base.ISO3()})}
	}
	return verdict{note: name}
}

// fourCCs are those that players know.
func fourCCs() []string {
	return []string{
		"H264", "AVC1", "X264", "DAVC", "HVC1", "HEV1", "DVHE", "DVH1", "WVC1", "AACL", "AACH", "AACP", "AAC",
		"WMAP", "EC-3", "AC-3", "DEC3", "MP3", "DTSC", "DTSH", "DTSL", "DTSE", "OPUS", "TTML", "DFXP",
	}
}

func judgeFourCC(value string) verdict {
	if value == "" || slices.Contains(fourCCs(), strings.ToUpper(value)) {
		return verdict{}
	}
	if len(value) != 4 {
		return verdict{warn: lang.L("four characters are usual")}
	}
	return verdict{warn: lang.L("players hardly know this one")}
}

func judgeGUID(value string) verdict {
	digits := strings.NewReplacer("{", "", "}", "", "-", "").Replace(strings.ToLower(value))
	if len(digits) != 32 || strings.Trim(digits, "0123456789abcdef") != "" {
		return wrong(lang.L("a GUID: 32 hex digits, as 9a04f079-9840-4286-ab92-e65be0885f95"))
	}
	if name := systemWord(value); name != value {
		return verdict{note: name}
	}
	return verdict{warn: lang.L("a system that players do not know")}
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

func judgePath(value string) verdict {
	if value == "" {
		return wrong(lang.L("a file name is needed"))
	}
	if _, err := manifest.LocalPath(value); err != nil {
		return verdict{err: err}
	}
	return verdict{}
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

// infoWords is what a codec record says, in a line.
func infoWords(i codec.Info) string {
	var parts []string
	add := func(ok bool, text string) {
		if ok && text != "" {
			parts = append(parts, text)
		}
	}
	add(true, i.Text)
	add(i.Width > 0, size(i.Width, i.Height))
	add(i.FrameRate.Known(), strconv.FormatFloat(i.FrameRate.Float(), 'f', -1, 32)+" fps")
	add(i.SamplingRate > 0, strconv.Itoa(i.SamplingRate)+" Hz")
	add(i.Channels > 0, several(i.Channels, lang.L("1 channel"), lang.L("{{.Count}} channels", count(i.Channels))))
	add(true, i.RFC6381)
	return strings.Join(parts, " · ")
}

// subtypeWord says what a Subtype stands for (MS-SSTR 2.2.2.3).
func subtypeWord(value string) string {
	switch strings.ToUpper(value) {
	case "SUBT":
		return lang.L("subtitles")
	case "CAPT":
		return lang.L("closed captions")
	case "DESC":
		return lang.L("descriptions of the picture")
	case "SCMD":
		return lang.L("script commands")
	case "CHAP", "CHAPTER":
		return lang.L("chapters")
	case "CTRL":
		return lang.L("control")
	case "DATA":
		return lang.L("data of applications")
	case "ADVT":
		return lang.L("advertisements")
	case "ADI3":
		return lang.L("ad markers (SCTE-35)")
	case "ZOET":
		return lang.L("trick mode")
	}
	return ""
}

// tagWord says what a wFormatTag stands for.
func tagWord(n uint64) string {
	switch n {
	case 1:
		return "PCM"
	case 85:
		return "MP3"
	case 255:
		return "AAC"
	case 353:
		return "WMA"
	case 354:
		return "WMA Pro"
	case 65534:
		return lang.L("said by the private data (EC-3, AC-3)")
	}
	return ""
}
