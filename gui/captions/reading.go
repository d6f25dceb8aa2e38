package captions

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// tell says how well the caption can be read, as it is being typed.
func (w *words) tell() {
	w.pace.Text, w.lines.Text, w.advice.Text = "", "", ""
	c := w.draft()
	if _, ok := w.shown(); ok {
		w.tellPace(c)
		w.tellLines(c)
		w.advise(c)
		w.room.OnStatus(w.status(c))
	}
	w.object.Refresh()
}

func (w *words) tellPace(c caption.Cue) {
	limit := w.room.limits.Speed
	w.pace.Token = kit.Dim
	text := pace(c)
	if text == "" {
		return
	}
	w.pace.Text = lang.L("{{.Speed}} characters/s", map[string]any{"Speed": text})
	if limit > 0 {
		w.pace.Text += " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": limit})
	}
	if limit > 0 && c.Speed() > limit {
		w.pace.Token, w.pace.Text = kit.Warning, "▲ "+w.pace.Text
	}
}

func (w *words) tellLines(c caption.Cue) {
	limits := w.room.limits
	lengths := c.LineLengths()
	w.lines.Token = kit.Dim
	parts := make([]string, len(lengths))
	for i, n := range lengths {
		parts[i] = fmt.Sprint(n)
		if limits.LineLength > 0 && n > limits.LineLength {
			parts[i] = "▲ " + parts[i]
			w.lines.Token = kit.Warning
		}
	}
	if limits.Lines > 0 && len(lengths) > limits.Lines {
		w.lines.Token = kit.Warning
	}
	w.lines.Text = lang.L("{{.Counts}} characters in {{.Lines}}", map[string]any{"Counts": strings.Join(parts, " + "), "Lines": linesWord(len(lengths))})
	if limits.LineLength > 0 {
		w.lines.Text += " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": limits.LineLength})
	}
}

func linesWord(n int) string {
	if n == 1 {
		return lang.L("1 line")
	}
	return lang.L("{{.Count}} lines", count(n))
}

// advise says what is wrong with the caption in full.
func (w *words) advise(c caption.Cue) {
	i := w.cue
	cues := w.room.cues()
	from, to := max(0, i-1), min(len(cues), i+1)
	near := append(append([]caption.Cue{}, cues[from:i]...), c)
	near = append(near, cues[to:min(len(cues), to+1)]...)
	var parts []string
	for _, warning := range caption.Judge(near, w.room.limits) {
		if warning.Cue == i-from {
			parts = append(parts, kindWord(warning.Kind)+": "+warning.Text)
		}
	}
	for _, warning := range w.room.judge.of[i] { // of captions further away
		if warning.Kind == "overlap" && !strings.Contains(strings.Join(parts, " "), kindWord("overlap")) {
			parts = append(parts, kindWord(warning.Kind)+": "+warning.Text)
		}
	}
	w.advice.Token = kit.Warning
	if len(parts) > 0 {
		w.advice.Text = "▲ " + strings.Join(parts, " · ")
	}
}

// status is the caption in short for the status bar.
func (w *words) status(c caption.Cue) string {
	text := lang.L("caption {{.Number}}", number(w.cue)) + " · " + caption.Clock(c.Start) + " – " + caption.Clock(c.End)
	return text + " · " + lang.L("frame {{.Frame}}", map[string]any{"Frame": kit.Group(frameOf(c.Start, w.room.rate))})
}
