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
		var err error
		if raw, _, err = insertContent(raw, stream, &add[i]); err != nil {
			return nil, err
		}
	}
	return raw, nil
}

// insertContent puts one marker there and says as which entry.
func insertContent(raw []byte, stream int, m *marker.Marker) (out []byte, at int, err error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, 0, err
	}
	s := &c.Streams[stream]
	if m.Payload.Kind != marker.Text && m.Payload.Kind != marker.XML {
		return nil, 0, fmt.Errorf("the stream %s holds texts in a Content element, and the payload is %s: take another name with --stream", s.Title(), m.Payload.Kind)
	}
	entry, before := entryOf(s, stream, m)
	edits, err := c.InsertContent(stream, before, entry)
	if err != nil {
		return nil, 0, fmt.Errorf("the markers of %s: %w", s.Title(), err)
	}
	out, err = manifest.Apply(raw, edits)
	return out, before, err
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

// changeContent changes entries of the Content of a stream: each is written anew
// where its time is.
func changeContent(raw []byte, stream int, changes []MarkerChange) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, err
	}
	s := &c.Streams[stream]
	var gone []int
	var add []marker.Marker
	first := s.Content[0].Element
	for _, change := range changes {
		if change.At != nil && change.New != nil && !strings.EqualFold(s.Content[change.At.Content].Element, first) {
			return nil, fmt.Errorf("the markers of %s: its Content mixes %s and %s, which are not changed in place: remove the marker and add it anew", s.Title(), first, s.Content[change.At.Content].Element)
		}
		if change.At != nil {
			gone = append(gone, change.At.Content)
		}
		if change.New != nil {
			add = append(add, *change.New)
		}
	}
	if len(add) == 0 && len(gone) == len(s.Content) && len(s.Chunks) == 0 {
		edits, err := c.RemoveStream(stream)
		if err != nil {
			return nil, err
		}
		return manifest.Apply(raw, edits)
	}
	// First what is new: a Content without entries would not say of what kind they are.
	for i := range add {
		at := 0
		if raw, at, err = insertContent(raw, stream, &add[i]); err != nil {
			return nil, err
		}
		for k := range gone {
			if gone[k] >= at {
				gone[k]++
			}
		}
	}
	if c, err = manifest.ParseClient(raw); err != nil {
		return nil, err
	}
	edits, err := c.RemoveContent(stream, gone...)
	if err != nil {
		return nil, fmt.Errorf("the markers of %s: %w", s.Title(), err)
	}
	return manifest.Apply(raw, edits)
}
