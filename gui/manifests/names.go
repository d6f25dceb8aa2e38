package manifests

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/codec"
)

// fourCCs are those that players know.
func fourCCs() []string {
	return []string{
		"H264", "AVC1", "X264", "DAVC", "HVC1", "HEV1", "DVHE", "DVH1", "WVC1", "AACL", "AACH", "AACP", "AAC",
		"WMAP", "EC-3", "AC-3", "DEC3", "MP3", "DTSC", "DTSH", "DTSL", "DTSE", "OPUS", "TTML", "DFXP",
	}
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
