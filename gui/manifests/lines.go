package manifests

import (
	"bytes"
	"sort"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// longLine is the length in bytes from which on a line is broken before its
// elements, and indent what each level of them is moved in by.
const (
	longLine = 240
	indent   = 2
)

// linesOf are the lines of a text for the eye: those that hold many elements
// are broken before each, which changes nothing in the file.
func linesOf(o *manifest.Outline) []kit.SourceLine {
	var lines []kit.SourceLine
	for at, number := 0, 1; at <= len(o.Text); number++ {
		end := bytes.IndexByte(o.Text[at:], '\n')
		next := at + end + 1
		if end < 0 {
			if at == len(o.Text) && number > 1 {
				break
			}
			end, next = len(o.Text)-at, len(o.Text)+1
		}
		to := at + end
		if to > at && o.Text[to-1] == '\r' {
			to--
		}
		lines = appendLine(lines, o, kit.SourceLine{From: int64(at), To: int64(to), Number: number})
		at = next
	}
	return lines
}

// appendLine adds a line, or its pieces.
func appendLine(lines []kit.SourceLine, o *manifest.Outline, line kit.SourceLine) []kit.SourceLine {
	if line.To-line.From <= longLine {
		return append(lines, line)
	}
	first := sort.Search(len(o.Tags), func(i int) bool { return o.Tags[i].From > line.From })
	depth := 0
	for i := first; i < len(o.Tags) && o.Tags[i].From < line.To; i++ {
		tag := o.Tags[i]
		before := manifest.OtherTag
		if i > first || i > 0 && o.Tags[i-1].From == line.From {
			before = o.Tags[i-1].Kind
		}
		if before == manifest.StartTag {
			depth++
		}
		if tag.Kind == manifest.EndTag {
			depth--
			if before == manifest.StartTag {
				continue // stays behind the text that it ends
			}
		}
		to := tag.From
		for to > line.From && (o.Text[to-1] == ' ' || o.Text[to-1] == '\t') {
			to--
		}
		if to > line.From {
			piece := line
			piece.To = to
			lines = append(lines, piece)
		}
		line.From, line.Number, line.Indent = tag.From, 0, max(0, depth)*indent
	}
	return append(lines, line)
}
