// Package codec knows what codec configuration records and the CodecPrivateData
// of manifests say: picture size, frame rate, sampling rate, channels, the
// RFC 6381 codec string, and the private data in the form that a manifest
// wants. It knows neither boxes nor manifests; callers hand it the bytes.
//
// To add a codec, write a file with its parser and name its FourCCs in
// FromPrivateData.
package codec

import (
	"cmp"
	"fmt"
	"strings"
)

// Info is what a configuration record says. What it does not say is zero.
type Info struct {
	FourCC        string // as in a manifest: H264, HVC1, WVC1, AACL, EC-3, TTML
	RFC6381       string // avc1.64001F, mp4a.40.2; "" where there is none
	Text          string // for a person: H.264 High 3.1, AAC LC
	Width, Height int    // pixels to be shown, after cropping
	FrameRate     Rate
	SamplingRate  int    // Hz, of what is heard: after spectral band replication
	Channels      int    // with the low-frequency channel
	BitsPerSample int    // as a manifest has it
	PacketSize    int    // nBlockAlign of a WAVEFORMATEX, as a manifest has it
	AudioTag      int    // wFormatTag of a WAVEFORMATEX, as a manifest has it
	Private       []byte // CodecPrivateData in the form of a manifest
	NALLength     int    // bytes of a NAL unit's length in a sample, 1 to 4; 0 where the record has none
}

// Rate is frames per second as a fraction; the zero Rate is unknown.
type Rate struct {
	Num, Den uint32
}

// Known says whether the rate is known.
func (r Rate) Known() bool { return r.Num != 0 && r.Den != 0 }

// Float is the rate in frames per second, 0 where unknown. It is for showing,
// not for reckoning.
func (r Rate) Float() float64 {
	if !r.Known() {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

// Hint is what a manifest says beside the private data.
type Hint struct {
	Kind         string // video, audio or text
	SamplingRate int    // Hz
	Channels     int
	AudioTag     int
}

// maxRecord bounds what is looked at: no configuration record comes near it.
const maxRecord = 1 << 20

// FromPrivateData reads the CodecPrivateData of a quality level. The FourCC of
// the result is the given one; an empty one is taken from the audio tag or from
// the bytes, as old encoders leave it out. Where the private data of AAC is
// empty, the result has one built from the hint.
func FromPrivateData(fourCC string, private []byte, hint Hint) (Info, error) {
	if len(private) > maxRecord {
		return Info{FourCC: fourCC}, fmt.Errorf("%d bytes of codec private data are more than any codec has", len(private))
	}
	kind := strings.ToUpper(strings.TrimSpace(fourCC))
	if kind == "" {
		kind = guess(private, hint)
	}
	info, err := fromKind(kind, private, hint)
	if fourCC != "" {
		info.FourCC = fourCC
	}
	if info.SamplingRate == 0 {
		info.SamplingRate = hint.SamplingRate
	}
	if info.Channels == 0 {
		info.Channels = hint.Channels
	}
	if hint.AudioTag != 0 {
		info.AudioTag = hint.AudioTag
	}
	if err != nil {
		return info, fmt.Errorf("codec private data of %s: %w", cmp.Or(fourCC, kind, "unknown kind"), err)
	}
	return info, nil
}

// fromKind reads private data by its FourCC in upper case.
func fromKind(kind string, private []byte, hint Hint) (Info, error) {
	switch kind {
	case "H264", "AVC1", "AVC3", "X264", "DAVC":
		return fromAVCPrivate(private)
	case "HVC1", "HEV1", "DVHE", "DVH1", "HEVC", "H265":
		return fromHEVCPrivate(private, kind)
	case "WVC1", "VC-1":
		return fromVC1(private)
	case "AACL", "AACH", "AACP", "AAC", "MP4A":
		return fromAACPrivate(kind, private, hint)
	case "WMAP", "WMA1", "WMA2", "WMA3", "WMA", "WMAL":
		return fromWMA(private, hint)
	case "EC-3", "EC3", "DEC3":
		return fromDolbyPrivate("EC-3", private)
	case "AC-3", "AC3", "DAC3":
		return fromDolbyPrivate("AC-3", private)
	}
	return fromName(kind, private)
}

// fromName is for codecs whose FourCC says all that is known of them.
func fromName(kind string, private []byte) (Info, error) {
	info := Info{FourCC: kind, Private: private}
	switch kind {
	case "TTML", "DFXP", "STPP":
		info.Text, info.RFC6381 = "TTML", "stpp"
	case "WVTT":
		info.Text, info.RFC6381 = "WebVTT", "wvtt"
	case "MP3":
		info.Text, info.RFC6381, info.AudioTag = "MP3", "mp4a.6B", 85
	case "DTSC", "DTSH", "DTSL", "DTSE":
		info.Text, info.RFC6381 = "DTS", strings.ToLower(kind)
	case "OPUS":
		info.Text, info.RFC6381 = "Opus", "opus"
	case "JPEG":
		info.Text, info.RFC6381 = "JPEG", "jpeg"
	case "DATA":
		info.FourCC, info.Text = "", "data"
	case "":
		return info, fmt.Errorf("no FourCC says what it is")
	default:
		return info, fmt.Errorf("FourCC %q is not known", kind)
	}
	return info, nil
}

// guess is the FourCC that a manifest left out.
func guess(private []byte, hint Hint) string {
	if name := byTag(hint.AudioTag); name != "" {
		return name
	}
	if w, ok := wholeWave(private); ok {
		return byTag(w.tag)
	}
	switch hint.Kind {
	case "text":
		return "DATA"
	case "audio":
		return "AACL"
	}
	for _, nal := range splitAnnexB(private) {
		switch {
		case nal[0]&0x9f == 7:
			return "H264"
		case nal[0]>>1 == hevcSPS || nal[0]>>1 == hevcVPS:
			return "HVC1"
		case nal[0] == 0x0f:
			return "WVC1"
		}
	}
	return ""
}

// byTag is the FourCC that goes with a wFormatTag.
func byTag(tag int) string {
	switch tag {
	case tagAAC, tagHEAAC:
		return "AACL"
	case tagExtensible:
		return "EC-3"
	case tagWMA, tagWMAPro:
		return "WMAP"
	case tagMP3:
		return "MP3"
	}
	return ""
}
