package marker

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Move moves the time that the cue names by ticks of Clock. The clock of a cue
// need not be that of the time line: it moves as far as its marker.
func (c *Cue) Move(by int64) {
	if c.PTS != nil {
		pts := (*c.PTS + uint64(by)) & maxTime
		c.PTS = &pts
	}
}

// SetLength lets a break last so many ticks of Clock; 0 is for not saying. A
// time_signal tells it by the segment that says one already, else by its first.
func (c *Cue) SetLength(ticks uint64) error {
	var lasts *uint64
	if ticks > 0 {
		lasts = &ticks
	}
	switch {
	case c.Command == SpliceInsert && c.Cancel:
		return errors.New("SCTE-35: an event that is called off has no duration")
	case c.Command == SpliceInsert:
		c.AutoReturn = lasts != nil && (c.AutoReturn || c.Duration == nil)
		c.Duration = lasts
		return nil
	}
	at := -1
	for i := range c.Segments {
		if c.Segments[i].Cancel {
			continue
		}
		if at < 0 || c.Segments[at].Duration == nil && c.Segments[i].Duration != nil {
			at = i
		}
	}
	if at < 0 {
		return errors.New("SCTE-35: the time_signal has no segment that could tell a duration: give it one")
	}
	c.Segments[at].Duration = lasts
	return nil
}

// SetEvent gives the event its number, which a time_signal has in its segments:
// those that had the first one's change with it.
func (c *Cue) SetEvent(id uint32) error {
	if c.Command == SpliceInsert {
		c.EventID = id
		return nil
	}
	if len(c.Segments) == 0 {
		return errors.New("SCTE-35: the time_signal has no segment that could name an event: give it one")
	}
	was := c.Segments[0].EventID
	for i := range c.Segments {
		if c.Segments[i].EventID == was {
			c.Segments[i].EventID = id
		}
	}
	return nil
}

// EventNumber reads the number of an event, in decimal or behind 0x.
func EventNumber(text string) (uint32, error) {
	text = strings.TrimSpace(text)
	digits, hex := strings.CutPrefix(strings.ToLower(text), "0x")
	base := 10
	if hex {
		base = 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return 0, fmt.Errorf("%q is no number of an event: it is 0 to 4294967295", text)
	}
	return uint32(n), nil
}

// Edited is the payload with another cue, which do changes. It is the payload
// itself where it is no section that can be edited or nothing changes.
func (p Payload) Edited(do func(*Cue) error) (Payload, error) {
	if p.Kind != SCTE35 {
		return p, nil
	}
	s, err := Decode(p.Bytes)
	if err != nil {
		return p, err
	}
	c := s.Cue()
	if err := do(&c); err != nil {
		return p, err
	}
	made, err := s.With(c)
	if err != nil {
		return p, err
	}
	if made == s {
		return p, nil // with what may follow the section
	}
	return Payload{SCTE35, made.Raw}, nil
}

// Moved is the marker at another time, in ticks of its time scale. A section
// that names a time moves with it; one that cannot be edited stays as it is.
func (m Marker) Moved(to uint64) Marker {
	by := int64(Rescale(to, m.TimeScale, Clock) - Rescale(m.Time, m.TimeScale, Clock))
	if p, err := m.Payload.Edited(func(c *Cue) error { c.Move(by); return nil }); err == nil {
		m.Payload = p
	}
	m.Time = to
	return m
}

// Lasting is the marker with another duration, in ticks of its time scale; 0
// is for not saying. Where its payload tells the duration, that changes.
func (m Marker) Lasting(ticks uint64) (Marker, error) {
	if m.Payload.Kind == XML && m.Payload.Says().Length > 0 {
		return m, errors.New("the duration stands in the XML: change it there")
	}
	p, err := m.Payload.Edited(func(c *Cue) error { return c.SetLength(Rescale(ticks, m.TimeScale, Clock)) })
	if err != nil {
		return m, err
	}
	m.Payload, m.Duration = p, ticks
	return m, nil
}

// Named is the marker with another event.
func (m Marker) Named(id string) (Marker, error) {
	if m.Payload.Kind != SCTE35 {
		return m, errors.New("only an SCTE-35 section has an event whose number can be changed by itself")
	}
	n, err := EventNumber(id)
	if err != nil {
		return m, err
	}
	p, err := m.Payload.Edited(func(c *Cue) error { return c.SetEvent(n) })
	if err != nil {
		return m, err
	}
	m.Payload, m.ID = p, strconv.FormatUint(uint64(n), 10)
	return m, nil
}

// With is the marker with another payload, of which it is told again what it
// says.
func (m Marker) With(p Payload) Marker {
	class, kind := m.Class, m.Type
	m.Payload, m.Err, m.ID, m.Text = p, nil, "", ""
	m.understand()
	if m.Class != Ad {
		m.Class = class
	}
	if m.Type == "" {
		m.Type = kind
	}
	return m
}
