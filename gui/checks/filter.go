package checks

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
)

// filter is which findings are listed.
type filter struct {
	room     *Room
	severity *kit.Select
	level    *kit.Select
	words    *kit.SearchBox
	count    *kit.Label
	levels   []check.Place // of the options of level but the first
	object   *fyne.Container
}

func newFilter(r *Room) *filter {
	f := &filter{room: r, count: kit.NewSmall("")}
	f.severity, f.level = kit.NewSelect(nil, nil), kit.NewSelect(nil, nil)
	f.words = kit.NewSearchBox(lang.L("Filter: rule or words"), "")
	f.words.ActionItem = nil
	f.words.OnChanged = func(string) { r.refilter() }
	f.words.OnSubmitted = func(string) { f.leave() }
	f.words.OnCancel = func() {
		if f.words.Text == "" {
			f.leave()
			return
		}
		f.words.SetText("")
	}
	f.offer(nil)
	sized := func(o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.NewGridWrap(fyne.NewSize(width, kit.ControlHeight), o)
	}
	f.object = kit.Pad(0, kit.Wide, kit.Space, kit.Wide, kit.Cols(kit.Space, sized(r.head.profile, 220), kit.Gap(kit.Tight, 0),
		sized(f.severity, 134), sized(f.level, 160), sized(f.words, 176), layout.NewSpacer(), f.count))
	return f
}

// leave gives the keys to the rows.
func (f *filter) leave() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.words); c != nil {
		c.Focus(f.room.list.grid)
	}
}

// severities are those of the filter in its order, "" for all.
func severities() []check.Severity {
	return []check.Severity{"", check.Error, check.Warning, check.Info}
}

// offer makes the choices that a report has something for; what was chosen stays
// where it is among them.
func (f *filter) offer(r *check.Report) {
	if r == nil {
		r = &check.Report{}
	}
	var levels []check.Place
	for i := range r.Findings {
		p := check.InStream(r.Findings[i].Stream, r.Findings[i].Level)
		if p.Stream >= 0 && !slices.Contains(levels, p) {
			levels = append(levels, p)
		}
	}
	slices.SortFunc(levels, func(a, b check.Place) int { return (a.Stream-b.Stream)*1000 + a.Level - b.Level })
	kept := 0
	if at := f.level.SelectedIndex(); at > 0 && at <= len(f.levels) {
		kept = slices.Index(levels, f.levels[at-1]) + 1
	}
	f.levels = levels
	names := []string{lang.L("All streams")}
	for _, p := range levels {
		names = append(names, unused(names, stream(r, p)))
	}
	set(f.level, names, kept, f.room.refilter)
	set(f.severity, []string{
		lang.L("All · {{.Count}}", count(len(r.Findings))), "● " + lang.L("Errors · {{.Count}}", count(r.Errors)),
		"▲ " + lang.L("Warnings · {{.Count}}", count(r.Warnings)), lang.L("Notes · {{.Count}}", count(r.Infos)),
	}, max(0, f.severity.SelectedIndex()), f.room.refilter)
}

// unused is a name that no other option has: a choice is found by its words.
func unused(names []string, name string) string {
	for slices.Contains(names, name) {
		name += " ′"
	}
	return name
}

// set gives a choice other options without a call of changed, which is for
// choices by hand.
func set(s *kit.Select, options []string, at int, changed func()) {
	s.OnChanged = nil
	s.Options = options
	s.SetSelectedIndex(at)
	s.OnChanged = func(string) { changed() }
	s.Refresh()
}

// clear lets everything through.
func (f *filter) clear() {
	for _, s := range []*kit.Select{f.severity, f.level} {
		changed := s.OnChanged
		s.OnChanged = nil
		s.SetSelectedIndex(0)
		s.OnChanged = changed
	}
	f.words.SetText("")
	f.room.refilter()
}

// sift is the findings that are let through.
func (f *filter) sift(r *check.Report) []*check.Finding {
	var rows []*check.Finding
	for _, one := range everything(r) {
		if f.lets(one) {
			rows = append(rows, one)
		}
	}
	text := ""
	if r != nil && len(rows) < len(r.Findings) {
		text = lang.L("{{.Shown}} of {{.Count}} shown", map[string]any{"Shown": len(rows), "Count": len(r.Findings)})
	}
	f.count.SetText(text)
	return rows
}

func (f *filter) lets(one *check.Finding) bool {
	if s := severities()[max(0, f.severity.SelectedIndex())]; s != "" && s != one.Severity {
		return false
	}
	if at := f.level.SelectedIndex(); at > 0 {
		if p := f.levels[at-1]; p.Stream != one.Stream || p.Level >= 0 && p.Level != one.Level {
			return false
		}
	}
	all := strings.ToLower(strings.Join([]string{one.Rule, one.Message, one.Hint, one.File}, " "))
	for _, word := range strings.Fields(strings.ToLower(f.words.Text)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// everything is all findings of a report.
func everything(r *check.Report) []*check.Finding {
	if r == nil {
		return nil
	}
	rows := make([]*check.Finding, len(r.Findings))
	for i := range r.Findings {
		rows[i] = &r.Findings[i]
	}
	return rows
}
