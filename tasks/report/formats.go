package report

// Formats is all formats, for menus and flags.
func Formats() []Format {
	return []Format{
		{Name: "html", Ending: ".html", Write: HTML},
	}
}
