package checks

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/tasks/report"
)

// adviceFor is the command that makes the levels anew, where that is what helps
// against a finding.
func adviceFor(f *check.Finding, r *check.Report) string {
	if strings.HasPrefix(f.Rule, "ALIGN-") && f.Severity == check.Error {
		return report.Advice(r)
	}
	return ""
}

// advice is a command that can be copied.
type advice struct {
	command string
	text    *widget.Label
	object  *fyne.Container
}

func newAdvice(copied func(string)) *advice {
	a := &advice{text: widget.NewLabel("")}
	a.text.TextStyle.Monospace, a.text.Selectable = true, true
	link := kit.NewButton(lang.L("Copy the command"), func() { copied(a.command) }).WithHeight(24)
	head := kit.Pad(kit.Space, 0, 0, 10, kit.Dock(nil, nil, nil, link, container.NewVBox(kit.NewLabel(lang.L("All levels anew, aligned, with ffmpeg:"), kit.Text))))
	a.object = kit.Rows(kit.Tight, head, kit.Pad(0, 0, 0, 10, kit.NewPanel(kit.Background, container.NewHScroll(a.text))))
	a.object.Hide()
	return a
}

func (a *advice) tell(command string) {
	a.command = command
	a.text.SetText(command)
	a.object.Hidden = command == ""
}
