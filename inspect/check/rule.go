package check

import (
	"fmt"
	"slices"
	"strings"
)

// Severity is how bad a finding is.
type Severity string

// The severities, the worst first. Off is for a rule that a profile silences.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
	Off     Severity = "off"
)

// Profile is what an asset is meant to be.
type Profile string

// The profiles.
const (
	Smooth  Profile = "smooth"  // Smooth Streaming on demand
	Ingest  Profile = "ingest"  // what an encoder sends to a live publishing point
	Archive Profile = "archive" // what a live publishing point leaves behind
	CMAF    Profile = "cmaf"    // would it convert to CMAF, HLS and DASH without surprises
)

// Profiles is all of them, the default first.
func Profiles() []Profile { return []Profile{Smooth, Ingest, Archive, CMAF} }

// Rule is one thing that is checked. Its ID is stable: scripts filter on it.
type Rule struct {
	ID       string
	Title    string // one short line, no full stop
	Severity Severity
	In       map[Profile]Severity // where a profile judges otherwise
	Help     string               // why it matters and what to do, a few sentences
	Clause   string               // of the specification, "" where none says it

	whole    func(*Case, *Reporter)                   // judges the asset once all is gathered
	fragment func(*Case, *Sight, *Reporter)           // judges one fragment while it is at hand; several goroutines
	boxes    func(*Case, *File, *BoxSight, *Reporter) // judges the boxes of one file; several goroutines
}

// SeverityIn is how bad a breach is in a profile.
func (r *Rule) SeverityIn(p Profile) Severity {
	if s, ok := r.In[p]; ok {
		return s
	}
	return r.Severity
}

// Find is the rule with an id, which may be written in any case.
func Find(id string) (*Rule, bool) {
	for _, r := range Rules() {
		if strings.EqualFold(r.ID, id) {
			return r, true
		}
	}
	return nil, false
}

// chosen is the rules with these ids, all where none is named.
func chosen(ids []string) ([]*Rule, error) {
	if len(ids) == 0 {
		return Rules(), nil
	}
	var list []*Rule
	for _, id := range ids {
		r, ok := Find(id)
		if !ok {
			return nil, fmt.Errorf("there is no rule %q; 'smoothctl check --list-rules' names them all", id)
		}
		if !slices.ContainsFunc(list, func(other *Rule) bool { return other.ID == r.ID }) {
			list = append(list, r)
		}
	}
	return list, nil
}
