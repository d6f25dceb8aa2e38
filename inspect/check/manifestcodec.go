package check

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/manifest"
)

// knownFourCC is what players know, by stream type, in upper case.
var knownFourCC = map[string][]string{ //nolint:gochecknoglobals // a constant list
	"video": {"H264", "AVC1", "AVC3", "X264", "DAVC", "HVC1", "HEV1", "HEVC", "H265", "DVHE", "DVH1", "WVC1", "VC-1", "JPEG"},
	"audio": {
		"AACL", "AACH", "AACP", "AAC", "MP4A", "WMAP", "WMA", "WMA1", "WMA2", "WMA3", "WMAL", "EC-3", "EC3", "DEC3", "AC-3", "AC3", "DAC3",
		"MP3", "DTSC", "DTSH", "DTSL", "DTSE", "OPUS",
	},
	"text": {"TTML", "DFXP", "STPP", "WVTT", "DATA"},
}

func isKnown(s *manifest.Stream, fourCC string) bool {
	return slices.Contains(knownFourCC[s.Type], strings.ToUpper(strings.TrimSpace(fourCC)))
}

// eachLevel calls do for every quality level of the client manifest.
func (c *Case) eachLevel(do func(i, j int, s *manifest.Stream, l *manifest.Level)) {
	client, _ := c.client()
	if client == nil {
		return
	}
	for i := range client.Streams {
		for j := range client.Streams[i].Levels {
			do(i, j, &client.Streams[i], &client.Streams[i].Levels[j])
		}
	}
}

func manFourCC() *Rule {
	return &Rule{
		ID: "MAN-FOURCC", Title: "A level does not say its codec, or says one that players do not know", Severity: Error,
		Help: "FourCC tells players which decoder a level needs. Video without it cannot be played. Audio without it was written by old encoders: players fall back on AudioTag or on AAC. " +
			"Usual values are H264, HVC1, AACL, AACH, EC-3 and TTML.",
		Clause: "MS-SSTR 2.2.2.5",
		whole: func(c *Case, to *Reporter) {
			c.eachLevel(func(i, j int, s *manifest.Stream, l *manifest.Level) {
				if l.FourCC != "" && isKnown(s, l.FourCC) || l.FourCC == "" && s.Type == "text" && (s.Embedded || s.Parent != "") {
					return
				}
				f := Finding{Place: c.inClient(i, j, l.Span), Measured: quotedOr(l.FourCC, "no FourCC"), Hint: "Have the packager write the manifest again; by hand, take the codec's usual name."}
				f.Expected = map[string]string{"video": "H264, HVC1 or WVC1", "audio": "AACL, AACH, WMAP or EC-3", "text": "TTML"}[s.Type]
				switch {
				case l.FourCC == "" && s.Type == "video":
					f.Message = fmt.Sprintf("%s has no FourCC: players drop it", clientLevel(s, l))
				case l.FourCC == "":
					f.Severity = Warning
					f.Message = fmt.Sprintf("%s has no FourCC: players have to guess it", clientLevel(s, l))
				default:
					f.Severity = Warning
					f.Message = fmt.Sprintf("%s has the FourCC %s, which few players know", clientLevel(s, l), quotedOr(l.FourCC, ""))
				}
				to.Add(l.FourCC, f)
			})
		},
	}
}

func manPrivateData() *Rule {
	return &Rule{
		ID: "MAN-CPD", Title: "CodecPrivateData is missing or cannot be read", Severity: Error,
		Help: "A Smooth stream has no initialization segment: players set up the decoder from CodecPrivateData. For H.264 and HEVC it is the parameter sets, each behind a start code 00000001, as one run of hex digits. " +
			"Without it nothing is shown; with half a digit the player ends in an error.",
		Clause: "MS-SSTR 2.2.2.5",
		whole: func(c *Case, to *Reporter) {
			c.eachLevel(func(i, j int, s *manifest.Stream, l *manifest.Level) {
				fault, expected := privateFault(s, l)
				if fault == "" {
					return
				}
				to.Add("", Finding{
					Place: c.inClient(i, j, l.Span), Message: fmt.Sprintf("CodecPrivateData of %s %s", clientLevel(s, l), fault),
					Measured: quotedOr(l.PrivateData, "nothing"), Expected: expected,
					Hint: "Make the manifest again from the media: the data stands in their avcC, hvcC or esds box.",
				})
			})
		},
	}
}

// privateFault is why a decoder cannot be set up from a level, "" where it can.
func privateFault(s *manifest.Stream, l *manifest.Level) (fault, expected string) {
	private, err := hex.DecodeString(l.PrivateData)
	if err != nil {
		if len(l.PrivateData)%2 == 1 && strings.Trim(strings.ToLower(l.PrivateData), "0123456789abcdef") == "" {
			return fmt.Sprintf("has %d hex digits, an odd number", len(l.PrivateData)), "two hex digits for each byte"
		}
		return "is not hex", "hex digits"
	}
	if s.Type == "text" || !isKnown(s, l.FourCC) || strings.EqualFold(l.FourCC, "JPEG") {
		return "", ""
	}
	if len(private) == 0 {
		if s.Type == "video" {
			return "is missing", "the decoder's configuration in hex"
		}
		return "", "" // AAC can be set up from SamplingRate and Channels
	}
	if nalCodec(l.FourCC) && !bytes.Contains(private, []byte{0, 0, 1}) {
		return "has no start code", "00000001, SPS, 00000001, PPS"
	}
	if _, err := codec.FromPrivateData(l.FourCC, private, hintOf(s, l)); err != nil {
		return "cannot be read: " + err.Error(), "what the decoder needs"
	}
	return "", ""
}

func hintOf(s *manifest.Stream, l *manifest.Level) codec.Hint {
	return codec.Hint{Kind: s.Type, SamplingRate: l.SamplingRate, Channels: l.Channels, AudioTag: l.AudioTag}
}

// nalCodec tells the codecs whose private data is parameter sets.
func nalCodec(fourCC string) bool {
	switch strings.ToUpper(fourCC) {
	case "H264", "AVC1", "AVC3", "X264", "DAVC", "HVC1", "HEV1", "HEVC", "H265":
		return true
	}
	return false
}

func manAudio() *Rule {
	return &Rule{
		ID: "MAN-AUDIO-ATTR", Title: "The attributes of an audio level contradict its CodecPrivateData", Severity: Warning,
		Help: "SamplingRate, Channels, BitsPerSample, PacketSize and AudioTag describe the sound to players that do not read CodecPrivateData. Where the two differ, some play too fast, on one side, or not at all. " +
			"Of HE-AAC both the core rate and the doubled one are right.",
		Clause: "MS-SSTR 2.2.2.5",
		whole: func(c *Case, to *Reporter) {
			c.eachLevel(func(i, j int, s *manifest.Stream, l *manifest.Level) {
				if s.Type != "audio" || l.PrivateData == "" || !isKnown(s, l.FourCC) {
					return
				}
				private, err := hex.DecodeString(l.PrivateData)
				if err != nil {
					return
				}
				hint := hintOf(s, l)
				hint.AudioTag = 0
				info, err := codec.FromPrivateData(l.FourCC, private, hint)
				if err != nil {
					return
				}
				name, said, is := contradiction(l, info)
				if name == "" {
					return
				}
				to.Add("", Finding{
					Place: c.inClient(i, j, l.Span), Message: fmt.Sprintf("%s of %s says %s, its CodecPrivateData says %s", name, clientLevel(s, l), said, is),
					Measured: said, Expected: is, Hint: "Make the manifest again from the media; by hand, write what CodecPrivateData says.",
				})
			})
		},
	}
}

// contradiction is the first attribute of a level that its private data belies.
func contradiction(l *manifest.Level, info codec.Info) (name, said, is string) {
	aac := strings.HasPrefix(strings.ToUpper(l.FourCC), "AAC")
	doubled := aac && strings.HasPrefix(info.RFC6381, "mp4a.40.") && info.RFC6381 != "mp4a.40.2"
	heard := func(written, real int) bool {
		return written == 0 || real == 0 || written == real || doubled && (2*written == real || written == 2*real)
	}
	switch {
	case !heard(l.SamplingRate, info.SamplingRate):
		return "SamplingRate", fmt.Sprintf("%d Hz", l.SamplingRate), fmt.Sprintf("%d Hz", info.SamplingRate)
	case !heard(l.Channels, info.Channels):
		return "Channels", fmt.Sprint(l.Channels), fmt.Sprint(info.Channels)
	case aac && !slices.Contains([]int{0, 255, 0x1610, 0x1600, 65534}, l.AudioTag):
		return "AudioTag", fmt.Sprint(l.AudioTag), "255 (AAC)"
	case aac && l.BitsPerSample != 0 && l.BitsPerSample != 16:
		return "BitsPerSample", fmt.Sprint(l.BitsPerSample), "16 (AAC)"
	}
	return "", "", ""
}

func manSize() *Rule {
	return &Rule{
		ID: "MAN-MAXWH", Title: "MaxWidth or MaxHeight of a stream is below the size of a level", Severity: Warning,
		Help:   "Players reserve a surface of MaxWidth × MaxHeight of the stream. A level that is larger is cut, scaled down or left out. The usual cause is a level that was added by hand.",
		Clause: "MS-SSTR 2.2.2.3",
		whole: func(c *Case, to *Reporter) {
			c.eachLevel(func(i, j int, s *manifest.Stream, l *manifest.Level) {
				width, okWidth := ticksOf(attrOf(s.Attrs, "MaxWidth"))
				height, okHeight := ticksOf(attrOf(s.Attrs, "MaxHeight"))
				if !(okWidth && width > 0 && uint64(l.Width) > width || okHeight && height > 0 && uint64(l.Height) > height) {
					return
				}
				to.Add("", Finding{
					Place:    c.inClient(i, j, l.Span),
					Message:  fmt.Sprintf("%s is %d×%d, larger than the %d×%d that the stream says is its most", clientLevel(s, l), l.Width, l.Height, width, height),
					Measured: fmt.Sprintf("%d×%d", l.Width, l.Height), Expected: fmt.Sprintf("at most %d×%d", width, height),
					Hint: "Raise MaxWidth and MaxHeight of the StreamIndex to those of its largest level.",
				})
			})
		},
	}
}
