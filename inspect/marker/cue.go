package marker

import "bytes"

// Cue is what a splice_insert or a time_signal tells, as far as it can be
// edited. Times and durations are ticks of Clock.
type Cue struct {
	Command byte // SpliceInsert or TimeSignal

	// PTS is when it happens, pts_adjustment not added; nil where the command
	// names no time. At most 33 bits.
	PTS *uint64

	// The rest, up to Segments, is of a splice_insert.
	EventID        uint32
	Cancel         bool    // the event is called off: nothing below counts
	Out            bool    // out of the programme; else back into it
	Immediate      bool    // as soon as it can be done: PTS is nil
	Duration       *uint64 // of the break; nil where it is not said. At most 33 bits
	AutoReturn     bool    // the break ends by itself after Duration
	ProgramID      uint16
	AvailNum       uint8
	AvailsExpected uint8

	Segments []Segment // its segmentation descriptors, in order
}

// Segment is a segmentation descriptor: what begins or ends here.
type Segment struct {
	EventID      uint32
	Cancel       bool          // the event is called off: nothing below counts
	Type         uint8         // segmentation_type_id, see SegmentName
	Duration     *uint64       // at most 40 bits; nil where it is not said
	UPIDType     uint8         // see UPIDName
	UPID         []byte        // at most 255
	Num          uint8         // segment_num
	Expected     uint8         // segments_expected
	Restrictions *Restrictions // nil: delivery is not restricted

	sub []byte // what follows segments_expected, kept as it is
}

// Restrictions say where a segment may be delivered.
type Restrictions struct {
	WebDelivery        bool
	NoRegionalBlackout bool
	Archive            bool
	Devices            uint8 // device_restrictions, 3 is none
}

// Cue is what can be edited of the section. It shares nothing with it.
func (s *Section) Cue() Cue {
	c := s.cue
	c.PTS, c.Duration = clone(c.PTS), clone(c.Duration)
	c.Segments = make([]Segment, len(s.cue.Segments))
	for i := range c.Segments {
		c.Segments[i] = s.cue.Segments[i].clone()
	}
	return c
}

// Editable says whether With can change the section: it could be read to its
// end, and its command is one of those two.
func (s *Section) Editable() bool {
	return !s.Encrypted && !s.broken && (s.Command == SpliceInsert || s.Command == TimeSignal)
}

// Length is how long the break lasts in ticks of Clock: the break_duration, or
// the longest of the segments. 0 where none is said.
func (c *Cue) Length() uint64 {
	if c.Duration != nil {
		return *c.Duration
	}
	var longest uint64
	for i := range c.Segments {
		if d := c.Segments[i].Duration; d != nil {
			longest = max(longest, *d)
		}
	}
	return longest
}

func (s *Segment) clone() Segment {
	c := *s
	c.Duration, c.Restrictions = clone(s.Duration), clone(s.Restrictions)
	c.UPID, c.sub = bytes.Clone(s.UPID), bytes.Clone(s.sub)
	return c
}

func (s *Segment) equal(o *Segment) bool {
	return s.EventID == o.EventID && s.Cancel == o.Cancel && s.Type == o.Type && same(s.Duration, o.Duration) &&
		s.UPIDType == o.UPIDType && bytes.Equal(s.UPID, o.UPID) && s.Num == o.Num && s.Expected == o.Expected &&
		same(s.Restrictions, o.Restrictions) && bytes.Equal(s.sub, o.sub)
}

// sameCommand says whether two cues are equal but for their segments.
func (c *Cue) sameCommand(o *Cue) bool {
	return c.Command == o.Command && same(c.PTS, o.PTS) && c.EventID == o.EventID && c.Cancel == o.Cancel &&
		c.Out == o.Out && c.Immediate == o.Immediate && same(c.Duration, o.Duration) && c.AutoReturn == o.AutoReturn &&
		c.ProgramID == o.ProgramID && c.AvailNum == o.AvailNum && c.AvailsExpected == o.AvailsExpected
}

func (c *Cue) equal(o *Cue) bool {
	if len(c.Segments) != len(o.Segments) || !c.sameCommand(o) {
		return false
	}
	for i := range c.Segments {
		if !c.Segments[i].equal(&o.Segments[i]) {
			return false
		}
	}
	return true
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

func same[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
