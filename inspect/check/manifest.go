package check

func manifestRules() []*Rule { return nil }
