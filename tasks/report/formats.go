package report

// Formats is all formats, for menus and flags.
func Formats() []Format {
	return []Format{
		{Name: "html", Title: "Page for people (HTML)", Ending: ".html", Write: HTML},
		{Name: "text", Title: "Plain text", Ending: ".txt", Write: Text},
		{Name: "json", Title: "For programs (JSON)", Ending: ".json", Write: JSON},
	}
}
