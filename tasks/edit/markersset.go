package edit

import (
	"fmt"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// MarkerChange is one of several changes to the markers of a manifest.
type MarkerChange struct {
	At  *marker.Place  // of one that is there, as marker.Of tells it; nil adds one
	To  MarkerStream   // of one that is added: where it goes
	New *marker.Marker // what it becomes; nil takes it away
}

// ChangeMarkers is a client manifest after several changes to its markers at
// once, so that two may take each other's place. Of a marker that changes Time,
// Duration, Payload and, in a Content element, Type count; what stays as it is
// keeps its bytes. A stream that was left without any goes.
func ChangeMarkers(raw []byte, changes []MarkerChange) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, fmt.Errorf("the client manifest: %w", err)
	}
	by := map[int][]MarkerChange{}
	var fresh []MarkerChange // into streams that are not there yet
	for _, change := range changes {
		at := slices.IndexFunc(c.Streams, func(s manifest.Stream) bool { return strings.EqualFold(s.Title(), change.To.Name) })
		if change.At != nil {
			at = change.At.Stream
		}
		switch {
		case change.At != nil && !there(c, change.At):
			return nil, errGone
		case at < 0:
			fresh = append(fresh, change)
		default:
			by[at] = append(by[at], change)
		}
	}
	// From the last stream on: one that goes moves no other that is to come.
	for i := len(c.Streams) - 1; i >= 0; i-- {
		if len(by[i]) == 0 {
			continue
		}
		if raw, err = changeStream(raw, i, by[i]); err != nil {
			return nil, err
		}
	}
	for _, change := range fresh {
		if raw, err = AddMarkers(raw, change.To, []marker.Marker{*change.New}); err != nil {
			return nil, err
		}
	}
	return raw, nil
}

// there says whether a manifest has something at a place.
func there(c *manifest.Client, at *marker.Place) bool {
	if at.Stream < 0 || at.Stream >= len(c.Streams) {
		return false
	}
	s := &c.Streams[at.Stream]
	if at.Content >= 0 {
		return at.Content < len(s.Content)
	}
	return at.Chunk >= 0 && at.Chunk < len(s.Chunks) && at.Data >= 0 && at.Data < len(s.Chunks[at.Chunk].Data)
}

// changeStream makes all changes to one stream.
func changeStream(raw []byte, stream int, changes []MarkerChange) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, err
	}
	s := &c.Streams[stream]
	if all := news(changes); len(all) > 0 {
		if err := takesMarkers(s, true, all); err != nil {
			return nil, err
		}
	}
	// Where a stream has entries in a Content element, what is new goes there.
	old := len(s.Content) > 0
	var inChunks, inContent []MarkerChange
	for _, change := range changes {
		if change.At == nil && old || change.At != nil && change.At.Content >= 0 {
			inContent = append(inContent, change)
		} else {
			inChunks = append(inChunks, change)
		}
	}
	if len(inChunks) > 0 {
		out, empty, err := changeChunks(raw, c, stream, inChunks)
		if err != nil || empty {
			return out, err
		}
		raw = out
	}
	if len(inContent) > 0 {
		return changeContent(raw, stream, inContent)
	}
	return raw, nil
}

func news(changes []MarkerChange) (all []marker.Marker) {
	for _, change := range changes {
		if change.New != nil {
			all = append(all, *change.New)
		}
	}
	return all
}

// changeChunks changes what stands in the chunks of a stream; empty says that
// the stream has gone.
func changeChunks(raw []byte, c *manifest.Client, stream int, changes []MarkerChange) (out []byte, empty bool, err error) {
	s := &c.Streams[stream]
	list := newMarkerList(c, s)
	moved := list.rewrite(s, changes)
	for i := range moved {
		if err := list.insert(s, moved[i]); err != nil {
			return nil, false, err
		}
	}
	for _, change := range changes {
		if change.At != nil {
			continue
		}
		if err := list.add(s, change.New); err != nil {
			return nil, false, err
		}
	}
	var edits []manifest.Edit
	if empty = len(list.chunks) == 0 && len(s.Content) == 0; empty {
		edits, err = c.RemoveStream(stream)
	} else {
		edits, err = c.SetChunks(stream, list.chunks)
	}
	if err != nil {
		return nil, false, fmt.Errorf("the markers of %s: %w", s.Title(), err)
	}
	out, err = manifest.Apply(raw, edits)
	return out, empty, err
}

// rewrite takes away what goes, changes what stays at its time, and returns
// what goes elsewhere as chunks.
func (l *markerList) rewrite(s *manifest.Stream, changes []MarkerChange) (moved []manifest.Chunk) {
	type place struct{ chunk, data int }
	by := map[place]*marker.Marker{}
	for _, change := range changes {
		if change.At != nil {
			by[place{change.At.Chunk, change.At.Data}] = change.New
		}
	}
	kept := make([]manifest.Chunk, 0, len(l.chunks))
	for n, chunk := range l.chunks {
		var data []string
		for k, f := range s.Chunks[n].Data {
			m, touched := by[place{n, k}]
			switch {
			case !touched:
				data = append(data, f)
			case m == nil:
			case marker.Rescale(m.Time, m.TimeScale, s.TimeScale) == chunk.Time:
				data = append(data, l.become(s, n, &chunk, f, m))
			default:
				gone := chunk
				gone.Time = marker.Rescale(m.Time, m.TimeScale, s.TimeScale)
				gone.Data = []string{l.become(s, n, &gone, f, m)}
				moved = append(moved, gone)
			}
		}
		if chunk.Data = data; len(data) > 0 || len(s.Chunks[n].Data) == 0 {
			kept = append(kept, chunk)
		}
	}
	l.chunks = kept
	return moved
}

// become gives a chunk the duration of a marker where that is another than the
// chunk number n had, and returns the data, as they were written where the
// payload is the same.
func (l *markerList) become(s *manifest.Stream, n int, chunk *manifest.Chunk, was string, m *marker.Marker) string {
	before, _ := marker.Parse(was)
	lasts := marker.Rescale(m.Duration, m.TimeScale, s.TimeScale)
	if m.Payload.Says().Length == 0 && lasts != s.Chunks[n].Duration {
		chunk.Duration, chunk.DurationKnown = lasts, lasts > 0
		l.timed = l.timed || lasts > 0
	}
	if before.Kind == m.Payload.Kind && string(before.Bytes) == string(m.Payload.Bytes) {
		return was
	}
	return m.Payload.Base64()
}
