package box

// sdtp is the dependencies of each sample; the box does not say how many.
func sdtp(d *D) {
	d.Full(0)
	d.Table("sample", uint64(d.LeftBytes()),
		Column{Name: "is_leading", Bits: 2, note: textOf(leadingText)},
		Column{Name: "sample_depends_on", Bits: 2, note: textOf(dependsText)},
		Column{Name: "sample_is_depended_on", Bits: 2, note: textOf(dependedText)},
		Column{Name: "sample_has_redundancy", Bits: 2, note: textOf(redundancyText)})
}

func textOf(list []string) func(uint64, int64) string {
	return func(v uint64, _ int64) string {
		if v < uint64(len(list)) {
			return list[v]
		}
		return ""
	}
}
