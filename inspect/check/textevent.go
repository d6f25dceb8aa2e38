package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"smoothscope/inspect/marker"
)

// event is what a marker says begins or ends at a time.
type event struct {
	time   uint64 // ticks of its list: where it happens
	place  Place
	title  string // "splice_insert, out"
	kind   uint8  // 0 of a splice_insert, the segmentation_type_id of what begins, anXML of a document
	id     string
	part   uint8 // segment_num
	begins bool
	ends   bool
	cancel bool
	length uint64 // ticks of its list; 0 where it is not said
	alone  bool   // it ends by itself after its length
	lead   *int64 // ticks of its list from the message to what it announces; nil where there is none
}

// The kinds that no segment has: of what XML documents announce, and of a
// segment that is called off, which does not say any more what it was.
const (
	anXML      = 0xff
	anySegment = 0xfe
)

// eventList is the events of one stream in the order of their times.
type eventList struct {
	stream int    // in Asset.Streams, -1 where it is none of them
	name   string // for messages
	scale  uint64
	live   bool // what is not there may still come, or was there before

	inMedia bool // of a track, not of the manifest
	list    []event
}

// events are those of the streams in the manifest and of the tracks in media
// files. They are made once; it is for whole rules.
func (c *Case) events() []*eventList {
	if c.heardEvents {
		return c.announced
	}
	c.heardEvents = true
	if client, m := c.client(); client != nil {
		for i := range client.Streams {
			s := &client.Streams[i]
			l := &eventList{stream: c.inClient(i, -1, s.Span).Stream, name: clientTitle(s), scale: s.TimeScale, live: client.Live}
			for _, found := range marker.Of(s, i) {
				e := embeddedData{stream: s, index: i, chunk: found.At.Chunk, markup: &m.streams[i]}
				l.take(&found, e.place(c))
			}
			c.announce(l)
		}
	}
	for _, f := range c.Files {
		for _, t := range f.Tracks {
			if len(t.splices) > 0 {
				c.announce(&eventList{stream: t.Stream, name: c.level(t), scale: uint64(t.TimeScale), live: c.Asset.Live, inMedia: true, list: t.splices})
			}
		}
	}
	return c.announced
}

func (c *Case) announce(l *eventList) {
	if len(l.list) == 0 || l.scale == 0 {
		return
	}
	slices.SortStableFunc(l.list, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.place.Chunk, b.place.Chunk), cmp.Compare(a.place.Offset, b.place.Offset))
	})
	c.announced = append(c.announced, l)
}

// take adds what a marker of a manifest says.
func (l *eventList) take(m *marker.Marker, at Place) {
	switch says := m.Payload.Says(); {
	case m.Payload.Kind == marker.SCTE35:
		section, err := marker.Decode(m.Payload.Bytes)
		if err == nil {
			l.section(section, m.Time, at, nil)
		}
	case m.Payload.Kind == marker.XML && says.Ad && m.Err == nil:
		l.list = append(l.list, event{
			time: m.Time, place: at, title: "ad marker", kind: anXML, id: m.ID, alone: true, begins: true,
			length: marker.Rescale(says.Length, says.Scale, l.scale),
		})
	}
}

// section adds what a section says; time is where that happens. Without a lead
// that is known, the section tells it where it counts time as the stream does.
func (l *eventList) section(s *marker.Section, time uint64, at Place, lead *int64) {
	cue := s.Cue()
	if s.Command != marker.SpliceInsert && s.Command != marker.TimeSignal {
		return
	}
	e := event{time: time, place: at, title: s.Title(), lead: lead}
	if lead == nil && cue.PTS != nil {
		e.lead = leadOf(s, *cue.PTS, marker.Rescale(time, l.scale, marker.Clock), l.scale)
	}
	if s.Command == marker.SpliceInsert {
		one := e
		one.id, one.begins, one.ends, one.cancel = strconv.FormatUint(uint64(cue.EventID), 10), cue.Out, !cue.Out, cue.Cancel
		if cue.Duration != nil && cue.Out {
			one.length, one.alone = marker.Rescale(*cue.Duration, marker.Clock, l.scale), cue.AutoReturn
		}
		l.list = append(l.list, one)
	}
	for i := range cue.Segments {
		one := e
		one.ofSegment(&cue.Segments[i], l.scale)
		if s.Command == marker.SpliceInsert || i > 0 {
			one.lead = nil // told of the first
		}
		l.list = append(l.list, one)
	}
	if s.Command == marker.TimeSignal && len(cue.Segments) == 0 {
		l.list = append(l.list, e)
	}
}

// ofSegment is what begins or ends with a segment. Both have the kind of what
// begins.
func (e *event) ofSegment(s *marker.Segment, scale uint64) {
	e.kind, e.id, e.part, e.cancel = s.Type, strconv.FormatUint(uint64(s.EventID), 10), s.Num, s.Cancel
	if s.Cancel {
		e.kind = anySegment
		return
	}
	if _, e.begins = marker.SegmentEnd(s.Type); e.begins && s.Duration != nil {
		e.length, e.alone = marker.Rescale(*s.Duration, marker.Clock, scale), true
	}
	if end, ok := marker.SegmentEnd(s.Type - 1); ok && end == s.Type {
		e.kind, e.ends = s.Type-1, true
	}
}

// mustEnd tells the breaks: a programme or a chapter may last to the end of the
// film, a break does not.
func (e *event) mustEnd() bool {
	return e.kind == 0 || e.kind == 0x22 || e.kind >= 0x30 && e.kind <= 0x3e || e.kind == 0x44 || e.kind == 0x46
}

// sameClock is how far what a section announces may lie from its place, in
// ticks of marker.Clock, so that both still count from the same moment: there
// are 26 hours it could lie elsewhere.
const sameClock = 60 * marker.Clock

// leadOf is how far the time in a section lies behind where the section stands;
// nil where the two count from different moments.
func leadOf(s *marker.Section, pts, at, scale uint64) *int64 {
	const wrap = 1 << 33
	for i := range s.Fields {
		if s.Fields[i].Name == "pts_adjustment" {
			pts += s.Fields[i].Uint
			break
		}
	}
	off := int64((pts - at) % wrap)
	if off >= wrap/2 {
		off -= wrap
	}
	if off > sameClock || off < -sameClock {
		return nil
	}
	if off < 0 {
		ticks := -int64(marker.Rescale(uint64(-off), marker.Clock, scale))
		return &ticks
	}
	ticks := int64(marker.Rescale(uint64(off), marker.Clock, scale))
	return &ticks
}

// what is how a sentence calls an event.
func (l *eventList) what(e *event) string {
	id := ""
	if e.id != "" {
		id = ", event " + e.id
	}
	return fmt.Sprintf("the marker at %s of %s (%s%s)", seconds(clamped(e.time), l.scale), l.name, e.title, id)
}

// mostSplices bounds the events that are kept of a track, and mostApart those
// findings about single markers that a list gets before the rest is one.
const (
	mostSplices = 100_000
	mostApart   = 20
)

// apartKey makes each of the first markers a finding of its own, as each is
// moved by itself, and all further ones of a list one.
func apartKey(n *int) string {
	if *n++; *n > mostApart {
		return "more"
	}
	return strconv.Itoa(*n)
}

// hearSplices keeps what the sections of a fragment say.
func (s *Sight) hearSplices() {
	t := s.Track
	if s.Run == nil || t.Protected || !carriesSplices(t) || t.TimeScale == 0 {
		return
	}
	l := eventList{scale: uint64(t.TimeScale)}
	s.documents(func(_ int, from int64, b []byte) {
		section, delta, ahead := marker.FromSample(b), uint64(0), (*int64)(nil)
		if section == nil {
			return
		}
		if ticks, ok := marker.Ahead(b); ok && ticks != math.MaxUint32 { // which says that it is not known
			lead := int64(ticks)
			delta, ahead = uint64(ticks), &lead
		}
		if read, err := marker.Decode(section); err == nil {
			p := s.Place()
			p.Offset, p.Size = from, int64(len(b))
			l.section(read, s.Fragment.Time+delta, p, ahead)
		}
	})
	t.mu.Lock()
	defer t.mu.Unlock()
	t.splices = append(t.splices, l.list[:min(len(l.list), max(0, mostSplices-len(t.splices)))]...)
}
