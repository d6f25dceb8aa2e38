package check

import "slices"

// fragmentRules judge one fragment at a time, and what stands in its samples.
func fragmentRules() []*Rule {
	return slices.Concat(runRules(), headRules(), syncRules(), unitRules())
}
