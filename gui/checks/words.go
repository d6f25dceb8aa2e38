package checks

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
)

// Verdict is a judgement as a sentence in the language of the window.
func Verdict(j check.Judgement) string {
	text := lang.L(j.Head)
	if j.Reason != "" {
		reason := lang.L(j.Reason)
		if strings.Contains(reason, "%d") {
			reason = fmt.Sprintf(reason, j.N)
		}
		text += ": " + reason
	}
	if j.Others {
		text += lang.L(check.OtherErrors)
	}
	return text + "."
}

// Token is the colour of a severity, that of what is well for none.
func Token(s check.Severity) kit.Token {
	switch s {
	case check.Error:
		return kit.Error
	case check.Warning:
		return kit.Warning
	case check.Info:
		return kit.Dim
	}
	return kit.OK
}

// severityWord is what a severity is called.
func severityWord(s check.Severity) string {
	switch s {
	case check.Error:
		return lang.L("error")
	case check.Warning:
		return lang.L("warning")
	}
	return lang.L("note")
}

// Counts is "2 errors, 1 warning", "" where nothing was found.
func Counts(r *check.Report) string {
	var parts []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{r.Errors, lang.L("1 error"), lang.L("{{.Count}} errors", count(r.Errors))},
		{r.Warnings, lang.L("1 warning"), lang.L("{{.Count}} warnings", count(r.Warnings))},
		{r.Infos, lang.L("1 note"), lang.L("{{.Count}} notes", count(r.Infos))},
	} {
		switch {
		case c.n == 1:
			parts = append(parts, c.one)
		case c.n > 1:
			parts = append(parts, c.many)
		}
	}
	return strings.Join(parts, ", ")
}

func count(n int) map[string]any { return map[string]any{"Count": kit.Group(int64(n))} }

// ProfileWord is what a profile is for.
func ProfileWord(p check.Profile) string {
	switch p {
	case check.Ingest:
		return lang.L("ingest: sent to a live event")
	case check.Archive:
		return lang.L("archive: left by a live event")
	case check.CMAF:
		return lang.L("cmaf: to become HLS and DASH")
	}
	return lang.L("smooth: on demand")
}

// stream is a stream or level in words, "" for the asset as a whole.
func stream(r *check.Report, p check.Place) string {
	if r == nil || p.Stream < 0 || p.Stream >= len(r.Streams) {
		return ""
	}
	s := &r.Streams[p.Stream]
	name := s.Name
	if name == "" {
		name = s.Type
	}
	if s.Language != "" && s.Language != "und" && !strings.Contains(name, s.Language) {
		name += " " + s.Language
	}
	if l := levelOf(r, p); l != nil && l.Bitrate > 0 {
		name += " " + check.Rate(l.Bitrate)
	}
	return name
}

// moment is the time of a place, "" where it has none.
func moment(r *check.Report, p check.Place) string {
	if p.Chunk < 0 || p.Stream < 0 || p.Stream >= len(r.Streams) {
		return ""
	}
	scale := r.Streams[p.Stream].TimeScale
	if l := levelOf(r, p); l != nil && l.TimeScale > 0 {
		scale = l.TimeScale
	}
	return fmt.Sprintf("%.3f s", float64(p.Time)/float64(max(1, scale)))
}

// off is a distance in milliseconds and frames.
func off(d check.Distance) string {
	text := trim(d.Milliseconds(), 3) + " ms"
	frames := trim(d.Frames, 2)
	switch {
	case frames == "0":
	case frames == "1" || frames == "-1":
		text += ", " + lang.L("{{.Count}} frame", map[string]any{"Count": frames})
	default:
		text += ", " + lang.L("{{.Count}} frames", map[string]any{"Count": frames})
	}
	return text
}

// trim is a number with at most some digits behind the point.
func trim(x float64, digits int) string {
	power := math.Pow10(digits)
	return strconv.FormatFloat(math.Round(x*power)/power+0, 'f', -1, 64)
}

// cause is the first sentence of a hint.
func cause(f *check.Finding) string {
	first, _, _ := strings.Cut(f.Hint, ". ")
	return strings.TrimSuffix(first, ".")
}
