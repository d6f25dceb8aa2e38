package codec

import (
	"fmt"
	"io"
)

// Descriptor tags of ISO/IEC 14496-1, 7.2.2.1.
const (
	tagES      = 3
	tagConfig  = 4
	tagDecoder = 5
)

// FromEsds reads the payload of an esds box, version and flags included
// (ISO/IEC 14496-14, 5.6).
func FromEsds(payload []byte) (Info, error) {
	info := Info{FourCC: "AACL", Text: "MPEG-4 audio", RFC6381: "mp4a"}
	if len(payload) < 4 {
		return info, fmt.Errorf("esds of %d bytes: %w", len(payload), io.ErrUnexpectedEOF)
	}
	es, ok := descriptor(payload[4:], tagES)
	if !ok || len(es) < 3 {
		return info, fmt.Errorf("esds: no ES descriptor")
	}
	config, ok := descriptor(es[min(len(es), esHeader(es)):], tagConfig)
	if !ok || len(config) < 13 {
		return info, fmt.Errorf("esds: no decoder config descriptor")
	}
	specific, _ := descriptor(config[13:], tagDecoder)
	return fromObjectType(config[0], specific)
}

// esHeader is the length of an ES descriptor's own fields.
func esHeader(es []byte) int {
	n, flags := 3, es[2]
	if flags&0x80 != 0 {
		n += 2 // depends on
	}
	if flags&0x40 != 0 && len(es) > n {
		n += 1 + int(es[n]) // URL
	}
	if flags&0x20 != 0 {
		n += 2 // clock
	}
	return n
}

// descriptor is the body of the first descriptor with the given tag. A size
// that claims too much is cut to what is there.
func descriptor(b []byte, tag byte) ([]byte, bool) {
	for len(b) >= 2 {
		found := b[0]
		size, n := 0, 1
		for n < len(b) && n <= 4 {
			size = size<<7 | int(b[n]&0x7f)
			n++
			if b[n-1]&0x80 == 0 {
				break
			}
		}
		body := b[n:min(len(b), n+size)]
		if found == tag {
			return body, true
		}
		b = b[n+len(body):]
	}
	return nil, false
}

// fromObjectType reads by objectTypeIndication (RFC 6381, 3.3; the MP4
// registration authority's list).
func fromObjectType(object byte, specific []byte) (Info, error) {
	info := Info{RFC6381: fmt.Sprintf("mp4a.%02X", object), Private: specific}
	switch object {
	case 0x40:
		return FromASC(specific)
	case 0x66, 0x67, 0x68:
		aac, err := FromASC(specific)
		aac.RFC6381, aac.Text = info.RFC6381, "MPEG-2 AAC"
		return aac, err
	case 0x69, 0x6b:
		// What manifests of MP3 say: the FourCC of Windows Media with the tag of MP3.
		info.FourCC, info.Text, info.AudioTag = "WMAP", "MP3", tagMP3
	case 0xa5:
		info.FourCC, info.Text = "AC-3", "Dolby Digital"
	case 0xa6:
		info.FourCC, info.Text = "EC-3", "Dolby Digital Plus"
	case 0xa9:
		info.FourCC, info.Text = "DTSC", "DTS"
	case 0xad:
		info.FourCC, info.Text = "OPUS", "Opus"
	case 0xdd:
		info.Text = "Vorbis"
	default:
		return info, fmt.Errorf("esds: object type 0x%02X is not known", object)
	}
	return info, nil
}
