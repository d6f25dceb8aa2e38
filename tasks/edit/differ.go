package edit

import (
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
)

// Diff is what two versions of a manifest do not share.
type Diff struct {
	Hunks      []Hunk
	Gone, Come int // lines of all hunks
}

// Hunk is lines that changed, with a few around them that did not.
type Hunk struct {
	Old, New int // number of the first line, from 1
	Lines    []DiffLine
}

// DiffLine is one line of a hunk.
type DiffLine struct {
	Kind     LineKind
	Old, New int // its number, from 1; 0 where it is not in that version
	Text     string
}

// LineKind is what became of a line.
type LineKind int

// The kinds of lines.
const (
	KeptLine LineKind = iota
	GoneLine
	ComeLine
)

// around is how many lines that did not change stand around those that did.
const around = 3

// Differ compares two versions of a manifest line by line; nil is one that is
// not there. Where elements stand side by side on a long line, each counts as a
// line. It takes time in proportion to the manifests, however much changed: of
// what has little in common all is gone and come.
func Differ(old, new []byte) Diff {
	a, b := string(manifest.Text(old)), string(manifest.Text(new))
	long := isLong(a) || isLong(b)
	lines := &differ{old: linesOf(a, long), new: linesOf(b, long)}
	lines.compare()
	return lines.hunks()
}

// isLong says whether several elements stand on one long line.
func isLong(text string) bool {
	const length, elements = 300, 3
	for line := range strings.Lines(text) {
		if len(line) > length && strings.Count(line, "<") > elements {
			return true
		}
	}
	return false
}

// linesOf is the lines of a text; long ones begin anew with each element, and
// with its end where that does not follow a text.
func linesOf(text string, long bool) []string {
	if text == "" {
		return nil
	}
	var lines []string
	from := 0
	for i := range len(text) {
		switch {
		case text[i] == '\n':
			lines, from = append(lines, text[from:i]), i+1
		case long && text[i] == '<' && strings.TrimLeft(text[from:i], " \t") != "" && (i+1 == len(text) || text[i+1] != '/' || text[i-1] == '>'):
			lines, from = append(lines, text[from:i]), i
		}
	}
	if from < len(text) {
		lines = append(lines, text[from:])
	}
	return lines
}

// lines is all lines of both texts in their order.
func (d *differ) lines() (all []DiffLine) {
	i, j := 0, 0
	for i < len(d.old) || j < len(d.new) {
		switch {
		case i < len(d.old) && d.partner[i] < 0:
			all = append(all, DiffLine{GoneLine, i + 1, 0, shownLine(d.old[i])})
			i++
		case i == len(d.old) || j < d.partner[i]:
			all = append(all, DiffLine{ComeLine, 0, j + 1, shownLine(d.new[j])})
			j++
		default:
			all = append(all, DiffLine{KeptLine, i + 1, j + 1, shownLine(d.old[i])})
			i, j = i+1, j+1
		}
	}
	return all
}

// hunks gathers the lines that are not in both, and those around them.
func (d *differ) hunks() Diff {
	all := d.lines()
	var out Diff
	until := 0 // so far the lines are in hunks
	for n, line := range all {
		if line.Kind == KeptLine {
			continue
		}
		out.Gone, out.Come = out.Gone+min(line.Old, 1), out.Come+min(line.New, 1)
		first := max(until, n-around)
		if len(out.Hunks) == 0 || first > until {
			out.Hunks = append(out.Hunks, Hunk{})
		}
		end := n + 1 + kept(all[n+1:min(len(all), n+1+around)])
		hunk := &out.Hunks[len(out.Hunks)-1]
		hunk.Lines = append(hunk.Lines, all[first:max(end, first)]...)
		until = max(until, end)
	}
	for n := range out.Hunks {
		hunk := &out.Hunks[n]
		hunk.Old, hunk.New = firstNumbers(hunk.Lines)
	}
	return out
}

// kept counts the lines up to the first that changed.
func kept(lines []DiffLine) int {
	if n := slices.IndexFunc(lines, func(l DiffLine) bool { return l.Kind != KeptLine }); n >= 0 {
		return n
	}
	return len(lines)
}

// firstNumbers is the numbers of the first lines; 0 where there is none.
func firstNumbers(lines []DiffLine) (old, new int) {
	for _, l := range lines {
		if old == 0 {
			old = l.Old
		}
		if new == 0 {
			new = l.New
		}
	}
	return old, new
}

func shownLine(text string) string { return strings.TrimSuffix(text, "\r") }
