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
	if n := s.beyond(); n == 1 {
		note(lang.L("1 caption goes on beyond the end of the film at {{.End}}", map[string]any{"End": caption.Clock(s.room.film.Length)}))
	} else if n > 1 {
		note(lang.L("{{.Count}} captions go on beyond the end of the film at {{.End}}", map[string]any{"Count": n, "End": caption.Clock(s.room.film.Length)}))
	}
	if len(s.losses) > 0 {
		note(lang.L("The track is TTML, which cannot say: {{.What}}", map[string]any{"What": lossWords(s.losses)}))
	}
	return text
}

func (s *sheet) beyond() int {
	n := 0
	if s.doc != nil {
		for _, c := range s.doc.Cues {
			if s.outside(c) {
				n++
			}
		}
	}
	return n
}
