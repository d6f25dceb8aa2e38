package captions

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// tell says how well the caption can be read, as it is being typed.
func (w *words) tell() {
	c := w.draft()
	if _, ok := w.shown(); !ok {
		put(w.pace, kit.Dim, "")
		put(w.lines, kit.Dim, "")
		put(w.advice, kit.Warning, "")
		return
	}
	w.tellPace(c)
	w.tellLines(c)
	put(w.advice, kit.Warning, w.advise(c))
	w.room.OnStatus(w.status(c))
}

func (w *words) tellPace(c caption.Cue) {
	limit, text, token := w.room.limits.Speed, pace(c), kit.Dim
	if text != "" {
		text = lang.L("{{.Speed}} characters/s", map[string]any{"Speed": text})
		if limit > 0 {
			text += " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": limit})
		}
	}
	if limit > 0 && c.Speed() > limit {
		text, token = "▲ "+text, kit.Warning
	}
	put(w.pace, token, text)
}

func (w *words) tellLines(c caption.Cue) {
	limits, lengths, token := w.room.limits, c.LineLengths(), kit.Dim
	parts := make([]string, len(lengths))
	for i, n := range lengths {
		parts[i] = fmt.Sprint(n)
		if limits.LineLength > 0 && n > limits.LineLength {
			parts[i], token = "▲ "+parts[i], kit.Warning
		}
	}
	if limits.Lines > 0 && len(lengths) > limits.Lines {
		token = kit.Warning
	}
	text := lang.L("{{.Counts}} characters in {{.Lines}}", map[string]any{"Counts": strings.Join(parts, " + "), "Lines": linesWord(len(lengths))})
	if limits.LineLength > 0 {
		text += " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": limits.LineLength})
	}
	put(w.lines, token, text)
}

func linesWord(n int) string {
	if n == 1 {
		return lang.L("1 line")
	}
	return lang.L("{{.Count}} lines", count(n))
}

// advise says what is wrong with the caption in full: of what is being typed, and
// of its place among the others as it is.
func (w *words) advise(c caption.Cue) string {
	var parts []string
	tell := func(warning caption.Warning) {
		if text := w.room.warningWord(warning, c); !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	for _, warning := range w.room.judge.of[w.cue] {
		if slices.Contains([]string{"order", "overlap", "outside"}, warning.Kind) {
			tell(warning)
		}
	}
	for _, warning := range caption.Judge([]caption.Cue{c}, w.room.limits) {
		tell(warning)
	}
	if len(parts) == 0 {
		return ""
	}
	return "▲ " + strings.Join(parts, " · ")
}

// status is the caption in short for the status bar.
func (w *words) status(c caption.Cue) string {
	text := lang.L("caption {{.Number}}", number(w.cue)) + " · " + caption.Clock(c.Start) + " – " + caption.Clock(c.End)
	return text + " · " + lang.L("frame {{.Frame}}", map[string]any{"Frame": kit.Group(frameOf(c.Start, w.room.rate))})
}
