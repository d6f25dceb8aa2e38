package spoil

func levelCases() []Case { return nil }
