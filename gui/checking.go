package gui

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/async"
	"smoothscope/gui/checks"
	"smoothscope/gui/kit"
	"smoothscope/gui/publish"
	"smoothscope/gui/session"
	"smoothscope/gui/timeline"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/tasks"
	"smoothscope/tasks/report"
	"smoothscope/tasks/save"
)

// checkNow is the button in the toolbar: the screen, and a new check.
func (h *Hall) checkNow() {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	h.showTab(tabChecks)
	h.checkAgain()
}

func (h *Hall) checkAgain() {
	if a := h.session.Current(); a != nil && h.checker.state(a).Phase != checks.Checking {
		h.checker.start(a)
	}
}

// pickFinding goes to a place of a finding: its bytes and its block.
func (h *Hall) pickFinding(f *check.Finding, p check.Place, open bool) {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	if m, ok := a.Content.Member(p.File); ok && m.Present {
		if p.Offset >= 0 {
			h.goTo(a, m.Full, p.Offset, max(p.Size, 1))
		} else {
			h.showFile(a, m.Full)
		}
	}
	text := h.pickText(a, f, p, open)
	if m, ok := a.Content.Member(p.File); ok && m.Present && open && !text {
		if h.manifests.Go(m.Full, p.Offset) {
			h.showTab(tabManifest)
		} else {
			h.showTab(tabBoxes)
		}
	}
	h.timeline.Show(p)
	if !open {
		h.describe()
	}
}

// pickText chooses the marker or the caption that a finding is about. It is
// false of all other findings.
func (h *Hall) pickText(a *session.Asset, f *check.Finding, p check.Place, open bool) bool {
	tab := tabMarkers
	switch {
	case p.Stream < 0 || p.Stream >= len(a.Content.Streams):
		return false
	case strings.HasPrefix(f.Rule, "MRK-") && h.chooseMarker(p.Stream, p.Chunk):
	case strings.HasPrefix(f.Rule, "TXT-") && h.goToCue(a, p.Stream, p):
		tab = tabCaptions
	default:
		return false
	}
	if open {
		h.showTab(tab)
	}
	return true
}

// canPlay tells whether there is a fragment at a place that the player can be
// sent to.
func (h *Hall) canPlay(p check.Place) bool {
	a := h.session.Current()
	if a == nil || a.Content == nil || a.Content.URL != "" {
		return false
	}
	r := h.checker.report(a)
	if r == nil || p.Chunk < 0 || p.Stream < 0 || p.Stream >= len(r.Streams) || p.Level < 0 || p.Level >= len(r.Streams[p.Stream].Levels) {
		return false
	}
	fragments := r.Streams[p.Stream].Levels[p.Level].Fragments
	return p.Chunk < len(fragments) && fragments[p.Chunk].MoofSize > 0
}

// playPlace plays from the fragment of a place.
func (h *Hall) playPlace(p check.Place) {
	a := h.session.Current()
	if !h.canPlay(p) {
		return
	}
	l := &h.checker.report(a).Streams[p.Stream].Levels[p.Level]
	h.startPreview(a, true, hashAt(a.Content, l.Fragments[p.Chunk].Time, l.TimeScale))
}

// pickFragment selects what was chosen on the timeline everywhere.
func (h *Hall) pickFragment(p timeline.Pick, open bool) {
	a := h.session.Current()
	if a == nil || a.Content == nil || p.Fragment == nil {
		return
	}
	m, ok := a.Content.Member(p.File)
	if !ok {
		return
	}
	size := p.Fragment.MoofSize
	if size == 0 {
		size = p.Fragment.Size
	}
	h.goTo(a, m.Full, p.Fragment.Offset, size)
	if open {
		h.showTab(tabBoxes)
	}
}

// playFragment plays from what was chosen on the timeline.
func (h *Hall) playFragment(p timeline.Pick) {
	if a := h.session.Current(); a != nil && a.Content != nil && a.Content.URL == "" {
		h.startPreview(a, true, hashAt(a.Content, p.Time, p.TimeScale))
	}
}

// followSelection marks the selection on the timeline and among the findings.
func (h *Hall) followSelection() {
	sel := h.session.Selection()
	if sel.File == nil || sel.File.Asset.Content == nil || sel.To <= sel.From || sel.File.Asset != h.session.Current() {
		return
	}
	if path := memberPath(sel.File.Asset, sel.File); path != "" {
		h.timeline.Follow(path, sel.From)
		h.checks.Follow(path, sel.From)
	}
}

// saveReport asks where to and writes the report there.
func (h *Hall) saveReport(f report.Format, r *check.Report) {
	name := strings.TrimSuffix(r.Asset, filepath.Ext(r.Asset)) + "-check" + f.Ending
	h.askSave(lang.L("Save the report"), name, func(path string) {
		job := func(ctx context.Context, _ *tasks.Progress) error {
			return save.Save(ctx, path, func(w io.Writer) error { return f.Write(w, r) })
		}
		h.start(lang.L("Saving {{.Name}}", map[string]any{"Name": filepath.Base(path)}), shown, job, func(t *async.Task) {
			t.Result = lang.L("wrote {{.Path}}", map[string]any{"Path": path})
		})
	})
}

// ruleOf is the rule that a person typed: its whole id, or the beginning of one
// that found something.
func (h *Hall) ruleOf(text string) (*check.Rule, bool) {
	id := strings.ToUpper(strings.TrimSpace(text))
	if rule, ok := check.Find(id); ok {
		return rule, true
	}
	r := h.checker.report(h.session.Current())
	if r == nil || len(id) < 4 || !strings.Contains(id, "-") {
		return nil, false
	}
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Rule, id) {
			return check.Find(f.Rule)
		}
	}
	return nil, false
}

// findRule goes to the next finding of a rule.
func (h *Hall) findRule(rule *check.Rule) {
	h.showTab(tabChecks)
	f := h.checks.Find(rule.ID)
	if f == nil {
		h.say(lang.L("{{.Rule}} found nothing: {{.Title}}", map[string]any{"Rule": rule.ID, "Title": rule.Title}))
		return
	}
	h.pickFinding(f, f.Place, false)
	h.win.Canvas().Focus(h.checks.Focusable())
}

// verdictFor is what the publish screen tells of an asset.
func (h *Hall) verdictFor(content *asset.Asset) publish.Verdict {
	for _, a := range h.session.Assets() {
		if a.Content != content {
			continue
		}
		v := h.judged(a)
		if dirty(a) {
			v.Text = strings.TrimSpace(v.Text + " " + lang.L("What you see is published, with changes that are not saved."))
		}
		return v
	}
	return publish.Verdict{}
}

func (h *Hall) judged(a *session.Asset) publish.Verdict {
	switch s := h.checker.state(a); {
	case s.Report != nil:
		j := s.Report.Judgement()
		return publish.Verdict{Text: checks.Verdict(j), Token: checks.Token(j.Worst), Bad: s.Report.Errors > 0}
	case s.Phase == checks.Checking:
		return publish.Verdict{Text: lang.L("Checking…"), Token: kit.Dim}
	}
	return publish.Verdict{}
}

// wrong is the count of the worst findings about a member, or about one of its
// levels.
func (h *Hall) wrong(a *session.Asset, file string, stream, level int) (string, kit.Token) {
	r := h.checker.report(a)
	if r == nil {
		return "", ""
	}
	counts := map[check.Severity]int{}
	for i := range r.Findings {
		if f := &r.Findings[i]; concerns(r, f, file, stream, level) {
			counts[f.Severity]++
		}
	}
	switch {
	case counts[check.Error] > 0:
		return "● " + kit.Group(int64(counts[check.Error])), kit.Error
	case counts[check.Warning] > 0:
		return "▲ " + kit.Group(int64(counts[check.Warning])), kit.Warning
	}
	return "", ""
}

// concerns tells whether a finding is about a file. In a file with several
// levels each has its own.
func concerns(r *check.Report, f *check.Finding, file string, stream, level int) bool {
	if f.Level >= 0 && f.Stream >= 0 && f.Stream < len(r.Streams) && f.Level < len(r.Streams[f.Stream].Levels) {
		if stream >= 0 {
			return f.Stream == stream && f.Level == level
		}
		return f.File == file && r.Streams[f.Stream].Levels[f.Level].File != file
	}
	return f.File == file && file != ""
}

// describeTimeline is the status bar while the timeline is in front.
func (h *Hall) describeTimeline(a *session.Asset) bool {
	r := h.checker.report(a)
	if r == nil {
		return false
	}
	cursor, zoom := h.timeline.Status()
	h.status.Set([]kit.Segment{{Text: a.Title}, {Text: h.timeline.Summary()}, {Text: cursor, Mono: true}}, kit.Segment{Text: zoom})
	return true
}

// describeChecks is the status bar while the checks are in front.
func (h *Hall) describeChecks(a *session.Asset) bool {
	r := h.checker.report(a)
	if r == nil {
		return false
	}
	rules := lang.L("{{.Count}} rules", map[string]any{"Count": kit.Group(int64(len(check.Rules())))})
	left := []kit.Segment{{Text: a.Title}, {Text: checks.ProfileWord(r.Profile)}, {Text: rules}}
	if f, sel := h.checks.Chosen(), h.session.Selection(); f != nil && sel.File != nil && memberPath(a, sel.File) == f.File {
		left = append(left, kit.Segment{Text: pathOf(sel), Mono: true})
	}
	h.status.Set(left, kit.Segment{Text: checks.Counts(r)})
	return true
}

// sign tells the states of an asset's files apart, "" while they are as they
// were opened.
func (d *disk) sign(a *session.Asset) string {
	paths := filesOf(a)
	slices.Sort(paths)
	text := ""
	for _, path := range slices.Compact(paths) {
		if s := d.states[path]; s != 0 {
			text += path + string(rune('0'+int(s))) + "\n"
		}
	}
	return text
}
