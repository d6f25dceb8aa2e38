package marker

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/Comcast/scte35-go/pkg/scte35"
)

// commandName is the name of a command as in the clause.
func commandName(command byte) string {
	switch command {
	case SpliceNull:
		return "splice_null"
	case SpliceSchedule:
		return "splice_schedule"
	case SpliceInsert:
		return "splice_insert"
	case TimeSignal:
		return "time_signal"
	case BandwidthReservation:
		return "bandwidth_reservation"
	case PrivateCommand:
		return "private_command"
	}
	return fmt.Sprintf("reserved command 0x%02x", command)
}

// SegmentName is what a segmentation_type_id stands for: "Program Start".
func SegmentName(kind uint8) string {
	return (&scte35.SegmentationDescriptor{SegmentationTypeID: uint32(kind)}).Name()
}

// UPIDName is what a segmentation_upid_type stands for: "Ad-ID".
func UPIDName(kind uint8) string {
	name := (&scte35.SegmentationUPID{Type: uint32(kind)}).Name()
	return strings.TrimSuffix(name, ": ") // of an EIDR, which would name its own kind
}

// The notes of fields; each is of the last field that was read.

func seconds(d *fields) string {
	ticks := d.last()
	return fmt.Sprintf("%d.%06d s", ticks/Clock, ticks%Clock*1_000_000/Clock)
}

func sapType(d *fields) string {
	return []string{"type 1: closed GOP", "type 2: closed GOP with leading pictures", "type 3: open GOP", "not specified"}[d.last()&3]
}

func algorithm(d *fields) string {
	switch d.last() {
	case 0:
		return "none"
	case 1:
		return "DES, ECB"
	case 2:
		return "DES, CBC"
	case 3:
		return "triple DES, ECB"
	}
	return ""
}

func fourLetters(d *fields) string {
	return printable(binary.BigEndian.AppendUint32(nil, uint32(d.last())))
}

// gpsTime is the moment that a utc_splice_time names: seconds since the GPS
// epoch, leap seconds not taken off.
func gpsTime(d *fields) string {
	epoch := time.Date(1980, 1, 6, 0, 0, 0, 0, time.UTC)
	return epoch.Add(time.Duration(d.last())*time.Second).Format("2006-01-02 15:04:05") + " GPS time"
}

// last is the value of the last field, 0 where there is none.
func (d *fields) last() uint64 {
	if len(d.list) == 0 {
		return 0
	}
	return d.list[len(d.list)-1].Uint
}

func pick(first bool, yes, no string) string {
	if first {
		return yes
	}
	return no
}
