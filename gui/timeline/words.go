package timeline

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/inspect/media"
)

// seconds is a moment of the axis with milliseconds.
func seconds(t int64) string { return kit.RulerLabel(t, perSecond/1000, perSecond) }

// title is what a lane is called: its name, and its language where it has one.
func title(s *check.StreamFacts) string {
	name := s.Name
	if name == "" {
		name = s.Type
	}
	if s.Language != "" && s.Language != "und" && !strings.Contains(name, s.Language) {
		name += " " + s.Language
	}
	return name
}

// Summary is the asset in a few words.
func (r *Room) Summary() string {
	if r.report == nil {
		return ""
	}
	return r.summary()
}

func (r *Room) summary() string {
	levels, fragments, wrong := 0, 0, 0
	for _, s := range r.report.Streams {
		if s.Embedded {
			continue
		}
		levels += len(s.Levels)
		for _, l := range s.Levels {
			fragments += len(l.Fragments)
			for _, m := range l.Marks {
				if m == check.Error || m == check.Warning {
					wrong++
				}
			}
		}
	}
	from, to := r.lanes.Extent()
	text := kit.RulerLabel(to-from, perSecond/10, perSecond) + " · " +
		several(levels, lang.L("1 level"), lang.L("{{.Count}} levels", count(levels))) + " · " +
		several(fragments, lang.L("1 fragment"), lang.L("{{.Count}} fragments", count(fragments)))
	if r.start >= perSecond {
		text += " · " + lang.L("begins at {{.Time}}", map[string]any{"Time": kit.RulerLabel(int64(r.start), perSecond/10, perSecond)})
	}
	if wrong > 0 {
		text += " · " + lang.L("{{.Count}} with findings", count(wrong))
	}
	return text
}

func count(n int) map[string]any { return map[string]any{"Count": kit.Group(int64(n))} }

func several(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// describe says all that is known of a block.
func (r *Room) describe(at kit.LanePlace) []string {
	if r.report == nil || at.Lane >= len(r.rows) || at.Lane < 0 {
		return nil
	}
	w := r.rows[at.Lane]
	if w.stream < 0 || at.Block < 0 {
		return nil
	}
	if w.kind != chunkLane {
		return r.describeText(w, at.Block)
	}
	s := &r.report.Streams[w.stream]
	if w.level < 0 {
		c := s.Chunks[at.Block]
		begin := r.at(c.Time, s.TimeScale)
		when := seconds(begin)
		if c.Duration > 0 {
			length := int64(media.Rescale(c.Duration, s.TimeScale, perSecond))
			when = lang.L("{{.From}} to {{.To}}: {{.Length}}", map[string]any{"From": when, "To": seconds(begin + length), "Length": seconds(length)})
		}
		return append([]string{lang.L("{{.Stream}}, entry {{.Number}}", map[string]any{"Stream": title(s), "Number": at.Block}), when}, r.findings(w, at.Block)...)
	}
	level := r.level(w)
	if at.Block >= len(level.Fragments) {
		from, to := r.lanes.Block(at.Lane, at.Block)
		why := lang.L("not in the file")
		if level.File == "" {
			why = lang.L("listed by the manifest; its file is not known")
		}
		return append([]string{
			lang.L("{{.Stream}} {{.Rate}}, chunk {{.Number}}", map[string]any{"Stream": title(s), "Rate": check.Rate(level.Bitrate), "Number": at.Block}),
			lang.L("{{.From}} to {{.To}}: {{.Length}}", map[string]any{"From": seconds(from), "To": seconds(to), "Length": seconds(to - from)}), why,
		}, r.findings(w, at.Block)...)
	}
	f := &level.Fragments[at.Block]
	lines := []string{
		lang.L("{{.Stream}} {{.Rate}}, chunk {{.Number}}", map[string]any{"Stream": title(s), "Rate": check.Rate(level.Bitrate), "Number": at.Block}),
		r.when(f, level),
		r.what(f, level),
	}
	if text := r.keyFrames(f, level, s); text != "" {
		lines = append(lines, text)
	}
	return append(lines, r.findings(w, at.Block)...)
}

// when is start, end and length of a fragment.
func (r *Room) when(f *check.Fragment, level *check.LevelFacts) string {
	from, to := r.at(f.Time, level.TimeScale), r.at(f.Time+f.Span, level.TimeScale)
	return lang.L("{{.From}} to {{.To}}: {{.Length}}, {{.Samples}} samples", map[string]any{
		"From": seconds(from), "To": seconds(to), "Length": seconds(to - from), "Samples": f.Samples,
	})
}

// what is size, bitrate and place of a fragment.
func (r *Room) what(f *check.Fragment, level *check.LevelFacts) string {
	rate := uint64(0)
	if f.Span > 0 {
		rate = uint64(float64(f.Data) * 8 * float64(level.TimeScale) / float64(f.Span))
	}
	return lang.L("{{.Size}}, {{.Rate}}, {{.File}} at {{.Offset}}", map[string]any{
		"Size": kit.Bytes(f.Size), "Rate": check.Rate(rate), "File": level.File, "Offset": fmt.Sprintf("0x%x", f.Offset),
	})
}

// maxKeys is how many key frames are named.
const maxKeys = 4

// keyFrames says where the key frames of video are, unless there is one at the
// start as there should be.
func (r *Room) keyFrames(f *check.Fragment, level *check.LevelFacts, s *check.StreamFacts) string {
	if s.Type != "video" || len(f.Syncs) == 1 && f.Syncs[0] == 0 {
		return ""
	}
	if len(f.Syncs) == 0 {
		return lang.L("no key frame")
	}
	var list []string
	for _, t := range f.Syncs[:min(maxKeys, len(f.Syncs))] {
		list = append(list, seconds(r.at(f.Time+t, level.TimeScale)))
	}
	text := strings.Join(list, ", ")
	if len(f.Syncs) > maxKeys {
		text += " …"
	}
	return lang.L("key frames at {{.Times}}", map[string]any{"Times": text})
}

// findings are the messages about one chunk. Findings keep the first of many
// places only: a chunk that is marked and is none of those belongs to one that
// has more places on its level.
func (r *Room) findings(w row, chunk int) []string {
	var list, others []string
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		text := fmt.Sprintf("%s %s: %s", word(f.Severity), f.Rule, f.Message)
		switch {
		case f.Severity == check.Info:
		case concerns(f, w, chunk):
			if f.Chunk != chunk {
				text += " " + lang.L("({{.Count}} places)", map[string]any{"Count": f.Count})
			}
			list = append(list, text)
		case f.Stream == w.stream && f.Level == w.level && f.Chunk >= 0 && f.Chunk < chunk && f.Count > 1+len(f.More):
			others = append(others, text+" "+lang.L("({{.Count}} places)", map[string]any{"Count": f.Count}))
		}
	}
	if w.level >= 0 && len(list) == 0 && stateOf(r.level(w).Marks[chunk]) != "" {
		return others
	}
	return list
}

func concerns(f *check.Finding, w row, chunk int) bool {
	is := func(p check.Place) bool {
		return p.Stream == w.stream && (p.Level == w.level || w.level < 0) && p.Chunk == chunk
	}
	if is(f.Place) {
		return true
	}
	for _, p := range f.More {
		if is(p) {
			return true
		}
	}
	return false
}

// word says how bad a finding is: the lanes cannot draw the signs of lists.
func word(s check.Severity) string {
	if s == check.Error {
		return lang.L("error")
	}
	return lang.L("warning")
}

func joined(lines []string) string { return strings.Join(lines, "\n") }
