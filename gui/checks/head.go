package checks

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
)

// head is the verdict and what can be done with all of the report.
type head struct {
	room    *Room
	sign    *kit.Label
	verdict *kit.Label
	note    *kit.Label
	profile *kit.Select
	again   *kit.Button
	copy    *kit.Button
	save    *kit.Button
	object  *fyne.Container
}

func newHead(r *Room) *head {
	h := &head{room: r, sign: kit.NewHeading(""), verdict: kit.NewHeading(""), note: kit.NewSmall("")}
	h.verdict.Whole, h.note.Whole = false, false
	h.profile = kit.NewSelect(profileWords(), nil)
	h.profile.SetSelectedIndex(0)
	h.profile.OnChanged = func(string) { r.OnProfile(check.Profiles()[max(0, h.profile.SelectedIndex())]) }
	h.again = kit.NewButton(lang.L("Check again"), func() { r.OnCheck() })
	h.copy = kit.NewButton(lang.L("Copy report"), h.copyAll)
	h.save = kit.NewButton(lang.L("Save report…"), h.saveMenu)
	acts := kit.Cols(kit.Space, h.again, h.copy, h.save)
	h.object = kit.Rows(0,
		kit.Pad(12, kit.Wide, 0, kit.Wide, kit.Dock(nil, nil, kit.Pad(3, kit.Space, 0, 0, h.sign), nil, h.verdict)),
		kit.Pad(kit.Tight, kit.Wide, kit.Space, kit.Wide, kit.Dock(nil, nil, nil, acts, kit.Pad(0, kit.Wide, 0, 0, h.note))))
	return h
}

func profileWords() []string {
	var words []string
	for _, p := range check.Profiles() {
		words = append(words, ProfileWord(p))
	}
	return words
}

// show says how it stands.
func (h *head) show(s State) {
	h.sign.Text, h.sign.Token = sign(s)
	h.verdict.Text = verdictOf(s)
	h.note.Text = h.about(s)
	changed := h.profile.OnChanged
	h.profile.OnChanged = nil
	for i, p := range check.Profiles() {
		if p == s.Profile {
			h.profile.SetSelectedIndex(i)
		}
	}
	h.profile.OnChanged = changed
	for _, b := range []*kit.Button{h.copy, h.save} {
		able(b, s.Report != nil)
	}
	able(h.again, s.Phase != Checking)
	h.object.Refresh()
}

func able(b *kit.Button, on bool) {
	switch {
	case on && b.Disabled():
		b.Enable()
	case !on && !b.Disabled():
		b.Disable()
	}
}

// sign stands before the verdict.
func sign(s State) (string, kit.Token) {
	if s.Phase == Failed {
		return "✕", kit.Error
	}
	if s.Report == nil {
		return "…", kit.Dim
	}
	switch worst := s.Report.Judgement().Worst; worst {
	case check.Error:
		return "✕", kit.Error
	case check.Warning:
		return "▲", kit.Warning
	}
	return "✓", kit.OK
}

// verdictOf is the sentence on top.
func verdictOf(s State) string {
	switch {
	case s.Phase == Failed:
		return lang.L("It could not be checked: {{.Why}}", map[string]any{"Why": s.Err})
	case s.Report != nil:
		return Verdict(s.Report.Judgement())
	case s.Phase == Checking:
		return lang.L("Checking…")
	}
	return lang.L("Not checked yet")
}

// about is what the verdict rests on.
func (h *head) about(s State) string {
	if s.Report == nil {
		return ""
	}
	if s.Phase == Checking {
		return lang.L("Checking again…")
	}
	text := Counts(s.Report)
	if text == "" {
		text = lang.L("no findings")
	}
	text += " · " + lang.L("checked in {{.Seconds}} s", map[string]any{"Seconds": fmt.Sprintf("%.1f", max(0.1, s.Took.Seconds()))})
	if s.Fresh {
		text += " · " + lang.L("as the files are now: F5 reads them again")
	}
	if silenced := s.Report.Silenced; len(silenced) > 0 {
		names := strings.Join(silenced[:min(len(silenced), mostSilenced)], ", ")
		if len(silenced) > mostSilenced {
			names += " …"
		}
		text += " · " + lang.L("this profile is silent on {{.Rules}}", map[string]any{"Rules": names})
	}
	return text
}

// mostSilenced is how many silenced rules are named.
const mostSilenced = 3

func (h *head) copyAll() {
	if r := h.room.state.Report; r != nil {
		h.room.OnCopy(report.String(r))
	}
}

// saveMenu offers the formats.
func (h *head) saveMenu() {
	r := h.room.state.Report
	if r == nil {
		return
	}
	menu := fyne.NewMenu("")
	for _, f := range report.Formats() {
		menu.Items = append(menu.Items, fyne.NewMenuItem(lang.L(f.Title), func() { h.room.OnSave(f, r) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.save)
	h.room.OnMenu(menu, at.AddXY(0, h.save.Size().Height))
}

// emptyWords is what stands in place of findings.
func (r *Room) emptyWords() string {
	switch {
	case r.state.Report == nil:
		return ""
	case len(r.state.Report.Findings) > 0:
		return lang.L("No finding fits the filter")
	}
	return lang.L("Nothing to mend: every rule is kept.")
}
