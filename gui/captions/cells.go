package captions

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// lineMark stands for the end of a line where there is one line only.
const lineMark = "⏎"

// pieces are the words of a caption for a cell.
func pieces(c caption.Cue) []kit.Piece {
	var out []kit.Piece
	for _, r := range c.Runs {
		if r.Markup != "" {
			out = append(out, kit.Piece{Text: r.Markup, Color: kit.Dim})
			continue
		}
		look := kit.Piece{Bold: r.Style.Bold, Italic: r.Style.Italic, Underline: r.Style.Underline}
		for i, part := range strings.Split(r.Text, "\n") {
			if i > 0 {
				out = append(out, kit.Piece{Text: " " + lineMark + " ", Color: kit.Dim})
			}
			if part != "" {
				look.Text = part
				out = append(out, look)
			}
		}
	}
	return out
}

// editable is for the grid: what an entry over a cell begins with.
func (t *table) editable(row int64, col int) (string, bool) {
	i := t.cue(row)
	if !t.room.editable() || i < 0 || i >= len(t.room.doc.Cues) || col >= len(t.cols) {
		return "", false
	}
	c := t.room.doc.Cues[i]
	switch t.cols[col] {
	case colStart:
		return caption.Clock(c.Start), true
	case colEnd:
		return caption.Clock(c.End), true
	case colLength:
		return lengthOf(c), c.End != caption.Open
	case colText:
		return strings.ReplaceAll(c.Marked(), "\n", lineMark), true
	}
	return "", false
}

// commit is for the grid: the new text of a cell.
func (t *table) commit(row int64, col int, text string) error {
	i := t.cue(row)
	if !t.room.editable() || i < 0 || i >= len(t.room.doc.Cues) {
		return fmt.Errorf("%s", lang.L("the captions have become others meanwhile"))
	}
	c := t.room.doc.Cues[i]
	what := lang.L("Text of caption {{.Number}}", number(i))
	switch id := t.cols[col]; id {
	case colText:
		c = c.Unmarked(strings.ReplaceAll(text, lineMark, "\n"))
	default:
		d, err := parseTime(text, t.room.rate)
		if err == nil {
			c, err = retimed(c, id, d)
		}
		if err != nil {
			return err
		}
		what = lang.L("Times of caption {{.Number}}", number(i))
	}
	return t.room.change(what, caption.Set(t.room.doc.Cues, i, c), i)
}

// retimed is a caption with another start, end or duration. A start behind the end
// takes that along.
func retimed(c caption.Cue, what column, d time.Duration) (caption.Cue, error) {
	switch what {
	case colStart:
		if d >= c.End && d != caption.Open {
			c.End = d + c.End - c.Start
		}
		c.Start = d
	case colEnd:
		c.End = d
	case colLength:
		c.End = caption.Open
		if d < caption.Open-c.Start {
			c.End = c.Start + d
		}
	}
	switch {
	case c.Start == caption.Open:
		return c, fmt.Errorf("%s", lang.L("a caption begins at some time"))
	case c.End <= c.Start:
		return c, fmt.Errorf("%s", lang.L("it would end at {{.End}}, not after it begins", map[string]any{"End": caption.Clock(c.End)}))
	}
	return c, nil
}

// Cell is for the grid.
func (t *table) Cell(row int64, col int) kit.Cell {
	i := t.cue(row)
	if i < 0 || i >= len(t.room.cues()) || col >= len(t.cols) {
		return kit.Cell{}
	}
	c, warned := t.room.doc.Cues[i], t.room.judge.of[i]
	switch t.cols[col] {
	case colNumber:
		return kit.Cell{Text: kit.Group(int64(i + 1))}
	case colStart:
		return kit.Cell{Text: caption.Clock(c.Start), Color: toneOf(warned, "order", "overlap", "outside")}
	case colEnd:
		return kit.Cell{Text: caption.Clock(c.End), Color: toneOf(warned, "order", "outside")}
	case colLength:
		return kit.Cell{Text: lengthOf(c), Color: toneOf(warned, "short")}
	case colSpeed:
		return kit.Cell{Text: pace(c), Color: toneOf(warned, "speed")}
	case colText:
		return kit.Cell{Pieces: pieces(c)}
	}
	return kit.Cell{Text: warningWords(warned), Color: toneOf(warned), Mark: toneOf(warned)}
}

// lengthOf is how long a caption is shown, in words.
func lengthOf(c caption.Cue) string {
	if c.End == caption.Open {
		return lang.L("open")
	}
	return lasting(c.End - c.Start)
}

// toneOf is the colour for some kinds of warnings, "" without one of them; any
// kind where none is named.
func toneOf(warned []caption.Warning, kinds ...string) kit.Token {
	for _, w := range warned {
		if len(kinds) == 0 || slices.Contains(kinds, w.Kind) {
			return kit.Warning
		}
	}
	return ""
}

// warningWords are the kinds of warnings of a caption, once each.
func warningWords(warned []caption.Warning) string {
	var words []string
	for _, w := range warned {
		if word := kindWord(w.Kind); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}
