package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"smoothscope/inspect/check"
)

// ruleDocument is a rule in JSON.
type ruleDocument struct {
	Rule     string                           `json:"rule"`
	Severity map[check.Profile]check.Severity `json:"severity"`
	Title    string                           `json:"title"`
	Help     string                           `json:"help"`
	Clause   string                           `json:"clause,omitempty"`
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
