package captions

import (
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// scope is which captions a command is for.
type scope int

// The scopes in the order in which they are offered.
const (
	scopeAll scope = iota
	scopeSelected
	scopeFrom // the current one and all behind it
	scopeAuto // the selected ones where there are several, else all
)

func scopeWords() []string {
	return []string{lang.L("all captions"), lang.L("the selected ones"), lang.L("from here on")}
}

// chosen is scope for what a person has asked for: with nothing selected it is an
// error.
func (r *Room) chosen(s *kit.Select) ([]int, string, error) {
	at := scope(s.SelectedIndex())
	if at != scopeAll && r.table.current() < 0 {
		return nil, "", errorOf(lang.L("no caption is selected"))
	}
	which, who := r.scope(at)
	return which, who, nil
}

// scope tells which captions are meant, nil for all, and how to say it.
func (r *Room) scope(s scope) ([]int, string) {
	chosen := r.table.selected()
	switch {
	case s == scopeSelected && len(chosen) > 0, s == scopeAuto && len(chosen) > 1:
		return chosen, captionsWord(len(chosen))
	case s == scopeFrom && len(chosen) > 0:
		var which []int
		for i := chosen[0]; i < len(r.doc.Cues); i++ {
			which = append(which, i)
		}
		return which, captionsWord(len(which))
	}
	return nil, lang.L("all captions")
}
