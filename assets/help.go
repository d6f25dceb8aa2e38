package assets

import (
	"embed"
	"strings"
)

//go:embed help/*.md
var help embed.FS

// Page is a page of the user guide.
type Page struct {
	Title string // its first heading
	Text  string // Markdown, with the heading
}

// Help is the user guide in reading order.
func Help() []Page {
	entries, err := help.ReadDir("help") // sorted by name, and names begin with a number
	if err != nil {
		return nil // embedded files are always there
	}
	var pages []Page
	for _, e := range entries {
		b, err := help.ReadFile("help/" + e.Name())
		if err != nil {
			continue
		}
		first, _, _ := strings.Cut(string(b), "\n")
		pages = append(pages, Page{Title: strings.TrimPrefix(first, "# "), Text: string(b)})
	}
	return pages
}
