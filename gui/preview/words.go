package preview

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
)

// told says what a request means, as far as its asset is known.
func told(r preview.Request, content *asset.Asset) row {
	out := row{Request: r}
	if content == nil || r.Stream < 0 || r.Stream >= len(content.Streams) {
		return out
	}
	s := &content.Streams[r.Stream]
	out.stream, out.kind = s.Name, s.Type
	if r.Level >= 0 && r.Level < len(s.Levels) {
		out.level = kiloBits(s.Levels[r.Level].Bitrate)
	}
	if chunky(r.Kind) && s.TimeScale > 0 {
		out.at = fmt.Sprintf("%.3f s", float64(r.Time)/float64(s.TimeScale))
	}
	return out
}

// chunky tells the kinds of request that ask for a chunk, or a part of one.
func chunky(k preview.Kind) bool {
	switch k {
	case preview.Fragment, preview.FragmentInfo, preview.KeyFrames, preview.RawFragments, preview.Segment:
		return true
	default:
		return false
	}
}

func kiloBits(bitrate uint64) string { return kit.Group(int64((bitrate+500)/1000)) + " kb/s" }

// kindWord is what was asked for.
func kindWord(k preview.Kind) string {
	switch k {
	case preview.Manifest:
		return lang.L("manifest")
	case preview.Fragment:
		return lang.L("fragment")
	case preview.FragmentInfo:
		return lang.L("fragment head")
	case preview.KeyFrames:
		return lang.L("key frames")
	case preview.RawFragments:
		return lang.L("raw fragment")
	default:
		return otherWord(k)
	}
}

func otherWord(k preview.Kind) string {
	switch k {
	case preview.MPD:
		return lang.L("DASH manifest")
	case preview.Init:
		return lang.L("init segment")
	case preview.Segment:
		return lang.L("segment")
	case preview.Page:
		return lang.L("page")
	case preview.Policy:
		return lang.L("policy")
	default:
		return lang.L("something else")
	}
}

// status is the answer in a column: never by its colour alone.
func status(r preview.Request) (string, kit.Token) {
	text := strconv.Itoa(r.Status)
	switch {
	case r.Status == 0:
		return lang.L("✕ none"), kit.Error
	case r.Status >= 400:
		return "✕ " + text, kit.Error
	case r.Err != "":
		return "▲ " + text, kit.Warning
	}
	return text, ""
}

// took is how long an answer took.
func took(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000)
	case d < 10*time.Second:
		return kit.Group(d.Milliseconds()) + " ms"
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func rate(v float64) string { return kit.Bytes(int64(v)) + "/s" }

func clock(t time.Time) string { return t.Format("15:04:05.000") }

// line is a request as text, for the clipboard and the filter.
func line(r *row) string {
	code, _ := status(r.Request)
	parts := []string{
		clock(r.At), r.Site, r.stream, chunkNumber(r), r.at, r.level, kindWord(r.Kind),
		code, strconv.FormatInt(r.Bytes, 10), took(r.Took), r.Method, r.Path,
	}
	if r.Err != "" {
		parts = append(parts, r.Err)
	}
	return strings.Join(parts, "\t")
}

// shortPath is the address of a request below its asset's own, which all rows
// would begin with.
func shortPath(r *row, site string) string {
	if rest, ok := strings.CutPrefix(r.Path, "/"+url.PathEscape(site)+"/"); ok && rest != "" && site != "" {
		return rest
	}
	return r.Path
}

// chunkNumber is the ordinal of a chunk in its stream, from 0 as everywhere.
func chunkNumber(r *row) string {
	if r.Chunk < 0 || !chunky(r.Kind) {
		return ""
	}
	return strconv.Itoa(r.Chunk)
}
