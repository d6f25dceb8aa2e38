package captions

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// notes is what should be known before captions are added.
type notes struct {
	text   *widget.Label
	object *fyne.Container
}

func newNotes() *notes {
	n := &notes{text: widget.NewLabel("")}
	n.text.Wrapping, n.text.Selectable = fyne.TextWrapWord, true
	n.object = kit.NewPanel(kit.Panel, kit.Rows(0, kit.HLine(), kit.Pad(kit.Tight, kit.Space, kit.Tight, kit.Space, n.text)))
	return n
}

func (n *notes) show(text string) {
	n.text.Importance = widget.WarningImportance
	n.text.SetText(text)
	n.object.Hidden = text == ""
}

func errorOf(text string) error { return errors.New(text) }

// remarks is what will be lost, and what lies outside of the film.
func (s *sheet) remarks() string {
	if s.read == nil {
		return ""
	}
	text := ""
	note := func(line string) {
		if text != "" {
			text += "\n"
		}
		text += "▲ " + line
	}
	for _, w := range s.read.Warnings {
		note(w)
	}
	film := map[string]any{"From": caption.Clock(s.room.film.From), "End": caption.Clock(s.room.film.end())}
	missed, cut := s.beyond()
	if missed > 0 {
		film["Captions"] = captionsWord(missed)
		note(lang.L("{{.Captions}} outside of the film will be left out: it lasts from {{.From}} to {{.End}}", film))
	}
	if cut > 0 {
		film["Captions"] = captionsWord(cut)
		note(lang.L("{{.Captions}} partly outside of the film will be cut: it lasts from {{.From}} to {{.End}}", film))
	}
	if len(s.losses) > 0 {
		note(lang.L("The track is TTML, which cannot say: {{.What}}", map[string]any{"What": lossWords(s.losses)}))
	}
	return text
}

// beyond is how many captions lie outside of the film, in whole or in part.
func (s *sheet) beyond() (missed, cut int) {
	if s.doc == nil {
		return 0, 0
	}
	for _, c := range s.doc.Cues {
		switch {
		case s.room.film.misses(c):
			missed++
		case s.room.film.cuts(c):
			cut++
		}
	}
	return missed, cut
}
