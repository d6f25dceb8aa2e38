package check

func textRules() []*Rule { return nil }
