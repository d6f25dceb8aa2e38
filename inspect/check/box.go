package check

func boxRules() []*Rule { return nil }
