package codec

import (
	"bytes"
	"fmt"

	"github.com/Eyevinn/mp4ff/aac"
)

// asc is an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1).
type asc struct {
	object   uint32 // audio object type of the core
	rate     int    // Hz, of the core
	output   int    // Hz, with spectral band replication
	channels int
	sbr, ps  bool
}

// FromASC reads an AudioSpecificConfig, with the explicit and the
// backward-compatible signalling of HE-AAC.
func FromASC(config []byte) (Info, error) {
	info := Info{FourCC: "AACL", Text: "AAC", AudioTag: tagAAC, BitsPerSample: 16, PacketSize: 4, Private: config}
	if len(config) > maxRecord {
		return info, fmt.Errorf("audio specific config of %d bytes", len(config))
	}
	a, err := readASC(config)
	if err != nil {
		return info, fmt.Errorf("audio specific config: %w", err)
	}
	object := a.object
	switch {
	case a.ps:
		info.FourCC, info.Text, object = "AACP", "HE-AAC v2", 29
	case a.sbr:
		info.FourCC, info.Text, object = "AACH", "HE-AAC", 5
	default:
		info.Text = aacName(a.object)
	}
	info.RFC6381 = fmt.Sprintf("mp4a.40.%d", object)
	info.SamplingRate, info.Channels = a.output, a.channels
	if a.ps && a.channels == 1 {
		info.Channels = 2 // parametric stereo makes two of one
	}
	return info, nil
}

func aacName(object uint32) string {
	switch object {
	case 1:
		return "AAC Main"
	case 2:
		return "AAC LC"
	case 3:
		return "AAC SSR"
	case 4:
		return "AAC LTP"
	case 23:
		return "AAC LD"
	case 34:
		return "MP3"
	case 39:
		return "AAC ELD"
	case 42:
		return "xHE-AAC"
	}
	return fmt.Sprintf("MPEG-4 audio %d", object)
}

func readASC(config []byte) (asc, error) {
	r := &bitReader{bytes: config}
	a := asc{object: objectType(r)}
	a.rate = frequency(r)
	setup := r.u(4)
	a.channels = channelsOf(setup)
	a.output = a.rate
	if a.object == 5 || a.object == 29 {
		a.sbr, a.ps = true, a.object == 29
		a.output = frequency(r)
		a.object = objectType(r)
	}
	if r.err != nil {
		return a, r.err
	}
	if a.rate == 0 {
		return a, fmt.Errorf("sampling frequency index is reserved")
	}
	if general(a.object) {
		generalConfig(r, &a, setup)
		if r.err == nil && !a.sbr {
			extension(r, &a)
		}
	}
	return a, nil
}

// objectType reads an audio object type with its escape.
func objectType(r *bitReader) uint32 {
	if t := r.u(5); t != 31 {
		return t
	}
	return 32 + r.u(6)
}

// frequency reads a sampling frequency, 0 where its index is reserved.
func frequency(r *bitReader) int {
	index := r.u(4)
	if index == 15 {
		return int(r.u(24))
	}
	return aac.FrequencyTable[byte(index)]
}

// channelsOf is the number of channels of a channel configuration; 0 where the
// config lists them itself.
func channelsOf(setup uint32) int {
	switch {
	case setup <= 6:
		return int(setup)
	case setup == 7, setup == 12, setup == 14:
		return 8
	case setup == 11:
		return 7
	case setup == 13:
		return 24
	}
	return 0
}

// general says whether a GASpecificConfig follows.
func general(object uint32) bool {
	return object >= 1 && object <= 4 || object == 6 || object == 7 || object >= 17 && object <= 23 && object != 18
}

// generalConfig reads a GASpecificConfig (4.4.1).
func generalConfig(r *bitReader, a *asc, setup uint32) {
	r.skip(1) // frame length
	if r.flag() {
		r.skip(14) // core coder delay
	}
	more := r.flag()
	if setup == 0 {
		a.channels = programChannels(r)
	}
	if a.object == 6 || a.object == 20 {
		r.skip(3)
	}
	if more {
		switch a.object {
		case 22:
			r.skip(16)
		case 17, 19, 20, 23:
			r.skip(3)
		}
		r.skip(1)
	}
}

// programChannels counts the channels of a program_config_element (4.4.1.1).
func programChannels(r *bitReader) int {
	r.skip(4 + 2 + 4)
	front, side, back, low := r.u(4), r.u(4), r.u(4), r.u(2)
	data, coupled := r.u(3), r.u(4)
	for _, bits := range []int{4, 4, 3} { // down-mix tables
		if r.flag() {
			r.skip(bits)
		}
	}
	channels := int(low)
	for range front + side + back {
		if r.flag() {
			channels++
		}
		channels++
		r.skip(4)
	}
	r.skip(int(low)*4 + int(data)*4 + int(coupled)*5)
	r.skip((8 - r.at%8) % 8)
	r.skip(int(r.u(8)) * 8) // comment
	return channels
}

// extension reads the signalling of HE-AAC that older decoders do not see.
func extension(r *bitReader, a *asc) {
	if r.left() < 16 || r.u(11) != 0x2b7 || objectType(r) != 5 {
		return
	}
	if a.sbr = r.flag(); !a.sbr {
		return
	}
	if output := frequency(r); output != 0 {
		a.output = output
	}
	if r.left() >= 12 && r.u(11) == 0x548 {
		a.ps = r.flag()
	}
}

// fromAACPrivate reads the private data of an AAC level: an
// AudioSpecificConfig, a WAVEFORMATEX around one, or nothing.
func fromAACPrivate(kind string, private []byte, hint Hint) (Info, error) {
	if w, ok := wholeWave(private); ok && (w.tag == tagAAC || w.tag == tagHEAAC) {
		private = w.extra
		if len(private) == 0 && hint.SamplingRate == 0 {
			hint.SamplingRate, hint.Channels = w.rate, w.channels
		}
	}
	if len(private) > 0 {
		return FromASC(private)
	}
	config, err := BuildASC(kind, hint.SamplingRate, hint.Channels)
	if err != nil {
		return nakedAAC(kind), err
	}
	info, err := FromASC(config)
	if kind == "AACL" || kind == "AACH" || kind == "AACP" {
		info.FourCC = kind
	}
	return info, err
}

// nakedAAC is what the FourCC alone says.
func nakedAAC(kind string) Info {
	info := Info{FourCC: kind, Text: "AAC LC", RFC6381: "mp4a.40.2", AudioTag: tagAAC, BitsPerSample: 16, PacketSize: 4}
	switch kind {
	case "AACH":
		info.Text, info.RFC6381 = "HE-AAC", "mp4a.40.5"
	case "AACP":
		info.Text, info.RFC6381 = "HE-AAC v2", "mp4a.40.29"
	}
	return info
}

// BuildASC makes the AudioSpecificConfig that a manifest leaves out. For AACH
// and AACP the sampling rate is that of the core, as players take it; what is
// heard has twice as much.
func BuildASC(fourCC string, samplingRate, channels int) ([]byte, error) {
	config := aac.AudioSpecificConfig{ObjectType: aac.AAClc, SamplingFrequency: samplingRate}
	if samplingRate <= 0 || samplingRate > 96000 {
		return nil, fmt.Errorf("no audio specific config can be built for %d Hz", samplingRate)
	}
	switch {
	case channels >= 1 && channels <= 6:
		config.ChannelConfiguration = byte(channels)
	case channels == 8:
		config.ChannelConfiguration = 7
	default:
		return nil, fmt.Errorf("no audio specific config can be built for %d channels", channels)
	}
	switch fourCC {
	case "AACH":
		config.ObjectType, config.ExtensionFrequency = aac.HEAACv1, 2*samplingRate
	case "AACP":
		config.ObjectType, config.ExtensionFrequency = aac.HEAACv2, 2*samplingRate
		config.ChannelConfiguration = 1
	}
	var b bytes.Buffer
	if err := config.Encode(&b); err != nil {
		return nil, fmt.Errorf("audio specific config: %w", err)
	}
	return b.Bytes(), nil
}
