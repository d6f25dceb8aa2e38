package checks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"smoothscope/gui/kit"
)

// strip is the verdict and all findings, for below the timeline.
type strip struct {
	list    *list
	sign    *kit.Label
	verdict *kit.Label
	note    *kit.Label
	object  *fyne.Container
}

func newStrip(r *Room) *strip {
	s := &strip{list: newList(r), sign: kit.NewHeading(""), verdict: kit.NewHeading(""), note: kit.NewSmall("")}
	s.verdict.Whole = false
	top := kit.Pad(10, kit.Wide, kit.Space, kit.Wide, kit.Dock(nil, nil, kit.Pad(3, kit.Space, 0, 0, s.sign), s.note, s.verdict))
	s.object = kit.Dock(top, nil, nil, nil, container.New(s.list, s.list.grid))
	return s
}

func (s *strip) show(state State) {
	s.sign.Text, s.sign.Token = sign(state)
	s.verdict.Text = verdictOf(state)
	s.note.Text = ""
	if state.Report != nil {
		s.note.Text = Counts(state.Report)
	}
	s.object.Refresh()
}

// Strip is the findings in short. It shows the same as the screen does.
func (r *Room) Strip() fyne.CanvasObject { return r.strip.object }
