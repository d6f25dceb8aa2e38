package marker

import (
	"fmt"
	"strconv"
	"strings"
)

// Title is what a section does in a few words: "splice_insert, out" or
// "time_signal, Program Start".
func (s *Section) Title() string {
	c := &s.cue
	switch {
	case s.Encrypted:
		return "encrypted"
	case len(s.Raw) < headSize:
		return ""
	case s.Command == SpliceInsert && c.Cancel:
		return "splice_insert, cancelled"
	case s.Command == SpliceInsert && c.Out:
		return "splice_insert, out"
	case s.Command == SpliceInsert:
		return "splice_insert, in"
	case s.Command != SpliceNull && s.Command != SpliceSchedule && s.Command != TimeSignal && s.Command != BandwidthReservation && s.Command != PrivateCommand:
		return fmt.Sprintf("SCTE 35 command %d", s.Command)
	}
	parts := []string{commandName(s.Command)}
	for i := range c.Segments {
		if c.Segments[i].Cancel {
			parts = append(parts, "cancelled")
			continue
		}
		parts = append(parts, SegmentName(c.Segments[i].Type))
	}
	return strings.Join(parts, ", ")
}

// EventID is the event of a splice_insert, or the first that a segment names;
// "" where there is none.
func (s *Section) EventID() string {
	switch {
	case s.Encrypted || len(s.Fields) == 0:
		return ""
	case s.Command == SpliceInsert:
		return strconv.FormatUint(uint64(s.cue.EventID), 10)
	case len(s.cue.Segments) > 0:
		return strconv.FormatUint(uint64(s.cue.Segments[0].EventID), 10)
	}
	return ""
}
