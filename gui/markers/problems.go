package markers

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/check"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/report"
)

// problem is what is wrong with a marker.
type problem struct {
	rule     string
	severity check.Severity
	text     func() string // worked out for the rows in view only
}

// reason is why nothing can be changed: what the hall says, or what the asset
// is. It is "" where all can be.
func reason(a *asset.Asset, client []byte, why string) string {
	switch {
	case a == nil || why != "":
		return why
	case a.URL != "":
		return lang.L("The asset is on a server: copy it to this machine to change its markers.")
	case client == nil:
		return lang.L("The asset has no client manifest that could hold markers: make one on the Manifest tab.")
	case a.Live:
		return lang.L("The asset is live: its encoder writes the markers.")
	}
	return ""
}

// about are the findings that are about markers, with the streams of their places
// counted as the manifest has them.
func (r *Room) about(all []check.Finding) []check.Finding {
	var list []check.Finding
	for _, f := range all {
		if !strings.HasPrefix(f.Rule, "MRK-") {
			continue
		}
		f.More = slices.Clone(f.More)
		f.Stream = r.inManifest(f.Stream)
		for i := range f.More {
			f.More[i].Stream = r.inManifest(f.More[i].Stream)
		}
		list = append(list, f)
	}
	return list
}

// inManifest is a stream of the asset as it is counted in the client manifest.
func (r *Room) inManifest(stream int) int {
	if r.asset == nil || r.view.client == nil || stream < 0 || stream >= len(r.asset.Streams) {
		return stream
	}
	name := r.asset.Streams[stream].Name
	if stream < len(r.view.client.Streams) && r.view.client.Streams[stream].Title() == name {
		return stream
	}
	return slices.IndexFunc(r.view.client.Streams, func(s manifest.Stream) bool { return s.Title() == name })
}

// judge says what is wrong with each marker: what can be seen at once, and what
// a check has found besides.
func (v *view) judge(p *points, given []check.Finding) {
	for i := range v.rows {
		v.rows[i].problems = nil
		v.rows[i].judgeAlone(p, v.end)
	}
	for _, rows := range v.breaks() {
		judgeBreaks(rows, p)
	}
	for i := range v.rows {
		v.rows[i].add(given)
		slices.SortStableFunc(v.rows[i].problems, func(a, b problem) int { return rank(a.severity) - rank(b.severity) })
	}
}

func rank(s check.Severity) int {
	return slices.Index([]check.Severity{check.Error, check.Warning, check.Info}, s)
}

func (r *row) problem(rule string, severity check.Severity, text func() string) {
	r.problems = append(r.problems, problem{rule, severity, text})
}

// judgeAlone says what is wrong whatever stands beside the marker.
func (r *row) judgeAlone(p *points, end uint64) {
	if r.Err != nil {
		r.problem("MRK-B64", check.Error, func() string { return report.Sentence(r.Err.Error()) })
	}
	if r.section != nil && r.Err == nil {
		if _, _, ok := r.section.CRCFits(); !ok {
			r.problem("MRK-CRC", check.Error, func() string { return lang.L("The checksum is wrong: any change mends it") })
		}
	}
	if r.Class == marker.Ad && r.edge.known && !p.exact(r.edge.best()) {
		r.problem("MRK-IDR", check.Warning, func() string {
			return lang.L("No key frame here: {{.Where}}", map[string]any{"Where": p.away(&r.edge)})
		})
	}
	if end > 0 && r.time() >= end {
		r.problem("", check.Warning, func() string { return lang.L("Behind the end of the video") })
	}
}

// add tells what a check has found about the marker and is not told yet.
func (r *row) add(given []check.Finding) {
	for i := range given {
		f := &given[i]
		here := slices.ContainsFunc(append([]check.Place{f.Place}, f.More...), func(at check.Place) bool {
			return at.Stream == r.At.Stream && at.Chunk >= 0 && at.Chunk == r.At.Chunk
		})
		told := slices.ContainsFunc(r.problems, func(p problem) bool { return p.rule == f.Rule })
		if here && !told {
			r.problem(f.Rule, f.Severity, func() string { return report.Sentence(f.Message) })
		}
	}
}
