package captions

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/caption"
)

// warningWord is a warning about a caption in full.
func (r *Room) warningWord(w caption.Warning, c caption.Cue) string {
	return kindWord(w.Kind) + ": " + r.because(w, c)
}

// because is why there is a warning about a caption.
func (r *Room) because(w caption.Warning, c caption.Cue) string {
	l := r.limits
	switch w.Kind {
	case "order":
		if c.End <= c.Start {
			return lang.L("it would end at {{.End}}, not after it begins", map[string]any{"End": caption.Clock(c.End)})
		}
		return lang.L("begins before the caption above it")
	case "overlap":
		return r.overlapWord(w)
	case "speed":
		return lang.L("{{.Speed}} characters/s", map[string]any{"Speed": pace(c)}) + " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": l.Speed})
	case "length":
		return lang.L("a line of {{.Count}} characters", map[string]any{"Count": slices.Max(c.LineLengths())}) + " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": l.LineLength})
	case "lines":
		return linesWord(len(c.LineLengths())) + " " + lang.L("(at most {{.Limit}})", map[string]any{"Limit": l.Lines})
	case "short":
		return lang.L("{{.Seconds}} s, at least {{.Limit}}", map[string]any{"Seconds": lengthOf(c), "Limit": fmt.Sprintf("%.2f", l.Shortest.Seconds())})
	case "empty":
		return lang.L("nothing is shown")
	}
	return w.Text
}

func (r *Room) overlapWord(w caption.Warning) string {
	cues := r.cues()
	if w.Other >= len(cues) {
		return w.Text
	}
	return lang.L("caption {{.Number}} is shown until {{.End}}", map[string]any{"Number": w.Other + 1, "End": caption.Clock(cues[w.Other].End)})
}
