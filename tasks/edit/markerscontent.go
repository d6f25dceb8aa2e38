package edit

import (
	"fmt"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// addContent puts markers into the Content of a stream, the form that older
// assets have: one at a time, since each changes the document.
func addContent(raw []byte, stream int, add []marker.Marker) ([]byte, error) {
	for i := range add {
		c, err := manifest.ParseClient(raw)
		if err != nil {
			return nil, err
		}
		s := &c.Streams[stream]
		if add[i].Payload.Kind != marker.Text && add[i].Payload.Kind != marker.XML {
			return nil, fmt.Errorf("the stream %s holds texts in a Content element, and the payload is %s: take another name with --stream", s.Title(), add[i].Payload.Kind)
		}
		entry, before := entryOf(s, stream, &add[i])
		edits, err := c.InsertContent(stream, before, entry)
		if err != nil {
			return nil, fmt.Errorf("the markers of %s: %w", s.Title(), err)
		}
		if raw, err = manifest.Apply(raw, edits); err != nil {
			return nil, err
		}
	}
	return raw, nil
}

// entryOf is a marker as an entry like those that a stream has, and where it
// goes: behind all that are not later.
func entryOf(s *manifest.Stream, stream int, m *marker.Marker) (entry *manifest.Content, before int) {
	time := marker.Rescale(m.Time, m.TimeScale, s.TimeScale)
	for _, there := range marker.Of(s, stream) {
		if there.At.Content >= 0 && there.Err == nil && there.Time <= time {
			before = there.At.Content + 1
		}
	}
	text := string(m.Payload.Bytes)
	entry = &manifest.Content{Element: s.Content[0].Element, Attrs: []manifest.Attr{{Name: "Time", Value: strconv.FormatUint(time, 10)}}}
	switch {
	case strings.EqualFold(entry.Element, "ScriptCommand"):
		entry.Attrs = append(entry.Attrs, manifest.Attr{Name: "Type", Value: m.Type}, manifest.Attr{Name: "Command", Value: text})
	case strings.EqualFold(entry.Element, "Marker"):
		entry.Attrs = append(entry.Attrs, manifest.Attr{Name: "Value", Value: text})
	default:
		entry.Text = text
	}
	return entry, before
}
