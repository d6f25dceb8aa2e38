package check

import (
	"fmt"
	"slices"
	"strings"

	"smoothscope/inspect/asset"
)

// aspectOff is how much of the ratio sizes that are rounded to whole macroblocks
// may be off.
const aspectOff = 0.03

// judgeCodec compares with the first level that says what it is.
func judgeCodec(c *Case, to *Reporter) {
	for i := range c.Asset.Streams {
		s := &c.Asset.Streams[i]
		first := slices.IndexFunc(s.Levels, func(l asset.Level) bool { return l.FourCC != "" })
		for n := first + 1; first >= 0 && n < len(s.Levels); n++ {
			was, is := decoderOf(s.Levels[first].FourCC), decoderOf(s.Levels[n].FourCC)
			if is == "" || was == is {
				continue
			}
			to.Add("", Finding{
				Message:  fmt.Sprintf("%s is %s, %s is %s", c.levelAt(i, n), s.Levels[n].FourCC, c.levelAt(i, first), s.Levels[first].FourCC),
				Place:    InStream(i, n),
				Measured: s.Levels[n].FourCC, Expected: s.Levels[first].FourCC,
				Hint: "Players set up one decoder for a stream and fail or go black when the codec changes. Put each codec into a StreamIndex of its own.",
			})
		}
	}
}

// decoderOf is what one decoder takes: manifests call H.264 by several names.
func decoderOf(fourCC string) string {
	switch f := strings.ToUpper(fourCC); f {
	case "AVC1", "X264", "DAVC":
		return "H264"
	case "HEV1":
		return "HVC1"
	case "DFXP":
		return "TTML"
	default:
		return f
	}
}

func judgeAspect(c *Case, to *Reporter) {
	for i := range c.Asset.Streams {
		s := &c.Asset.Streams[i]
		if s.Type != "video" || len(s.Levels) < 2 {
			continue
		}
		// The largest picture is the least rounded.
		best := 0
		for n, l := range s.Levels {
			if l.Width*l.Height > s.Levels[best].Width*s.Levels[best].Height {
				best = n
			}
		}
		for n, l := range s.Levels {
			ref := s.Levels[best]
			if l.Width <= 0 || l.Height <= 0 || ref.Height <= 0 {
				continue
			}
			is, wanted := float64(l.Width)/float64(l.Height), float64(ref.Width)/float64(ref.Height)
			if is/wanted > 1-aspectOff && is/wanted < 1+aspectOff {
				continue
			}
			to.Add("", Finding{
				Message:  fmt.Sprintf("%s is %d×%d, another shape than %d×%d", c.levelAt(i, n), l.Width, l.Height, ref.Width, ref.Height),
				Place:    InStream(i, n),
				Measured: decimal(is, 3) + " : 1", Expected: decimal(wanted, 3) + " : 1",
				Hint: "The picture is stretched or jumps when the player changes to this level, unless its pixels are not square. Scale all levels to the same shape.",
			})
		}
	}
}
