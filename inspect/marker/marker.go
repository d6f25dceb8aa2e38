package marker

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"smoothscope/inspect/manifest"
)

// Class is what a marker is for.
type Class string

// The classes of markers.
const (
	Ad      Class = "ad"
	Chapter Class = "chapter"
	Script  Class = "script"
	Data    Class = "data" // anything else
)

// Marker is something at a place of the time line.
type Marker struct {
	Stream    string // title of the StreamIndex
	Time      uint64 // ticks of TimeScale: the chunk's start
	Duration  uint64 // ticks of TimeScale; 0 where unknown
	TimeScale uint64 // ticks per second
	Class     Class
	ID        string // of the event, "" where it has none
	Type      string // of a script command, or the action of an envelope
	Text      string // what it says, for people
	Payload   Payload
	Err       error // why the payload cannot be read to its end
	At        Place
}

// Place is where a marker stands in its manifest.
type Place struct {
	Stream  int // index of the StreamIndex
	Chunk   int // index in Stream.Chunks, -1 of what stands in a Content element
	Data    int // which f of the chunk
	Content int // index in Stream.Content, -1 of what stands in a chunk
}

// Of are the markers that the stream number at of a client manifest carries,
// in the order of the manifest. Streams of video, audio and captions have none.
func Of(s *manifest.Stream, at int) []Marker {
	class := ClassOf(s)
	if s.Type != "text" || class == "" {
		return nil
	}
	var all []Marker
	for n, c := range s.Chunks {
		for k, f := range c.Data {
			m := Marker{Stream: s.Title(), Time: c.Time, Duration: c.Duration, TimeScale: s.TimeScale, Class: class, At: Place{at, n, k, -1}}
			m.Payload, m.Err = Parse(f)
			m.understand()
			all = append(all, m)
		}
	}
	for n := range s.Content {
		m := Marker{Stream: s.Title(), TimeScale: s.TimeScale, Class: class, At: Place{at, -1, 0, n}}
		m.ofContent(&s.Content[n])
		all = append(all, m)
	}
	return all
}

// All are the markers of a client manifest, stream by stream.
func All(c *manifest.Client) []Marker {
	var all []Marker
	for i := range c.Streams {
		all = append(all, Of(&c.Streams[i], i)...)
	}
	return all
}

// understand takes from the payload what it tells.
func (m *Marker) understand() {
	says := m.Payload.Says()
	m.ID, m.Text, m.Type = says.ID, says.Text, says.Envelope
	m.Err = errors.Join(m.Err, says.Err)
	if says.Ad {
		m.Class = Ad
	}
	if says.Length > 0 {
		m.Duration = Rescale(says.Length, says.Scale, m.TimeScale)
	}
}

// ofContent reads a ScriptCommand, Marker or Sample of the older form, whose
// payload is a text.
func (m *Marker) ofContent(c *manifest.Content) {
	text := c.Text
	for _, a := range c.Attrs {
		switch strings.ToLower(a.Name) {
		case "time":
			ticks, err := strconv.ParseUint(strings.TrimSpace(a.Value), 10, 64)
			if err != nil {
				m.Err = fmt.Errorf("the Time of a %s is no number: %q", c.Element, a.Value)
			}
			m.Time = ticks
		case "type":
			m.Type = a.Value
		case "value", "command":
			text = a.Value
		}
	}
	m.Payload = Payload{Text, []byte(text)}
	m.Text = Short(m.Payload.Bytes)
	switch strings.ToLower(c.Element) {
	case "scriptcommand":
		m.Class = Script
	case "marker":
		m.Class = Chapter
	}
}

// ClassOf is what the markers of a stream are for, by what the stream says of
// itself; "" of captions and descriptions, which are no markers.
func ClassOf(s *manifest.Stream) Class {
	switch strings.ToUpper(s.Subtype) {
	case "CHAP", "CHAPTER":
		return Chapter
	case "SCMD":
		return Script
	case "ADVT", "ADI3":
		return Ad
	case "CAPT", "SUBT", "DESC":
		return ""
	}
	if SaysSCTE35(s) {
		return Ad
	}
	return Data
}

// Scheme is the attribute by which a stream says that it carries sections.
const Scheme = "urn:scte:scte35:2013:bin"

// SaysSCTE35 tells a stream that says so of itself or of one of its levels.
func SaysSCTE35(s *manifest.Stream) bool {
	return strings.Contains(strings.ToLower(SchemeOf(s)), "scte35")
}

// SchemeOf is what a stream says of its data, "" where it says nothing. The
// published text calls the attribute Schema, its example Scheme.
func SchemeOf(s *manifest.Stream) string {
	lists := [][]manifest.Attr{s.Custom, s.Attrs}
	for i := range s.Levels {
		lists = append(lists, s.Levels[i].Custom, s.Levels[i].Attrs)
	}
	for _, list := range lists {
		for _, a := range list {
			switch strings.ToLower(a.Name) {
			case "scheme", "schema", "schemeiduri":
				if text := strings.TrimSpace(a.Value); text != "" {
					return text
				}
			}
		}
	}
	return ""
}

// Rescale is ticks of one time scale in another, rounded to the nearest; the
// largest number where there is no room, 0 of a time scale of 0.
func Rescale(ticks, from, to uint64) uint64 {
	if from == 0 {
		return 0
	}
	high, low := bits.Mul64(ticks, to)
	low, carry := bits.Add64(low, from/2, 0)
	if high += carry; high >= from {
		return 1<<64 - 1
	}
	quotient, _ := bits.Div64(high, low, from)
	return quotient
}
