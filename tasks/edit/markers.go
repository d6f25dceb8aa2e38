package edit

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
)

// MarkerStream is where markers go: a text stream whose data is in the client
// manifest. It is made where there is none of that name.
type MarkerStream struct {
	Name    string
	Subtype string // of a new one: DATA, CHAP, SCMD
	Scheme  string // of a new one, "" for none
}

// AddMarkers is a client manifest with more markers. Of these Time, Duration
// and Payload count; times are rounded to the time scale of the stream, and
// one chunk of it holds one marker. Nothing else changes a byte.
func AddMarkers(raw []byte, to MarkerStream, add []marker.Marker) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, fmt.Errorf("the client manifest: %w", err)
	}
	at := slices.IndexFunc(c.Streams, func(s manifest.Stream) bool { return strings.EqualFold(s.Title(), to.Name) })
	s := newMarkerStream(c, to)
	if at >= 0 {
		s = c.Streams[at]
	}
	if err := takesMarkers(&s, at >= 0, add); err != nil {
		return nil, err
	}
	if len(s.Content) > 0 {
		return addContent(raw, at, add)
	}
	list := newMarkerList(c, &s)
	for i := range add {
		if err := list.add(&s, &add[i]); err != nil {
			return nil, err
		}
	}
	var edits []manifest.Edit
	if at >= 0 {
		edits, err = c.SetChunks(at, list.chunks)
	} else {
		s.Chunks = list.numbered()
		edits, err = c.InsertStream(len(c.Streams), &s)
	}
	if err != nil {
		return nil, fmt.Errorf("the markers of %s: %w", s.Title(), err)
	}
	return manifest.Apply(raw, edits)
}

// RemoveMarkers is a client manifest without the markers at some places, as
// marker.Of tells them. A stream that was left without any goes too.
func RemoveMarkers(raw []byte, places []marker.Place) ([]byte, error) {
	c, err := manifest.ParseClient(raw)
	if err != nil {
		return nil, fmt.Errorf("the client manifest: %w", err)
	}
	var edits []manifest.Edit
	for i := range c.Streams {
		gone := map[marker.Place]bool{}
		for _, p := range places {
			if p.Stream == i {
				gone[p] = true
			}
		}
		if len(gone) == 0 {
			continue
		}
		more, err := removeFrom(c, i, gone)
		if err != nil {
			return nil, fmt.Errorf("the markers of %s: %w", c.Streams[i].Title(), err)
		}
		edits = append(edits, more...)
	}
	return manifest.Apply(raw, edits)
}

func removeFrom(c *manifest.Client, stream int, gone map[marker.Place]bool) ([]manifest.Edit, error) {
	s := &c.Streams[stream]
	list := newMarkerList(c, s)
	kept := list.chunks[:0]
	for n, chunk := range list.chunks {
		var data []string
		for k, f := range s.Chunks[n].Data {
			if !gone[marker.Place{Stream: stream, Chunk: n, Data: k, Content: -1}] {
				data = append(data, f)
			}
		}
		if chunk.Data = data; len(data) > 0 || len(s.Chunks[n].Data) == 0 {
			kept = append(kept, chunk)
		}
	}
	var entries []int
	for p := range gone {
		if p.Content >= 0 {
			entries = append(entries, p.Content)
		}
	}
	if len(kept) == 0 && len(entries) == len(s.Content) {
		return c.RemoveStream(stream)
	}
	edits, err := c.RemoveContent(stream, entries...)
	if err != nil || len(entries) == len(gone) {
		return edits, err
	}
	more, err := c.SetChunks(stream, kept)
	return append(edits, more...), err
}

// newMarkerStream is a stream as players and ad servers look for one: sparse,
// following the video, its data in the manifest. It has a Url all the same:
// some players read no manifest in which a stream has none.
func newMarkerStream(c *manifest.Client, to MarkerStream) manifest.Stream {
	s := manifest.Stream{
		Type: "text", Subtype: to.Subtype, Name: to.Name, TimeScale: c.TimeScale, Embedded: true,
		URL: "QualityLevels({bitrate})/Fragments(" + to.Name + "={start time})",
	}
	for i := range c.Streams {
		if c.Streams[i].Type == "video" && c.Streams[i].Parent == "" {
			s.Parent, s.TimeScale = c.Streams[i].Title(), c.Streams[i].TimeScale
			break
		}
	}
	level := manifest.Level{BitrateText: "0"}
	if to.Scheme != "" {
		level.Custom = []manifest.Attr{{Name: "Scheme", Value: to.Scheme}}
	}
	s.Levels = []manifest.Level{level}
	return s
}

// takesMarkers says why a stream cannot hold the markers, nil where it can.
func takesMarkers(s *manifest.Stream, exists bool, add []marker.Marker) error {
	name := s.Title()
	switch {
	case !exists && !streamName().MatchString(name):
		return fmt.Errorf("a stream cannot be called %q: a letter comes first, then letters, digits, _ and -", name)
	case s.Type != "text" || marker.ClassOf(s) == "":
		return fmt.Errorf("the stream %s holds %s, no markers: take another name with --stream", name, strings.TrimSpace(s.Type+" "+s.Subtype))
	case !s.Embedded:
		return fmt.Errorf("the stream %s has fragments in media files; only those whose data is in the manifest take markers: take another name with --stream", name)
	case !exists && s.Parent == "":
		return errors.New("the manifest has no video stream that markers could follow")
	}
	for i := range add {
		if kind := add[i].Payload.Kind; marker.SaysSCTE35(s) && kind != marker.SCTE35 && kind != marker.XML {
			return fmt.Errorf("the stream %s announces SCTE-35, and the payload is %s: give it a stream of its own, such as --stream chapters --subtype CHAP", name, kind)
		}
	}
	return nil
}

func streamName() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`) }

// markerList is the chunks of a stream of markers while they change.
type markerList struct {
	chunks []manifest.Chunk
	timed  bool // chunks say how long they last; else a reader takes the time to the next
}

func newMarkerList(c *manifest.Client, s *manifest.Stream) *markerList {
	l := &markerList{chunks: slices.Clone(s.Chunks)}
	l.timed = regexp.MustCompile(`<c\s[^>]*\bd\s*=`).Match(c.Text[s.Span.From:s.Span.To])
	if !l.timed {
		// What was read is the time to the next: it changes as chunks come and go.
		for i := range l.chunks {
			l.chunks[i].Duration, l.chunks[i].DurationKnown = 0, false
		}
	}
	return l
}

// numbered are the chunks for a stream that is new. SetChunks numbers those of
// one that is there.
func (l *markerList) numbered() []manifest.Chunk {
	for i := range l.chunks {
		l.chunks[i].N = i
	}
	return l.chunks
}

// add puts a marker where its time is.
func (l *markerList) add(s *manifest.Stream, m *marker.Marker) error {
	chunk := manifest.Chunk{Time: marker.Rescale(m.Time, m.TimeScale, s.TimeScale), Data: []string{m.Payload.Base64()}}
	// A break says in its payload how long it is.
	if m.Duration > 0 && m.Payload.Says().Length == 0 {
		chunk.Duration, chunk.DurationKnown = marker.Rescale(m.Duration, m.TimeScale, s.TimeScale), true
		l.timed = true
	}
	return l.insert(s, chunk)
}

// insert puts a chunk where its time is.
func (l *markerList) insert(s *manifest.Stream, chunk manifest.Chunk) error {
	at, there := slices.BinarySearchFunc(l.chunks, chunk.Time, func(c manifest.Chunk, time uint64) int {
		return cmp.Compare(c.Time, time)
	})
	if there {
		return &TakenError{Stream: s.Title(), Time: chunk.Time, TimeScale: s.TimeScale}
	}
	if at > 0 {
		// The one before may last up to the next: now this is the next.
		before := &l.chunks[at-1]
		if end := before.Time + before.Duration; before.DurationKnown && end > chunk.Time && at < len(l.chunks) && end == l.chunks[at].Time {
			before.Duration = chunk.Time - before.Time
		}
	}
	l.chunks = slices.Insert(l.chunks, at, chunk)
	return nil
}

// TakenError says that a marker stands already where another was to go: one
// chunk of a stream holds one marker.
type TakenError struct {
	Stream    string
	Time      uint64 // ticks of TimeScale
	TimeScale uint64
}

func (e *TakenError) Error() string {
	return fmt.Sprintf("the stream %s has a marker at %s s already: remove it first, or take another stream with --stream", e.Stream, marker.Seconds(e.Time, e.TimeScale))
}
