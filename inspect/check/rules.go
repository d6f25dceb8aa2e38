package check

import "slices"

// Rules is every rule, family by family. The rules are made anew: callers may
// keep them.
func Rules() []*Rule {
	return slices.Concat(
		boxRules(),
		fragmentRules(),
		timeRules(),
		levelRules(),
		manifestRules(),
		crossRules(),
		textRules(),
	)
}
