package check

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/manifest"
)

func crossPrivateData() *Rule {
	return &Rule{
		ID: "X-CPD", Title: "CodecPrivateData or the size of a level is not that of the file", Severity: Error,
		Help: "Players set up the decoder with CodecPrivateData of the manifest, then feed it with the file. Parameter sets of another encode give a green or torn picture, or none. " +
			"The picture size in the parameter sets has to be that of MaxWidth and MaxHeight, else the picture is stretched. Make the manifest again from the media.",
		Clause: "MS-SSTR 2.2.2.5, ISO/IEC 14496-15 5.3.3.1",
		whole: func(c *Case, to *Reporter) {
			c.eachLevel(func(i, j int, s *manifest.Stream, l *manifest.Level) {
				if fault, _ := privateFault(s, l); fault != "" || s.Type != "video" || l.PrivateData == "" {
					return
				}
				private, err := hex.DecodeString(l.PrivateData)
				if err != nil {
					return
				}
				f := Finding{Place: c.inClient(i, j, l.Span), Hint: "Make the client manifest again from the media: it belongs to another encode."}
				if c.setsDiffer(&f, i, j, s, l, private) || sizeDiffers(&f, s, l, private) {
					to.Add("", f)
				}
			})
		},
	}
}

// setsDiffer compares the parameter sets with those of the file.
func (c *Case) setsDiffer(f *Finding, i, j int, s *manifest.Stream, l *manifest.Level, private []byte) bool {
	if !c.listed() || !nalCodec(l.FourCC) {
		return false
	}
	t := c.LevelOf(i, j)
	if t == nil || len(t.Codec.Private) == 0 || !nalCodec(t.Codec.FourCC) {
		return false
	}
	hevc := strings.HasPrefix(strings.ToUpper(t.Codec.FourCC), "H") && !strings.EqualFold(t.Codec.FourCC, "H264")
	written, own := parameterSets(private, hevc), parameterSets(t.Codec.Private, hevc)
	for _, set := range own {
		if !containsSet(written, set.data) && (set.name != "VPS" || hasName(written, "VPS")) {
			f.Message = fmt.Sprintf("the %s in CodecPrivateData of %s is not that of %s", set.name, clientLevel(s, l), t.File.Member.Path)
			f.Measured, f.Expected = quotedOr(l.PrivateData, ""), quotedOr(strings.ToUpper(hex.EncodeToString(t.Codec.Private)), "")
			return true
		}
	}
	return false
}

// sizeDiffers compares the picture size in the parameter sets with that of the
// level.
func sizeDiffers(f *Finding, s *manifest.Stream, l *manifest.Level, private []byte) bool {
	info, err := codec.FromPrivateData(l.FourCC, private, hintOf(s, l))
	if err != nil || info.Width == 0 || info.Height == 0 || l.Width == 0 || l.Height == 0 || info.Width == l.Width && info.Height == l.Height {
		return false
	}
	f.Message = fmt.Sprintf("%s says %d×%d, the parameter sets in its CodecPrivateData say %d×%d", clientLevel(s, l), l.Width, l.Height, info.Width, info.Height)
	f.Measured, f.Expected = fmt.Sprintf("%d×%d", l.Width, l.Height), fmt.Sprintf("%d×%d", info.Width, info.Height)
	f.Hint = "Write the size of the pictures into MaxWidth and MaxHeight of the level."
	return true
}

// parameterSet is a NAL unit that sets a decoder up.
type parameterSet struct {
	name string
	data []byte
}

// parameterSets are the units between start codes that are VPS, SPS or PPS.
func parameterSets(private []byte, hevc bool) []parameterSet {
	var sets []parameterSet
	for _, unit := range bytes.Split(private, []byte{0, 0, 1}) {
		unit = bytes.TrimRight(unit, "\x00")
		if len(unit) == 0 {
			continue
		}
		name := map[byte]string{7: "SPS", 8: "PPS"}[unit[0]&0x1f]
		if hevc {
			name = map[byte]string{32: "VPS", 33: "SPS", 34: "PPS"}[unit[0]>>1&0x3f]
		}
		if name != "" {
			sets = append(sets, parameterSet{name, unit})
		}
	}
	return sets
}

func containsSet(sets []parameterSet, data []byte) bool {
	for _, s := range sets {
		if bytes.Equal(s.data, data) {
			return true
		}
	}
	return false
}

func hasName(sets []parameterSet, name string) bool {
	for _, s := range sets {
		if s.name == name {
			return true
		}
	}
	return false
}
