package marker

import (
	"strconv"
	"strings"
)

// Usual types of segments (SCTE 35 table 23).
const (
	UsualSegment = 0x34 // Provider Placement Opportunity Start
	URIType      = 0x0f // segmentation_upid_type of a URI
)

// Break is an ad break that is to be announced: where it begins, or with In
// where the programme goes on.
type Break struct {
	Command  byte // SpliceInsert or TimeSignal
	ID       uint32
	In       bool
	PTS      uint64 // ticks of Clock, taken modulo 2^33
	Length   uint64 // ticks of Clock, 0 where it is not said
	Segment  uint8  // segmentation_type_id of a time_signal where it begins, see SegmentName
	UPIDType uint8  // of a time_signal
	UPID     []byte
}

// Section is the section that announces the break.
func (b Break) Section() (*Section, error) {
	pts := b.PTS & maxTime
	var lasts *uint64
	if b.Length > 0 {
		lasts = &b.Length
	}
	if b.Command == SpliceInsert {
		return New(Cue{Command: SpliceInsert, EventID: b.ID, Out: !b.In, PTS: &pts, Duration: lasts, AutoReturn: lasts != nil})
	}
	s := Segment{EventID: b.ID, Type: b.Segment, Duration: lasts, UPIDType: b.UPIDType, UPID: b.UPID}
	if end, ok := SegmentEnd(b.Segment); b.In && ok {
		s.Type, s.Duration = end, nil
	}
	return New(Cue{Command: b.Command, PTS: &pts, Segments: []Segment{s}})
}

// SegmentEnd is the type of the segment that ends one of this type; false
// where there is none, as for an end itself.
func SegmentEnd(kind uint8) (uint8, bool) {
	name, starts := strings.CutSuffix(SegmentName(kind), " Start")
	return kind + 1, starts && SegmentName(kind+1) == name+" End"
}

// FreeID is one more than the largest number of an event that markers have.
func FreeID(all []Marker) uint32 {
	largest := uint64(0)
	for i := range all {
		if n, err := strconv.ParseUint(all[i].ID, 10, 31); err == nil {
			largest = max(largest, n)
		}
	}
	return uint32(largest) + 1
}
