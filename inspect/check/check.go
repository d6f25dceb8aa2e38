// Package check is the validator: it says whether an asset is right, and if
// not, where and why. Rules are grouped in families, one file or a few each,
// and listed in rules.go; each judges the facts that are gathered once: the
// manifests as documents, and every fragment of every media file.
//
// To add a rule, write it in the file of its family, name it in rules.go, and
// give the case generator of the tests one asset that breaks it and one that
// does not. A rule reports facts about one cause with Reports.Add, which joins
// what has the same cause into one finding with a count.
//
// It knows nothing of reports on paper or screens, and changes no file.
package check

import (
	"context"

	"smoothscope/inspect/asset"
)

// Options of Run.
type Options struct {
	Profile  Profile                 // Smooth where empty
	Rules    []string                // ids to judge by; all where empty
	Thorough bool                    // look into every sample also of long tracks: about twice the processor time
	Progress func(done, total int64) // of fragments; called from one goroutine at a time, may be nil
}

// Run checks an asset. The error is for what stopped the work, such as the end
// of ctx; what is wrong with the asset stands in the report.
func Run(ctx context.Context, a *asset.Asset, o Options) (*Report, error) {
	if o.Profile == "" {
		o.Profile = Smooth
	}
	rules, err := chosen(o.Rules)
	if err != nil {
		return nil, err
	}
	c := newCase(a, o.Profile)
	c.thorough = o.Thorough
	reports := newReports(c, rules)
	c.readManifests(ctx)
	if err := c.gather(ctx, reports, o.Progress); err != nil {
		return nil, err
	}
	for _, r := range rules {
		if r.whole != nil && reports.judges(r.ID) {
			r.whole(c, reports.of(r))
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return reports.report(), nil
}
