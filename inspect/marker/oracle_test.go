package marker

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/Comcast/scte35-go/pkg/scte35"
)

// checkByLibrary holds what was read against the library's reading.
func checkByLibrary(t *testing.T, name string, s *Section) {
	t.Helper()
	other, err := library(s.Raw)
	if err != nil {
		t.Errorf("%s: the library says %v", name, err)
		return
	}
	if got := agrees(s, other); got != "" {
		t.Errorf("%s: %s", name, got)
	}
}

func library(b []byte) (other *scte35.SpliceInfoSection, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	other = &scte35.SpliceInfoSection{}
	err = other.Decode(b)
	return other, err
}

// agrees is where two readings of a section differ, "" where they do not.
func agrees(s *Section, other *scte35.SpliceInfoSection) string {
	c := s.Cue()
	switch command := other.SpliceCommand.(type) {
	case *scte35.SpliceInsert:
		if command.SpliceEventID != c.EventID || command.OutOfNetworkIndicator != c.Out || (command.BreakDuration == nil) != (c.Duration == nil) ||
			c.Duration != nil && (*c.Duration != command.BreakDuration.Duration || c.AutoReturn != command.BreakDuration.AutoReturn) ||
			uint32(c.ProgramID) != command.UniqueProgramID || command.Program != nil && !same(c.PTS, command.Program.SpliceTime.PTSTime) {
			return fmt.Sprintf("the library reads %+v, we %+v", command, c)
		}
	case *scte35.TimeSignal:
		if !same(command.SpliceTime.PTSTime, c.PTS) {
			return fmt.Sprintf("the library reads %+v, we %+v", command, c)
		}
	}
	n := 0
	for _, d := range other.SpliceDescriptors {
		segment, ok := d.(*scte35.SegmentationDescriptor)
		if !ok {
			continue
		}
		if n == len(c.Segments) {
			return "the library reads more segments"
		}
		if o := c.Segments[n]; segment.SegmentationEventID != o.EventID || segment.SegmentationTypeID != uint32(o.Type) || !same(segment.SegmentationDuration, o.Duration) ||
			segment.SegmentNum != uint32(o.Num) || segment.SegmentsExpected != uint32(o.Expected) {
			return fmt.Sprintf("the library reads segment %+v, we %+v", segment, o)
		}
		n++
	}
	if n != len(c.Segments) {
		return fmt.Sprintf("the library reads %d segments, we %d", n, len(c.Segments))
	}
	return ""
}

func FuzzSection(f *testing.F) {
	for _, text := range []string{insertOut, signalTwo} {
		f.Add(section(f, text).Raw)
	}
	for _, v := range seeds(f) {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Decode(b)
		if len(s.Raw) > 0 && b[0] == TableID {
			tiles(t, "fuzz", s)
		}
		if err != nil || !s.Editable() {
			return
		}
		if other, err := library(s.Raw); err == nil || errors.Is(err, scte35.ErrCRC32Invalid) {
			if got := agrees(s, other); got != "" {
				t.Error(got)
			}
		}
		if same, err := s.With(s.Cue()); err != nil || !bytes.Equal(same.Raw, s.Raw) {
			t.Errorf("%x unchanged is %x, %v", s.Raw, same.Raw, err)
		}
		c := s.Cue()
		c.Segments = append(c.Segments, Segment{EventID: 3, Type: 0x10})
		if more, err := s.With(c); err == nil {
			if got := more.Cue(); !got.equal(&c) {
				t.Errorf("%+v became %+v", c, got)
			}
		}
	})
}

// seeds are the corpus's sections and some that it lacks.
func seeds(f *testing.F) [][]byte {
	schedule := []byte{TableID, 0x30, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xf0, 16, SpliceSchedule, 1, 0, 0, 0, 1, 0x7f, 0xff, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	schedule[2] = byte(len(schedule) - lead)
	private := []byte{TableID, 0x30, 23, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xf0, 6, PrivateCommand, 'T', 'E', 'S', 'T', 1, 2, 0, 0, 0, 0, 0, 0}
	return [][]byte{schedule, private, nil, {TableID}}
}

func TestLibraryAgreesOnTheVectors(t *testing.T) {
	for _, v := range vectors(t) {
		if b, err := ParseSection(v.data); err == nil {
			s, err := Decode(b)
			if err != nil {
				t.Errorf("%s: %v", v.name, err)
			}
			checkByLibrary(t, v.name, s)
		}
	}
}
