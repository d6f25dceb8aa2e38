package spoil

func timeCases() []Case { return nil }
