package report

import (
	"bufio"
	"fmt"
	"strings"

	"smoothscope/inspect/check"
)

// where is a place in words.
func (w *writer) where(p check.Place) string {
	var parts []string
	if p.Stream >= 0 && p.Stream < len(w.report.Streams) {
		s := &w.report.Streams[p.Stream]
		name := s.Name
		if p.Level >= 0 && p.Level < len(s.Levels) && len(s.Levels) > 1 {
			name += " " + check.Rate(s.Levels[p.Level].Bitrate)
		}
		parts = append(parts, name)
		if p.Chunk >= 0 {
			parts = append(parts, fmt.Sprintf("chunk %d at %s", p.Chunk, seconds(p.Time, s.TimeScale)))
		}
	}
	if p.File != "" {
		file := p.File
		if p.Offset > 0 || p.Offset == 0 && p.Size > 0 && p.Chunk >= 0 {
			file += fmt.Sprintf(" byte %d", p.Offset)
		}
		parts = append(parts, file)
	}
	return strings.Join(parts, ", ")
}

// whereElse is a further place without what it shares with the first.
func (w *writer) whereElse(p, first check.Place) string {
	if p.Stream != first.Stream || p.Level != first.Level || p.File != first.File || p.Chunk < 0 && p.Offset < 0 {
		return w.where(p)
	}
	var parts []string
	if p.Chunk >= 0 && p.Stream >= 0 && p.Stream < len(w.report.Streams) {
		parts = append(parts, fmt.Sprintf("chunk %d at %s", p.Chunk, seconds(p.Time, w.report.Streams[p.Stream].TimeScale)))
	}
	if p.Offset > 0 {
		parts = append(parts, fmt.Sprintf("byte %d", p.Offset))
	}
	return strings.Join(parts, ", ")
}

// seconds is a time with three decimals, without a floating point number.
func seconds(ticks, scale uint64) string {
	if scale == 0 {
		return fmt.Sprint(ticks)
	}
	return fmt.Sprintf("%d.%03d s", ticks/scale, ticks%scale*1000/scale)
}

// Sentence begins a sentence with a capital, but leaves names of files and attributes as
// they are.
func Sentence(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if text == "" || strings.ContainsAny(word, "./_:0123456789") {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// String is a report for people, for a clipboard.
func String(r *check.Report) string {
	var b strings.Builder
	_ = Text(&b, r) // a builder takes everything
	return b.String()
}

// FindingText is one finding for people, for a clipboard.
func FindingText(r *check.Report, f *check.Finding) string {
	var b strings.Builder
	out := &writer{Writer: bufio.NewWriter(&b), report: r}
	out.finding(f)
	_ = out.Flush() // a builder takes everything
	return b.String()
}
