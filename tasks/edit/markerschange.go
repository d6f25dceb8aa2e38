package edit

import (
	"errors"
	"fmt"
	"slices"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

var errGone = errors.New("there is no marker any more where it was")

// ReplaceMarker is a client manifest where the marker at a place, as marker.Of
// tells it, is another: of m Time, Duration and Payload count. Its stream stays
// the same; a marker that keeps its time keeps its element.
func ReplaceMarker(raw []byte, at marker.Place, m marker.Marker) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, fmt.Errorf("the client manifest: %w", err)
	}
	if at.Content >= 0 {
		return nil, errors.New("a marker in a Content element cannot be changed in place: remove it and add it anew")
	}
	if at.Stream < 0 || at.Stream >= len(c.Streams) || at.Chunk < 0 || at.Chunk >= len(c.Streams[at.Stream].Chunks) ||
		at.Data < 0 || at.Data >= len(c.Streams[at.Stream].Chunks[at.Chunk].Data) {
		return nil, errGone
	}
	s := &c.Streams[at.Stream]
	if err := takesMarkers(s, true, []marker.Marker{m}); err != nil {
		return nil, err
	}
	list := newMarkerList(c, s)
	if err := list.replace(s, at, &m); err != nil {
		return nil, err
	}
	edits, err := c.SetChunks(at.Stream, list.chunks)
	if err != nil {
		return nil, fmt.Errorf("the markers of %s: %w", s.Title(), err)
	}
	return manifest.Apply(raw, edits)
}

func (l *markerList) replace(s *manifest.Stream, at marker.Place, m *marker.Marker) error {
	chunk := &l.chunks[at.Chunk]
	data := slices.Clone(chunk.Data)
	if marker.Rescale(m.Time, m.TimeScale, s.TimeScale) != chunk.Time {
		if chunk.Data = slices.Delete(data, at.Data, at.Data+1); len(chunk.Data) == 0 {
			l.chunks = slices.Delete(l.chunks, at.Chunk, at.Chunk+1)
		}
		return l.add(s, m)
	}
	data[at.Data] = m.Payload.Base64()
	chunk.Data = data
	if l.timed && m.Duration > 0 && m.Payload.Says().Length == 0 {
		chunk.Duration, chunk.DurationKnown = marker.Rescale(m.Duration, m.TimeScale, s.TimeScale), true
	}
	return nil
}
