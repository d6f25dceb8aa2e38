package preview

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// detail is the strip below the rows that tells the selected request in full:
// an address and a reason are longer than a column.
type detail struct {
	name   *kit.Label
	agent  *kit.Label
	text   *widget.Label
	object *fyne.Container
}

func newDetail(copied func(string)) *detail {
	d := &detail{name: kit.NewSmall(""), agent: kit.NewSmall(""), text: widget.NewLabel("")}
	d.name.Mono, d.name.Whole = true, false
	d.text.Wrapping, d.text.Selectable = fyne.TextWrapWord, true
	link := kit.NewLink(lang.L("Copy"), func() {
		text := d.name.Text + "\n" + d.agent.Text
		if d.text.Text != "" {
			text += "\n" + d.text.Text
		}
		copied(text)
	})
	top := kit.Pad(kit.Tight, kit.Wide, kit.Tight, kit.Wide, kit.Dock(nil, nil, nil, kit.Cols(kit.Space, d.agent, link), d.name))
	d.object = kit.NewPanel(kit.Panel, kit.Rows(0, kit.HLine(), top, kit.Pad(0, kit.Space, 0, 10, d.text)))
	d.object.Hide()
	return d
}

// tell shows a request, or none. It reports whether the strip has come, gone or
// become higher.
func (d *detail) tell(r *row) (moved bool) {
	before, height := d.object.Hidden, d.object.MinSize().Height
	d.object.Hidden = r == nil
	if r != nil {
		d.name.SetText(r.Method + " " + r.Path)
		d.agent.SetText(shortAgent(r.Agent))
		text, importance := about(r)
		d.text.Importance = importance
		d.text.SetText(text)
		d.text.Hidden = text == ""
	}
	return before != d.object.Hidden || height != d.object.MinSize().Height
}

// about is what there is to tell of a request besides its columns.
func about(r *row) (string, widget.Importance) {
	switch {
	case r.Err != "" && failed(r.Request):
		return "✕ " + r.Err, widget.DangerImportance
	case r.Err != "":
		return "▲ " + r.Err, widget.WarningImportance
	}
	return "", widget.MediumImportance
}

// shortAgent is the program that asked: the last name of what browsers say they
// are, but for those that say one more.
func shortAgent(agent string) string {
	for _, name := range []string{"Edg/", "OPR/", "Firefox/", "HeadlessChrome/", "Chrome/"} {
		if _, after, ok := strings.Cut(agent, name); ok {
			version, _, _ := strings.Cut(after, " ")
			major, _, _ := strings.Cut(version, ".")
			return strings.TrimSuffix(name, "/") + " " + major
		}
	}
	if i := strings.LastIndex(agent, " "); i >= 0 && len(agent) > mostAgent {
		return agent[i+1:]
	}
	return agent
}

const mostAgent = 40
