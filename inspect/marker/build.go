package marker

import (
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/Comcast/scte35-go/pkg/scte35"
)

// encodeCommand is the bytes of a command, its type not among them.
func encodeCommand(c *Cue) ([]byte, error) {
	b, err := encode(&scte35.SpliceInfoSection{SpliceCommand: commandOf(c)})
	if err != nil {
		return nil, err
	}
	return b[headSize : len(b)-2-crcSize], nil
}

func commandOf(c *Cue) scte35.SpliceCommand {
	if c.Command == TimeSignal {
		return &scte35.TimeSignal{SpliceTime: scte35.SpliceTime{PTSTime: c.PTS}}
	}
	insert := &scte35.SpliceInsert{
		SpliceEventID: c.EventID, SpliceEventCancelIndicator: c.Cancel,
		OutOfNetworkIndicator: c.Out, SpliceImmediateFlag: c.Immediate,
		Program:         &scte35.SpliceInsertProgram{SpliceTime: scte35.SpliceTime{PTSTime: c.PTS}},
		UniqueProgramID: uint32(c.ProgramID), AvailNum: uint32(c.AvailNum), AvailsExpected: uint32(c.AvailsExpected),
	}
	if c.Duration != nil {
		insert.BreakDuration = &scte35.BreakDuration{AutoReturn: c.AutoReturn, Duration: *c.Duration}
	}
	return insert
}

// encodeSegment is the bytes of a segmentation descriptor, tag and length
// among them.
func encodeSegment(s *Segment) ([]byte, error) {
	out := &scte35.SegmentationDescriptor{
		SegmentationEventID: s.EventID, SegmentationEventCancelIndicator: s.Cancel,
		SegmentationDuration: s.Duration, SegmentationTypeID: uint32(s.Type),
		SegmentNum: uint32(s.Num), SegmentsExpected: uint32(s.Expected),
	}
	if r := s.Restrictions; r != nil {
		out.DeliveryRestrictions = &scte35.DeliveryRestrictions{
			WebDeliveryAllowedFlag: r.WebDelivery, NoRegionalBlackoutFlag: r.NoRegionalBlackout,
			ArchiveAllowedFlag: r.Archive, DeviceRestrictions: uint32(r.Devices),
		}
	}
	if len(s.UPID) > 0 {
		// The library reshapes most types of UPIDs, trims blanks of texts
		// for one. It takes an ISAN as base64, which loses nothing; the type
		// is set below.
		out.SegmentationUPIDs = []scte35.SegmentationUPID{{Type: scte35.SegmentationUPIDTypeISAN, Value: base64.StdEncoding.EncodeToString(s.UPID)}}
	}
	b, err := encode(&scte35.SpliceInfoSection{SpliceCommand: &scte35.SpliceNull{}, SpliceDescriptors: scte35.SpliceDescriptors{out}})
	if err != nil {
		return nil, err
	}
	b = b[headSize+2 : len(b)-crcSize]
	const behind = 1 + 1 + 3 // bytes from the type of the UPID on, without the UPID
	if at := len(b) - behind - len(s.UPID); !s.Cancel && at >= 0 {
		b[at] = s.UPIDType
		b = append(b, s.sub...)
	}
	if len(b)-2 > 0xff {
		return nil, fmt.Errorf("a segmentation descriptor has at most 255 bytes, this one would have %d: shorten its UPID", len(b)-2)
	}
	b[1] = byte(len(b) - 2)
	return b, nil
}

// encode is the one place that calls the library: it may panic on values that
// it does not expect, and its sections are small.
func encode(s *scte35.SpliceInfoSection) (b []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("SCTE-35: encoding: %v", r)
		}
	}()
	b, err = s.Encode()
	if err == nil && len(b) < leastSize {
		err = errors.New("SCTE-35: encoding gave no section")
	}
	return b, err
}
