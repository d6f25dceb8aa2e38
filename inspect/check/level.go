package check

import "slices"

func levelRules() []*Rule { return slices.Concat(alignRules(), ladderRules()) }
