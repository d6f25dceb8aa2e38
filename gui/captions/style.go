package captions

import (
	"strings"

	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// styles are the buttons beside the words.
func (w *words) styles() fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, key := range []string{"I", "B", "U"} {
		b := kit.NewQuiet(key, func() { w.style(key); w.focus() }).WithHeight(26)
		w.buttons = append(w.buttons, b)
		all = append(all, b)
	}
	return kit.Pad(0, 0, 0, kit.Tight, kit.Rows(2, all...))
}

// style puts the selected words in italics, bold or underlined, or takes that
// away; all of the caption where nothing is selected.
func (w *words) style(key string) {
	if !w.room.editable() || w.cue < 0 {
		return
	}
	tag := strings.ToLower(key)
	open, shut := "<"+tag+">", "</"+tag+">"
	text, part := w.text.Text, w.text.SelectedText()
	if part == "" {
		w.text.SetText(toggled(text, open, shut))
		return
	}
	at := w.text.CursorTextOffset()
	runes := []rune(text)
	n := len([]rune(part))
	for _, from := range []int{at - n, at} {
		if from >= 0 && from+n <= len(runes) && string(runes[from:from+n]) == part {
			w.text.SetText(string(runes[:from]) + toggled(part, open, shut) + string(runes[from+n:]))
			w.text.toEnd() // what was selected stands elsewhere now
			return
		}
	}
}

// toggled is text between tags, or without them.
func toggled(text, open, shut string) string {
	if rest, ok := strings.CutPrefix(text, open); ok {
		if inner, ok := strings.CutSuffix(rest, shut); ok {
			return inner
		}
	}
	return open + text + shut
}
