package check

func timeRules() []*Rule { return nil }
