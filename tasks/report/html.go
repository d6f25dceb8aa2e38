package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"smoothscope/inspect/check"
)

//go:embed report.html
var page string

// HTML writes a page that needs nothing beside itself: style and timeline are
// in it, it follows the light or dark look of who reads it, and it prints.
func HTML(w io.Writer, r *check.Report) error {
	t, err := template.New("report").Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, newView(r))
}

// view is what the page shows.
type view struct {
	*check.Report
	Verdict  string
	State    check.Severity // the worst, "" where all is well
	Findings []findingView
	Counts   string
	Timeline timeline
	Advice   string
}

type findingView struct {
	check.Finding
	Title   string
	Mark    string
	Where   string
	Further string
	How     string // far off
	Help    string
}

func newView(r *check.Report) view {
	v := view{Report: r, Verdict: r.Verdict(), State: worst(r), Counts: countsOf(r), Timeline: newTimeline(r), Advice: Advice(r)}
	for _, f := range r.Findings {
		v.Findings = append(v.Findings, newFinding(r, f))
	}
	return v
}

func worst(r *check.Report) check.Severity {
	switch {
	case r.Errors > 0:
		return check.Error
	case r.Warnings > 0:
		return check.Warning
	}
	return "ok"
}

// Advice is a command that mends a ladder whose levels do not go together, ""
// where to encode anew is not what helps.
func Advice(r *check.Report) string {
	for _, f := range r.Findings {
		if f.Severity == check.Error && strings.HasPrefix(f.Rule, "ALIGN-") {
			return r.Advice("")
		}
	}
	return ""
}

func newFinding(r *check.Report, f check.Finding) findingView {
	v := findingView{Finding: f, Where: where(r, f.Place), Mark: map[check.Severity]string{check.Error: "✕", check.Warning: "▲", check.Info: "●"}[f.Severity]}
	if rule, ok := check.Find(f.Rule); ok {
		v.Title, v.Help = rule.Title, rule.Help
	}
	if f.Count > 1 {
		v.Further = fmt.Sprintf("%d places", f.Count)
	}
	if f.Off.Ticks != 0 {
		v.How = fmt.Sprintf("%+.3g ms", f.Off.Milliseconds())
		if f.Off.Frames != 0 {
			v.How += fmt.Sprintf(", %+.3g frames", f.Off.Frames)
		}
	}
	return v
}

// where is a place in words.
func where(r *check.Report, p check.Place) string {
	var parts []string
	if p.Stream >= 0 && p.Stream < len(r.Streams) {
		s := r.Streams[p.Stream]
		name := s.Name
		if p.Level >= 0 && p.Level < len(s.Levels) {
			name += " " + check.Rate(s.Levels[p.Level].Bitrate)
		}
		parts = append(parts, name)
		if p.Chunk >= 0 {
			parts = append(parts, fmt.Sprintf("chunk %d at %.3f s", p.Chunk, float64(p.Time)/float64(max(1, s.TimeScale))))
		}
	}
	if p.File != "" {
		file := p.File
		if p.Offset >= 0 {
			file += fmt.Sprintf(" at 0x%x (%d)", p.Offset, p.Offset)
		}
		parts = append(parts, file)
	}
	return strings.Join(parts, " · ")
}
