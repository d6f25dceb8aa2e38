package codec

import (
	"encoding/binary"
	"fmt"
	"io"
)

// Values of wFormatTag (MS-SSTR 2.2.2.5, AudioTag).
const (
	tagMP3        = 85
	tagAAC        = 255
	tagWMA        = 353
	tagWMAPro     = 354
	tagHEAAC      = 0x1610
	tagExtensible = 0xfffe
)

// wave is a WAVEFORMATEX. All its numbers are little-endian.
type wave struct {
	tag, channels, rate int
	bytesPerSecond      int
	align, bits         int
	extra               []byte
}

const waveSize = 18

func readWave(b []byte) (wave, bool) {
	if len(b) < waveSize {
		return wave{}, false
	}
	u16 := func(at int) int { return int(binary.LittleEndian.Uint16(b[at:])) }
	u32 := func(at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	w := wave{tag: u16(0), channels: u16(2), rate: u32(4), bytesPerSecond: u32(8), align: u16(12), bits: u16(14)}
	w.extra = b[waveSize:min(len(b), waveSize+u16(16))]
	return w, true
}

// wholeWave reads private data that is a whole WAVEFORMATEX: its tag is one of
// those that occur and the size of what follows is right.
func wholeWave(b []byte) (wave, bool) {
	w, ok := readWave(b)
	if !ok || len(b) < waveSize+len(w.extra) || len(b)-waveSize != int(binary.LittleEndian.Uint16(b[16:])) {
		return wave{}, false
	}
	switch w.tag {
	case tagMP3, tagAAC, tagWMA, tagWMAPro, tagHEAAC, tagExtensible:
		return w, w.channels > 0 && w.channels <= 64 && w.rate > 0
	}
	return wave{}, false
}

// FromWave reads a WAVEFORMATEX: the payload of a wfex box.
func FromWave(b []byte) (Info, error) {
	w, ok := readWave(b)
	if !ok {
		return Info{}, fmt.Errorf("WAVEFORMATEX of %d bytes: %w", len(b), io.ErrUnexpectedEOF)
	}
	var info Info
	var err error
	switch w.tag {
	case tagAAC, tagHEAAC:
		info, err = fromAACPrivate("AACL", w.extra, Hint{SamplingRate: w.rate, Channels: w.channels})
	case tagExtensible:
		info, err = fromDolbyPrivate("EC-3", w.extra)
	case tagWMA, tagWMAPro:
		info = wmaInfo(w.tag)
		info.Private = w.extra
	case tagMP3:
		info = Info{FourCC: "WMAP", Text: "MP3", RFC6381: "mp4a.6B", Private: w.extra}
	default:
		return Info{AudioTag: w.tag, SamplingRate: w.rate, Channels: w.channels, Private: w.extra},
			fmt.Errorf("WAVEFORMATEX: format tag %d is not known", w.tag)
	}
	info.AudioTag, info.PacketSize, info.BitsPerSample = w.tag, w.align, w.bits
	if info.SamplingRate == 0 {
		info.SamplingRate = w.rate
	}
	if info.Channels == 0 {
		info.Channels = w.channels
	}
	return info, err
}

func wmaInfo(tag int) Info {
	info := Info{FourCC: "WMAP", Text: "WMA Standard", RFC6381: "wma", AudioTag: tag}
	if tag == tagWMAPro {
		info.Text = "WMA Pro"
	}
	return info
}

// fromWMA reads the private data of a Windows Media level: a whole
// WAVEFORMATEX, or only what stands behind it (18 bytes for Pro, 10 for
// Standard).
func fromWMA(private []byte, hint Hint) (Info, error) {
	if w, ok := wholeWave(private); ok && w.tag != tagExtensible {
		info, err := FromWave(private)
		info.Private = private
		return info, err
	}
	tag := hint.AudioTag
	if tag == tagMP3 {
		return Info{FourCC: "WMAP", Text: "MP3", RFC6381: "mp4a.6B", AudioTag: tag, Private: private}, nil
	}
	if tag != tagWMA && tag != tagWMAPro {
		tag = tagWMA
		if len(private) >= 18 {
			tag = tagWMAPro
		}
	}
	info := wmaInfo(tag)
	info.Private = private
	return info, nil
}
