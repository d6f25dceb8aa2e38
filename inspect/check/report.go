package check

import (
	"cmp"
	"slices"
)

// Report is what a check found, the worst first.
type Report struct {
	Asset    string
	Profile  Profile
	Findings []Finding
	Errors   int
	Warnings int
	Infos    int
	Silenced []string // ids of rules that broke but that the profile silences
	Streams  []StreamFacts
}

func (r *Report) count() {
	for _, f := range r.Findings {
		switch f.Severity {
		case Error:
			r.Errors++
		case Warning:
			r.Warnings++
		case Info:
			r.Infos++
		}
	}
}

func (s Severity) rank() int { return slices.Index([]Severity{Error, Warning, Info, Off}, s) }

// order is worst first, then as the rules are listed, then by place.
func order(rules []*Rule) func(a, b Finding) int {
	at := map[string]int{}
	for i, r := range rules {
		at[r.ID] = i
	}
	return func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Severity.rank(), b.Severity.rank()),
			cmp.Compare(at[a.Rule], at[b.Rule]),
			cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Level, b.Level),
			cmp.Compare(a.File, b.File), cmp.Compare(a.Chunk, b.Chunk), cmp.Compare(a.Offset, b.Offset),
			cmp.Compare(a.Message, b.Message))
	}
}
