package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"smoothscope/inspect/check"
)

// The JSON document of the verb.
type (
	checkDocument struct {
		Asset    string            `json:"asset"`
		Profile  check.Profile     `json:"profile"`
		Verdict  string            `json:"verdict"`
		Summary  checkSummary      `json:"summary"`
		Findings []findingDocument `json:"findings"`
		Silenced []string          `json:"silenced"`
		Advice   string            `json:"advice,omitempty"` // a command for ffmpeg
	}
	checkSummary struct {
		Errors   int `json:"error"`
		Warnings int `json:"warning"`
		Infos    int `json:"info"`
	}
	findingDocument struct {
		Rule      string         `json:"rule"`
		Severity  check.Severity `json:"severity"`
		Message   string         `json:"message"`
		Count     int            `json:"count"`
		placeJSON                // where it is first seen
		More      []placeJSON    `json:"more,omitempty"`
		Measured  string         `json:"measured,omitempty"`
		Expected  string         `json:"expected,omitempty"`
		Off       *distanceJSON  `json:"off,omitempty"`
		Hint      string         `json:"hint,omitempty"`
		Clause    string         `json:"clause,omitempty"`
	}
	placeJSON struct {
		Stream    string  `json:"stream,omitempty"`
		Bitrate   *uint64 `json:"bitrate,omitempty"`
		Chunk     *int    `json:"chunk,omitempty"`
		Time      *uint64 `json:"time,omitempty"`
		TimeScale uint64  `json:"timeScale,omitempty"`
		File      string  `json:"file,omitempty"`
		Offset    *int64  `json:"offset,omitempty"`
		Size      *int64  `json:"size,omitempty"`
	}
	distanceJSON struct {
		Ticks        int64   `json:"ticks"`
		TimeScale    uint64  `json:"timeScale"`
		Milliseconds float64 `json:"ms"`
		Frames       float64 `json:"frames,omitempty"`
	}
	ruleDocument struct {
		Rule     string                           `json:"rule"`
		Severity map[check.Profile]check.Severity `json:"severity"`
		Title    string                           `json:"title"`
		Help     string                           `json:"help"`
		Clause   string                           `json:"clause,omitempty"`
	}
)

func writeReportJSON(w io.Writer, r *check.Report) error {
	d := checkDocument{
		Asset: r.Asset, Profile: r.Profile, Verdict: r.Verdict(), Summary: checkSummary{r.Errors, r.Warnings, r.Infos},
		Findings: []findingDocument{}, Silenced: append([]string{}, r.Silenced...),
	}
	for i := range r.Findings {
		d.Findings = append(d.Findings, findingOf(r, &r.Findings[i]))
	}
	if needsAdvice(r) {
		d.Advice = r.Advice("")
	}
	return json.NewEncoder(w).Encode(d)
}

func findingOf(r *check.Report, f *check.Finding) findingDocument {
	d := findingDocument{
		Rule: f.Rule, Severity: f.Severity, Message: f.Message, Count: f.Count, placeJSON: placeOf(r, f.Place),
		Measured: f.Measured, Expected: f.Expected, Hint: f.Hint, Clause: f.Clause,
	}
	for _, p := range f.More {
		d.More = append(d.More, placeOf(r, p))
	}
	if f.Off.TimeScale > 0 && f.Off.Ticks != 0 {
		d.Off = &distanceJSON{f.Off.Ticks, f.Off.TimeScale, f.Off.Milliseconds(), f.Off.Frames}
	}
	return d
}

func placeOf(r *check.Report, p check.Place) placeJSON {
	d := placeJSON{File: p.File}
	if p.Stream >= 0 && p.Stream < len(r.Streams) {
		s := &r.Streams[p.Stream]
		d.Stream = s.Name
		if p.Level >= 0 && p.Level < len(s.Levels) {
			d.Bitrate = &s.Levels[p.Level].Bitrate
		}
		if p.Chunk >= 0 {
			d.TimeScale = s.TimeScale
		}
	}
	if p.Chunk >= 0 {
		d.Chunk, d.Time = &p.Chunk, &p.Time
	}
	if p.Offset >= 0 && p.File != "" {
		d.Offset = &p.Offset
		if p.Size > 0 {
			d.Size = &p.Size
		}
	}
	return d
}

func writeRulesJSON(w io.Writer, rules []*check.Rule) error {
	list := []ruleDocument{}
	for _, r := range rules {
		d := ruleDocument{Rule: r.ID, Severity: map[check.Profile]check.Severity{}, Title: r.Title, Help: r.Help, Clause: r.Clause}
		for _, p := range check.Profiles() {
			d.Severity[p] = r.SeverityIn(p)
		}
		list = append(list, d)
	}
	return json.NewEncoder(w).Encode(list)
}

// writeRules lists the rules for people, with how bad a breach is.
func writeRules(w io.Writer, rules []*check.Rule, p check.Profile) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	// The tab writer keeps the first error and Flush returns it.
	_, _ = fmt.Fprintf(out, "rule\tin %s\twhat is wrong\n", p)
	for _, r := range rules {
		var others []string
		for _, other := range check.Profiles() {
			if s := r.SeverityIn(other); s != r.SeverityIn(p) {
				others = append(others, fmt.Sprintf("%s: %s", other, s))
			}
		}
		title := r.Title
		if len(others) > 0 {
			title += " (" + strings.Join(others, ", ") + ")"
		}
		_, _ = fmt.Fprintf(out, "%s\t%s\t%s\n", r.ID, r.SeverityIn(p), title)
	}
	return out.Flush()
}
