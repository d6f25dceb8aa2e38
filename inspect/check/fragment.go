package check

func fragmentRules() []*Rule { return nil }
