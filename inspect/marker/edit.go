package marker

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// New is a section with one command and its segments, made for a programme
// that is neither encrypted nor restricted to a tier.
func New(c Cue) (*Section, error) {
	empty := []byte{TableID, 0x30, leastSize - lead, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xf0, 0, SpliceNull, 0, 0, 0, 0, 0, 0}
	s, err := Decode(empty)
	if err != nil {
		return nil, err
	}
	return s.rebuild(&c)
}

// With is the section with another cue. What the cue does not change stays
// byte for byte: other descriptors, reserved bits, stuffing, and without any
// change a wrong CRC_32 too.
func (s *Section) With(c Cue) (*Section, error) {
	if !s.Editable() {
		return nil, fmt.Errorf("SCTE-35 (%s): only a whole splice_insert or time_signal that is not encrypted can be edited", s.Title())
	}
	if s.cue.equal(&c) {
		return s, nil
	}
	return s.rebuild(&c)
}

func (s *Section) rebuild(c *Cue) (*Section, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	command, err := s.newCommand(c)
	if err != nil {
		return nil, err
	}
	loop, err := s.newLoop(c)
	if err != nil {
		return nil, err
	}
	if size := headSize + len(command) + 2 + len(loop) + len(s.Raw) - s.loop.to; size > lead+0xfff {
		return nil, fmt.Errorf("SCTE-35: a section has at most %d bytes, this one would have %d", lead+0xfff, size)
	}
	made, err := Decode(s.assemble(c.Command, command, loop))
	if err != nil {
		return nil, fmt.Errorf("SCTE-35: what was encoded cannot be read: %w", err)
	}
	if !made.cue.equal(c) {
		return nil, errors.New("SCTE-35: what was encoded says something else: leave out what a cancelled event or an immediate splice cannot have")
	}
	return made, nil
}

// check says what no section can hold.
func (c *Cue) check() error {
	switch {
	case c.Command != SpliceInsert && c.Command != TimeSignal:
		return fmt.Errorf("SCTE-35: %s cannot be built, only splice_insert and time_signal", commandName(c.Command))
	case c.PTS != nil && *c.PTS > maxTime:
		return fmt.Errorf("SCTE-35: a time has at most 33 bits, %d has more: take it modulo 2^33", *c.PTS)
	case c.Duration != nil && *c.Duration > maxTime:
		return fmt.Errorf("SCTE-35: a break lasts at most %d ticks of 1/90000 s, not %d", uint64(maxTime), *c.Duration)
	}
	for i := range c.Segments {
		s := &c.Segments[i]
		if s.Duration != nil && *s.Duration >= 1<<40 {
			return fmt.Errorf("SCTE-35: a segment's duration has at most 40 bits, %d has more", *s.Duration)
		}
		if len(s.UPID) > 0xff {
			return fmt.Errorf("SCTE-35: a UPID has at most 255 bytes, not %d", len(s.UPID))
		}
	}
	return nil
}

// newCommand is the old one where nothing in it changed.
func (s *Section) newCommand(c *Cue) ([]byte, error) {
	old := s.Raw[s.command.from:s.command.to]
	if s.cue.sameCommand(c) {
		return old, nil
	}
	if s.components {
		return nil, errors.New("SCTE-35: the command splices single components, which cannot be edited")
	}
	b, err := encodeCommand(c)
	const flags = 4 // the byte behind the event id: cancel, compliance, reserved
	if err == nil && c.Command == SpliceInsert && s.Command == SpliceInsert && len(b) > flags && len(old) > flags {
		b[flags] = b[flags]&0x80 | old[flags]&0x7f
	}
	return b, err
}

// newLoop is the descriptors, those as they were that did not change. Segments
// go by their number; what is new comes last.
func (s *Section) newLoop(c *Cue) ([]byte, error) {
	var out []byte
	for _, d := range s.descriptors {
		if d.n < 0 || d.n < len(c.Segments) && c.Segments[d.n].equal(&s.cue.Segments[d.n]) {
			out = append(out, s.Raw[d.from:d.to]...)
			continue
		}
		if d.n >= len(c.Segments) {
			continue
		}
		if d.components {
			return nil, errors.New("SCTE-35: a segment of single components cannot be edited")
		}
		b, err := encodeSegment(&c.Segments[d.n])
		if err != nil {
			return nil, err
		}
		out = append(out, b...)
	}
	for n := len(s.cue.Segments); n < len(c.Segments); n++ {
		b, err := encodeSegment(&c.Segments[n])
		if err != nil {
			return nil, err
		}
		out = append(out, b...)
	}
	return out, nil
}

// assemble joins head, command and descriptors with what followed them, and
// sets the lengths and the CRC_32.
func (s *Section) assemble(kind byte, command, loop []byte) []byte {
	b := bytes.Clone(s.Raw[:headSize])
	if !s.legacy || !bytes.Equal(command, s.Raw[s.command.from:s.command.to]) {
		b[11] = b[11]&0xf0 | byte(len(command)>>8)
		b[12] = byte(len(command))
	}
	b[13] = kind
	b = append(b, command...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(loop)))
	b = append(b, loop...)
	b = append(b, s.Raw[s.loop.to:len(s.Raw)-crcSize]...)
	size := len(b) + crcSize - lead
	b[1] = b[1]&0xf0 | byte(size>>8)&0x0f
	b[2] = byte(size)
	return binary.BigEndian.AppendUint32(b, CRC(b))
}
