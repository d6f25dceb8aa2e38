package captions

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// kindWord is what a warning is about, in a word.
func kindWord(kind string) string {
	switch kind {
	case "order":
		return lang.L("order")
	case "overlap":
		return lang.L("overlap")
	case "speed":
		return lang.L("too fast")
	case "length":
		return lang.L("long line")
	case "lines":
		return lang.L("many lines")
	case "short":
		return lang.L("too short")
	case "outside":
		return lang.L("outside the film")
	case "empty":
		return lang.L("no text")
	}
	return kind
}

// count is n as an argument of a translation.
func count(n int) map[string]any { return map[string]any{"Count": kit.Group(int64(n))} }

// captionsWord is "1 caption" or "12 captions".
func captionsWord(n int) string {
	if n == 1 {
		return lang.L("1 caption")
	}
	return lang.L("{{.Count}} captions", count(n))
}

// number is the number of a caption as an argument of a translation.
func number(i int) map[string]any { return map[string]any{"Number": i + 1} }

// lasting is a duration in seconds.
func lasting(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', 3, 64)
}

// pace is a reading speed, "" where there is none.
func pace(c caption.Cue) string {
	if c.Speed() == 0 {
		return ""
	}
	return strconv.FormatFloat(c.Speed(), 'f', 1, 64)
}

// Where a track's captions are.
func placeWord(t Track) string {
	if t.Embedded || t.File == "" {
		return lang.L("in the manifest")
	}
	return t.File
}

// kindOfTrack is what CAPT and SUBT stand for.
func kindOfTrack(subtype string) string {
	switch subtype {
	case "CAPT":
		return lang.L("captions (CAPT)")
	case "SUBT":
		return lang.L("subtitles (SUBT)")
	}
	return subtype
}
