package captions

import (
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/caption"
)

// clip is captions as SRT, for other programs.
func clip(cues []caption.Cue) (string, error) {
	d, err := caption.Fresh(caption.Renumber(cues), "srt", "")
	if err != nil {
		return "", err
	}
	raw, err := d.Bytes()
	return strings.TrimRight(string(raw), "\n") + "\n", err
}

func (r *Room) copy() {
	var cues []caption.Cue
	for _, i := range r.table.selected() {
		cues = append(cues, r.doc.Cues[i])
	}
	if len(cues) == 0 {
		return
	}
	text, err := clip(cues)
	if err != nil {
		r.strip.fail(err)
		return
	}
	r.OnCopy(text)
	r.strip.say(lang.L("{{.Captions}} copied as SRT", map[string]any{"Captions": captionsWord(len(cues))}))
}

func (r *Room) cut() {
	chosen := r.table.selected()
	if !r.editable() || len(chosen) == 0 {
		return
	}
	r.copy()
	r.remove(lang.L("Cut {{.Captions}}", map[string]any{"Captions": captionsWord(len(chosen))}), chosen)
}

// paste puts the captions of the clipboard behind the current one, with their
// own times; other text becomes a caption.
func (r *Room) paste() {
	text := strings.TrimSpace(strings.ReplaceAll(r.Paste(), "\r\n", "\n"))
	if !r.editable() || text == "" {
		return
	}
	at := r.table.current() + 1
	if at == 0 {
		at = len(r.doc.Cues)
	}
	fresh := r.pasted(text, at)
	cues := make([]caption.Cue, 0, len(r.doc.Cues)+len(fresh))
	cues = append(append(append(cues, r.doc.Cues[:at]...), fresh...), r.doc.Cues[at:]...)
	chosen := make([]int, len(fresh))
	for i := range chosen {
		chosen[i] = at + i
	}
	_ = r.change(lang.L("Paste {{.Captions}}", map[string]any{"Captions": captionsWord(len(fresh))}), cues, chosen...)
}

func (r *Room) pasted(text string, at int) []caption.Cue {
	if d, err := caption.Parse([]byte(text), caption.Options{}); err == nil && len(d.Cues) > 0 {
		if same, err := caption.Fresh(d.Cues, r.doc.Format.Name, ""); err == nil {
			return same.Cues
		}
	}
	start := time.Duration(0)
	if at > 0 && r.doc.Cues[at-1].End != caption.Open {
		start = r.doc.Cues[at-1].End
	}
	return []caption.Cue{caption.NewCue(start, start+usualLength, text)}
}
