package codec

import (
	"errors"
	"fmt"
)

// fromVC1 reads the private data of an advanced profile VC-1 level: at times a
// byte, then a sequence header and an entry point between start codes (SMPTE
// 421M, 6.1).
func fromVC1(private []byte) (Info, error) {
	info := Info{FourCC: "WVC1", Text: "VC-1", RFC6381: "vc-1", Private: private}
	for _, unit := range splitAnnexB(private) {
		if unit[0] != 0x0f {
			continue
		}
		r := &bitReader{bytes: unescape(unit[1:])}
		profile, level := r.u(2), r.u(3)
		r.skip(2 + 3 + 5 + 1)
		width, height := 2*r.u(12)+2, 2*r.u(12)+2
		if r.err != nil {
			return info, fmt.Errorf("sequence header: %w", r.err)
		}
		if profile != 3 {
			return info, fmt.Errorf("sequence header: profile %d is not the advanced one", profile)
		}
		info.Text = fmt.Sprintf("VC-1 Advanced L%d", level)
		info.Width, info.Height = int(width), int(height)
		return info, nil
	}
	return info, errors.New("there is no sequence header in it")
}

// FromText is for text tracks, whose sample entry says all that is known.
func FromText(entry string) Info {
	switch entry {
	case "stpp":
		return Info{FourCC: "TTML", RFC6381: "stpp", Text: "TTML"}
	case "dfxp":
		return Info{FourCC: "DFXP", RFC6381: "stpp", Text: "TTML"}
	case "wvtt":
		return Info{FourCC: "WVTT", RFC6381: "wvtt", Text: "WebVTT"}
	case "tx3g":
		return Info{FourCC: "TX3G", RFC6381: "tx3g", Text: "3GPP timed text"}
	}
	return Info{Text: "text"}
}
