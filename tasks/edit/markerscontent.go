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
	gone, err := leaving(s, changes)
	if err != nil {
		return nil, err
	}
	add := news(changes)
	if len(add) == 0 && len(gone) == len(s.Content) && len(s.Chunks) == 0 {
		edits, err := c.RemoveStream(stream)
		if err != nil {
			return nil, err
		}
		return manifest.Apply(raw, edits)
	}
	// First what is new: a Content without entries would not say of what kind they are.
	for i := range add {
		more, at, err := insertContent(raw, stream, &add[i])
		if err != nil {
			return nil, err
		}
		raw = more
		for k := range gone {
			if gone[k] >= at {
				gone[k]++
			}
		}
	}
	return removeContent(raw, stream, gone)
}

// leaving are the entries of a Content that go or are written anew.
func leaving(s *manifest.Stream, changes []MarkerChange) (gone []int, err error) {
	first := s.Content[0].Element
	for _, change := range changes {
		if change.At == nil {
			continue
		}
		if is := s.Content[change.At.Content].Element; change.New != nil && !strings.EqualFold(is, first) {
			return nil, fmt.Errorf("the markers of %s: its Content mixes %s and %s, which are not changed in place: remove the marker and add it anew", s.Title(), first, is)
		}
		gone = append(gone, change.At.Content)
	}
	return gone, nil
}

func removeContent(raw []byte, stream int, gone []int) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, err
	}
	edits, err := c.RemoveContent(stream, gone...)
	if err != nil {
		return nil, fmt.Errorf("the markers of %s: %w", c.Streams[stream].Title(), err)
	}
	return manifest.Apply(raw, edits)
}
