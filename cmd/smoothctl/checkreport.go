package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"smoothscope/inspect/check"
)

// reportWidth is how long the lines of a report are at most, in characters,
// where words let them break.
const reportWidth = 100

// writeReport writes a report for people: the verdict, then what was found,
// the worst first.
func writeReport(w io.Writer, r *check.Report, colours palette) error {
	out := &reportWriter{Writer: bufio.NewWriter(w), report: r, colours: colours}
	j := r.Judgement()
	out.line(colours.of(j.Worst) + r.Verdict() + colours.off)
	out.line("")
	out.line(colours.dim + fmt.Sprintf("%s, profile %s: %s", r.Asset, r.Profile, countsOf(r)) + colours.off)
	for i := range r.Findings {
		out.line("")
		out.finding(&r.Findings[i])
	}
	out.advice()
	if len(r.Silenced) > 0 {
		out.line("")
		out.wrapped(fmt.Sprintf("The profile %s does not ask for %s, which would have something to say.", r.Profile, strings.Join(r.Silenced, ", ")), "")
	}
	return out.Flush()
}

func countsOf(r *check.Report) string {
	if len(r.Findings) == 0 {
		return "no findings"
	}
	var parts []string
	for _, c := range []struct {
		n         int
		one, many string
	}{{r.Errors, "1 error", "%d errors"}, {r.Warnings, "1 warning", "%d warnings"}, {r.Infos, "1 note", "%d notes"}} {
		switch {
		case c.n == 1:
			parts = append(parts, c.one)
		case c.n > 1:
			parts = append(parts, fmt.Sprintf(c.many, c.n))
		}
	}
	return strings.Join(parts, ", ")
}

// reportWriter keeps the first error of what it writes to for Flush.
type reportWriter struct {
	*bufio.Writer
	report  *check.Report
	colours palette
	hint    string // the last that was written
}

// advice is the command that makes the levels anew, where they do not go
// together.
func (w *reportWriter) advice() {
	if !needsAdvice(w.report) {
		return
	}
	w.line("")
	w.wrapped("This makes all levels anew with fixed, closed groups of pictures, in their sizes and bitrates; put your source in:", "")
	w.line("")
	w.line(w.report.Advice(""))
}

// needsAdvice tells whether to encode anew is what helps.
func needsAdvice(r *check.Report) bool {
	return r.Advice("") != "" && slices.ContainsFunc(r.Findings, func(f check.Finding) bool {
		return f.Severity == check.Error && strings.HasPrefix(f.Rule, "ALIGN-")
	})
}

func (w *reportWriter) line(text string) { _, _ = w.WriteString(text + "\n") }

// indent is where the text of a finding begins: behind the longest severity.
const indent = "         "

func (w *reportWriter) finding(f *check.Finding) {
	c := w.colours
	word := string(f.Severity)
	head := c.of(f.Severity) + word + c.off + strings.Repeat(" ", len(indent)-len(word)) + c.strong + f.Rule + c.off
	if where := w.where(f.Place); where != "" {
		head += "  " + c.dim + where + c.off
	}
	w.line(head)
	w.wrapped(upperFirst(f.Message)+".", indent)
	w.figures(f)
	if f.Count > 1 && len(f.More) > 0 {
		var also []string
		for _, p := range f.More {
			also = append(also, w.whereElse(p, f.Place))
		}
		more := strings.Join(also, "; ")
		if left := f.Count - 1 - len(f.More); left > 0 {
			more += fmt.Sprintf("; and %d more", left)
		}
		w.labelled("also at", more)
	}
	switch {
	case f.Hint == "":
	case f.Hint == w.hint:
		w.labelled("do", "The same.")
	default:
		w.labelled("do", f.Hint)
	}
	w.hint = f.Hint
}

// figures are what was measured, what was expected and how far off that is.
func (w *reportWriter) figures(f *check.Finding) {
	if f.Measured == "" && f.Expected == "" {
		return
	}
	text := f.Measured
	if f.Expected != "" {
		text += "; expected " + f.Expected
	}
	if f.Off.Ticks != 0 {
		text += "; off by " + offText(f.Off)
	}
	w.labelled("is", strings.TrimPrefix(text, "; "))
}

func offText(d check.Distance) string {
	text := trimFloat(d.Milliseconds(), 4) + " ms"
	if frames := math.Abs(d.Frames); frames >= 0.01 {
		unit := " frames"
		if trimFloat(frames, 2) == "1" {
			unit = " frame"
		}
		text += " (" + trimFloat(frames, 2) + unit + ")"
	}
	return text
}

// trimFloat is a number with at most some digits behind the point.
func trimFloat(x float64, digits int) string {
	power := math.Pow10(digits)
	return strconv.FormatFloat(math.Round(x*power)/power, 'f', -1, 64)
}

func (w *reportWriter) labelled(label, text string) {
	const column = 9
	pad := strings.Repeat(" ", column-len(label))
	w.wrappedFrom(text, indent+w.colours.dim+label+w.colours.off+pad, indent+strings.Repeat(" ", column))
}

func (w *reportWriter) wrapped(text, before string) { w.wrappedFrom(text, before, before) }

// wrappedFrom breaks a text between words. first stands before the first line,
// rest before the others; both take as many columns.
func (w *reportWriter) wrappedFrom(text, first, rest string) {
	room := reportWidth - utf8.RuneCountInString(rest)
	line, before := "", first
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > room {
			w.line(before + line)
			line, before = "", rest
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	w.line(before + line)
}

// where is a place in words.
func (w *reportWriter) where(p check.Place) string {
	var parts []string
	if p.Stream >= 0 && p.Stream < len(w.report.Streams) {
		s := &w.report.Streams[p.Stream]
		name := s.Name
		if p.Level >= 0 && p.Level < len(s.Levels) && len(s.Levels) > 1 {
			name += " " + bitrateWords(s.Levels[p.Level].Bitrate)
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
func (w *reportWriter) whereElse(p, first check.Place) string {
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

func bitrateWords(bits uint64) string {
	if bits >= 10_000_000 {
		return trimFloat(float64(bits)/1e6, 1) + " Mb/s"
	}
	return fmt.Sprintf("%d kb/s", (bits+500)/1000)
}

// upperFirst begins a sentence, but leaves names of files and attributes as
// they are.
func upperFirst(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if text == "" || strings.ContainsAny(word, "./_:0123456789") {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
