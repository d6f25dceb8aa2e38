package main

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// counted counts what a verb has written.
type counted struct {
	io.Writer
	bytes int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.bytes += int64(n)
	return n, err
}

// asksForJSON says whether a command line, which may be mistaken, wants a JSON
// document on stdout.
func asksForJSON(args []string) bool {
	line := strings.Join(args, " ")
	toFile := func(arg string) bool { return strings.HasPrefix(arg, "-o") || strings.HasPrefix(arg, "--output") }
	return slices.Contains(args, "--json") ||
		(strings.Contains(line, "--format json") || strings.Contains(line, "--format=json")) && !slices.ContainsFunc(args, toFile)
}

// writeEmpty writes the document of a verb that found nothing because its
// command line is mistaken: who asks for JSON always gets some.
func writeEmpty(verb string, why error, stdout io.Writer) error {
	document := map[string]any{}
	for name, empty := range emptyDocuments()[verb] {
		document[name] = empty
	}
	document["error"] = oneLine(why)
	return json.NewEncoder(stdout).Encode(document)
}

// emptyDocuments is what each verb's document says of nothing at all.
func emptyDocuments() map[string]map[string]any {
	none := []string{}
	return map[string]map[string]any{
		"boxes":         {"file": "", "size": 0, "boxes": none, "errors": none},
		"asset":         {"name": "", "timeScale": 0, "duration": 0, "live": false, "members": none, "streams": none, "warnings": none},
		"offsets":       {"entries": none},
		"check":         {"asset": "", "profile": "", "verdict": "", "summary": map[string]int{"error": 0, "warning": 0, "info": 0}, "findings": none, "silenced": none},
		"markers list":  {"asset": "", "markers": none, "warnings": none},
		"captions list": {"asset": "", "captions": none, "warnings": none},
		"publish":       {"items": 0, "uploaded": 0, "skipped": 0, "failed": none, "bytes": 0, "seconds": 0, "url": "", "warnings": none},
	}
}
