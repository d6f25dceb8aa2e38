package caption

import (
	"fmt"
	"path"
	"strings"
)

// Format is a kind of caption file.
type Format struct {
	Name    string   // srt
	Title   string   // for people
	Endings []string // of file names, the usual one first
	Media   string   // media type

	is    func(text string) bool                              // whether the text is of this kind
	split func(d *Document) error                             // finds the cues
	block func(d *Document, c Cue, from, near *origin) string // one cue as text: as it was read from, or a new one behind near, which may be nil
	fresh func(n *neutral) string                             // a whole new document
	place func(d *Document, c Cue) Place
	says  func(n *neutral) []Loss // what it cannot say
}

// Formats is all formats, in the order in which a file is tried.
func Formats() []*Format {
	return []*Format{webVTT(), ttml(), srt()}
}

// FormatNamed finds a format by its name or by an ending, with or without dot.
func FormatNamed(name string) (*Format, error) {
	var known []string
	name = strings.ToLower(strings.TrimPrefix(name, "."))
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		for _, ending := range f.Endings {
			if ending == "."+name {
				return f, nil
			}
		}
		known = append(known, f.Name)
	}
	return nil, fmt.Errorf("there is no caption format %q; there are %s", name, strings.Join(known, ", "))
}

// sniff finds the format of a text by what it says, else by the file's name.
func sniff(text, name string) *Format {
	for _, f := range Formats() {
		if f.is(text) {
			return f
		}
	}
	if f, err := FormatNamed(path.Ext(name)); err == nil {
		return f
	}
	return nil
}
