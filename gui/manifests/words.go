package manifests

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

func count(n int) map[string]any { return map[string]any{"Count": kit.Group(int64(n))} }

func number(n int) map[string]any { return map[string]any{"Number": n} }

func several(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func kiloBits(bitrate uint64) string { return kit.Group(int64((bitrate+500)/1000)) + " kb/s" }

func size(w, h int) string { return fmt.Sprintf("%d×%d", w, h) }

// seconds is ticks as seconds with milliseconds; the rest of a tick is cut.
func seconds(ticks, scale uint64) string {
	return fmt.Sprintf("%.3f s", float64(ticks)/float64(max(scale, 1)))
}

// span is a duration for people: 1:02:03.5.
func span(ticks, scale uint64) string {
	return kit.RulerLabel(int64(float64(ticks)/float64(max(scale, 1))*1000), 100, 1000)
}

// stretch is from when to when the chunks of a stream reach.
func stretch(s *manifest.Stream) string {
	last := s.Chunks[len(s.Chunks)-1]
	return fmt.Sprintf("%.3f – %s", float64(s.Chunks[0].Time)/float64(max(s.TimeScale, 1)), seconds(last.Time+last.Duration, s.TimeScale))
}

// gapWords says how far chunks are apart, or lie over each other.
func gapWords(ticks int64, scale uint64) string {
	if ticks < 0 {
		return lang.L("overlap of {{.Time}}", map[string]any{"Time": ticksOrTime(uint64(-ticks), scale)})
	}
	return lang.L("gap of {{.Time}}", map[string]any{"Time": ticksOrTime(uint64(ticks), scale)})
}

// ticksOrTime is a short time in milliseconds, or in ticks where that would be
// nothing.
func ticksOrTime(ticks, scale uint64) string {
	ms := float64(ticks) * 1000 / float64(max(scale, 1))
	switch {
	case ms < 0.1:
		return several(int(ticks), lang.L("1 tick"), lang.L("{{.Count}} ticks", count(int(ticks))))
	case ms < 1000:
		return fmt.Sprintf("%.1f ms", ms)
	}
	return fmt.Sprintf("%.3f s", ms/1000)
}

// systemWord names a protection system by its GUID.
func systemWord(id string) string {
	switch strings.NewReplacer("{", "", "}", "", "-", "").Replace(strings.ToLower(strings.TrimSpace(id))) {
	case "9a04f07998404286ab92e65be0885f95":
		return "PlayReady"
	case "edef8ba979d64acea3c827dcd51d21ed":
		return "Widevine"
	case "94ce86fb07ff4f43adb893d2fa968ca2":
		return "FairPlay"
	case "1077efecc0b24d02ace33c1e52e2fb4b":
		return "Clear Key"
	}
	return id
}

// kindWord is what a manifest is called.
func kindWord(k manifest.Kind) string {
	switch k {
	case manifest.ClientManifest:
		return lang.L("client")
	case manifest.ServerManifest:
		return lang.L("server")
	}
	return lang.L("no manifest")
}

// words is a node for the status bar: its path, and where it stands.
func (d *doc) words(node int) string {
	if node < 0 || node >= len(d.nodes) {
		return ""
	}
	var path []string
	for n := node; n >= 0; n = d.index.Parent(n) {
		name := d.outline.Elements[d.nodes[n].element].Name
		if d.nodes[n].list {
			continue
		}
		if all := d.outline.Siblings(d.nodes[n].element); len(all) > 1 {
			name += fmt.Sprintf("[%d]", position(all, d.nodes[n].element)+1)
		}
		path = append([]string{name}, path...)
	}
	at := d.span(node)
	return strings.Join(path, "/") + " · " + lang.L("line {{.Line}}", map[string]any{"Line": kit.Group(int64(d.line(at.From)))}) +
		" · " + lang.L("{{.Count}} bytes", count(int(at.To-at.From)))
}

func position(all []int, one int) int {
	for i, other := range all {
		if other == one {
			return i
		}
	}
	return -1
}

// line is the number of the line that holds a byte, from 1.
func (d *doc) line(off int64) int { return strings.Count(d.text[:off], "\n") + 1 }

// emptyWords is what the tree says when it has no rows.
func (r *Room) emptyWords() string {
	switch {
	case r.shown == nil || r.file() == nil:
		return ""
	case r.shown.broken():
		return lang.L("No elements: it cannot be read")
	}
	return ""
}
