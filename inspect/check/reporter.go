package check

import (
	"slices"
	"sync"
)

// Reports gathers what the rules find.
type Reports struct {
	mu    sync.Mutex
	c     *Case
	rules []*Rule
	by    map[cause]*Finding
	marks map[chunkOf]Severity // the worst of each chunk that a breach names
	named map[string]bool
}

// chunkOf is a fragment of a level.
type chunkOf struct{ stream, level, chunk int }

// cause is what makes two breaches one finding.
type cause struct {
	rule          string
	stream, level int
	file, key     string
}

func newReports(c *Case, rules []*Rule) *Reports {
	r := &Reports{c: c, rules: rules, by: map[cause]*Finding{}, marks: map[chunkOf]Severity{}, named: map[string]bool{}}
	for _, rule := range rules {
		r.named[rule.ID] = true
	}
	return r
}

func (r *Reports) judges(id string) bool { return r.named[id] }

// Reporter takes the breaches of one rule. It may be used from several
// goroutines.
type Reporter struct {
	all  *Reports
	rule *Rule
}

func (r *Reports) of(rule *Rule) *Reporter { return &Reporter{all: r, rule: rule} }

// morePlaces is how many further places a finding keeps.
const morePlaces = 2

// Add reports a breach. Breaches of the rule in the same stream, level and file
// with the same key are one finding: the earliest place speaks, all are
// counted. Rule, Severity, Count and, where empty, Clause are filled in; a
// Severity that is milder than that of the rule stays.
func (p *Reporter) Add(key string, f Finding) {
	r := p.all
	r.mu.Lock()
	defer r.mu.Unlock()
	f.Rule, f.Severity, f.Count = p.rule.ID, milder(f.Severity, p.rule.SeverityIn(r.c.Profile)), max(1, f.Count)
	if f.Clause == "" {
		f.Clause = p.rule.Clause
	}
	r.mark(f)
	id := cause{p.rule.ID, f.Stream, f.Level, f.File, key}
	first, ok := r.by[id]
	if !ok {
		r.by[id] = &f
		return
	}
	earlier, later := first, &f
	if before(f.Place, first.Place) {
		earlier, later = &f, first
	}
	merged := *earlier
	merged.Count = first.Count + f.Count
	merged.More = slices.Concat([]Place{later.Place}, first.More, f.More)
	slices.SortFunc(merged.More, func(a, b Place) int {
		switch {
		case before(a, b):
			return -1
		case before(b, a):
			return 1
		}
		return 0
	})
	merged.More = merged.More[:min(morePlaces, len(merged.More))]
	r.by[id] = &merged
}

// milder is the less bad of two severities; none is worse than any.
func milder(a, b Severity) Severity {
	if a.rank() > b.rank() {
		return a
	}
	return b
}

// mark notes that something is wrong with a chunk.
func (r *Reports) mark(f Finding) {
	if f.Chunk < 0 || f.Level < 0 || f.Severity == Off {
		return
	}
	at := chunkOf{f.Stream, f.Level, f.Chunk}
	if old, ok := r.marks[at]; !ok || f.Severity.rank() < old.rank() {
		r.marks[at] = f.Severity
	}
}

func before(a, b Place) bool {
	if a.Chunk != b.Chunk {
		return a.Chunk < b.Chunk
	}
	return a.Offset < b.Offset
}

// report is what was found, in order.
func (r *Reports) report() *Report {
	out := &Report{Asset: r.c.Asset.Name, Profile: r.c.Profile, Findings: []Finding{}, Silenced: []string{}, Streams: r.c.streamFacts(r.marks)}
	for _, f := range r.by {
		if f.Severity == Off {
			if !slices.Contains(out.Silenced, f.Rule) {
				out.Silenced = append(out.Silenced, f.Rule)
			}
			continue
		}
		out.Findings = append(out.Findings, *f)
	}
	slices.Sort(out.Silenced)
	slices.SortFunc(out.Findings, order(r.rules))
	out.count()
	return out
}
