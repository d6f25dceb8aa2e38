package report

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"smoothscope/inspect/check"
)

// TextWidth is how long the lines of a report are at most, in characters,
// where words let them break.
const TextWidth = 100

// Palette is the colours of a terminal as escape sequences, all empty elsewhere.
type Palette struct{ Errors, Warning, Info, Dim, Strong, Good, Off string }

// of is the colour of a severity.
func (p Palette) of(s check.Severity) string {
	switch s {
	case check.Error:
		return p.Errors
	case check.Warning:
		return p.Warning
	case check.Info:
		return p.Info
	}
	return p.Good
}

// Text writes a report for people: the verdict, then what was found, the worst
// first.
func Text(w io.Writer, r *check.Report) error { return Coloured(w, r, Palette{}) }

// Coloured is Text in colours.
func Coloured(w io.Writer, r *check.Report, colours Palette) error {
	out := &writer{Writer: bufio.NewWriter(w), report: r, colours: colours}
	j := r.Judgement()
	out.line(colours.of(j.Worst) + r.Verdict() + colours.Off)
	out.line("")
	out.line(colours.Dim + fmt.Sprintf("%s, profile %s: %s", r.Asset, r.Profile, countsOf(r)) + colours.Off)
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

// writer keeps the first error of what it writes to for Flush.
type writer struct {
	*bufio.Writer
	report  *check.Report
	colours Palette
	hint    string // the last that was written
}

// advice is the command that makes the levels anew, where they do not go
// together.
func (w *writer) advice() {
	command := Advice(w.report)
	if command == "" {
		return
	}
	w.line("")
	w.wrapped("This makes all levels anew with fixed, closed groups of pictures, in their sizes and bitrates; put your source in:", "")
	w.line("")
	w.line(command)
}

func (w *writer) line(text string) { _, _ = w.WriteString(text + "\n") }

// indent is where the text of a finding begins: behind the longest severity.
const indent = "         "

func (w *writer) finding(f *check.Finding) {
	c := w.colours
	word := string(f.Severity)
	head := c.of(f.Severity) + word + c.Off + strings.Repeat(" ", len(indent)-len(word)) + c.Strong + f.Rule + c.Off
	if where := w.where(f.Place); where != "" {
		head += "  " + c.Dim + where + c.Off
	}
	w.line(head)
	w.wrapped(Sentence(f.Message)+".", indent)
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
func (w *writer) figures(f *check.Finding) {
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
	if f.Measured == "" || strings.HasSuffix(f.Message, f.Measured) { // which was said a line before
		if f.Expected != "" {
			w.labelled("should", "be "+f.Expected)
		}
		return
	}
	w.labelled("is", text)
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

func (w *writer) labelled(label, text string) {
	const column = 9
	pad := strings.Repeat(" ", column-len(label))
	w.wrappedFrom(text, indent+w.colours.Dim+label+w.colours.Off+pad, indent+strings.Repeat(" ", column))
}

func (w *writer) wrapped(text, before string) { w.wrappedFrom(text, before, before) }

// wrappedFrom breaks a text between words. first stands before the first line,
// rest before the others; both take as many columns.
func (w *writer) wrappedFrom(text, first, rest string) {
	room := TextWidth - utf8.RuneCountInString(rest)
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
