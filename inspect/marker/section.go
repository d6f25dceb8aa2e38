package marker

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// TableID is the first byte of a splice_info_section (SCTE 35 9.6).
const TableID = 0xfc

// The commands of a section (SCTE 35 table 6).
const (
	SpliceNull           = 0x00
	SpliceSchedule       = 0x04
	SpliceInsert         = 0x05
	TimeSignal           = 0x06
	BandwidthReservation = 0x07
	PrivateCommand       = 0xff
)

// Clock is how many ticks a second has in times and durations of a section.
const Clock = 90_000

const (
	maxTime   = 1<<33 - 1 // of a pts_time and of a break, in ticks of Clock
	lead      = 3         // bytes up to and with section_length
	headSize  = 14        // bytes up to and with splice_command_type
	leastSize = headSize + 2 + crcSize
)

// ErrNoSection says that bytes do not begin as a section does.
var ErrNoSection = errors.New("it does not begin with 0xFC, the table id of an SCTE-35 section")

// Section is a splice_info_section: its bytes, and what they say. It does not
// change; With makes another one.
type Section struct {
	Raw       []byte // from the table id to the CRC_32
	Fields    []Field
	Command   byte // splice_command_type; 0 of one that is encrypted
	Encrypted bool // only who has the key knows the command and the descriptors

	cue         Cue
	broken      bool      // not all of it could be read
	legacy      bool      // the length of the command is not said
	components  bool      // the command splices components, not the programme
	command     extent    // without its type
	descriptors []segment // all, in order
	loop        extent    // the descriptors together
}

// extent is a range of bytes of Raw.
type extent struct{ from, to int }

// segment is a descriptor: where it is, and its number among the segmentation
// descriptors, -1 for others.
type segment struct {
	extent
	n          int
	components bool
}

// Decode reads a section; bytes behind its end do not count. The result is
// never nil: with an error it is what was understood. A wrong CRC_32 is no
// error, see CRCFits.
func Decode(b []byte) (*Section, error) {
	s := &Section{Raw: bytes.Clone(Exact(b))}
	if len(b) == 0 || b[0] != TableID {
		return s, ErrNoSection
	}
	d := &fields{b: s.Raw, end: len(s.Raw) * 8}
	s.read(d)
	s.Fields, s.broken = d.list, d.err != nil
	return s, d.err
}

// Exact is the section that b begins with, without what follows its end.
func Exact(b []byte) []byte {
	const most = lead + 0xfff
	if len(b) >= lead {
		return b[:min(len(b), lead+int(binary.BigEndian.Uint16(b[1:])&0xfff))]
	}
	return b[:min(len(b), most)]
}

// CRCFits says whether the CRC_32 is that of the bytes before it: it is and
// should be.
func (s *Section) CRCFits() (is, should uint32, ok bool) {
	end := len(s.Raw) - crcSize
	if end < 0 {
		return 0, 0, false
	}
	is, should = binary.BigEndian.Uint32(s.Raw[end:]), CRC(s.Raw[:end])
	return is, should, is == should
}

// read takes the section apart (SCTE 35 9.6.1).
func (s *Section) read(d *fields) {
	size := s.readLead(d)
	switch there := len(s.Raw) - lead; {
	case there < 0: // d says so
	case size > there:
		d.fail("section_length says %d bytes follow, there are %d", size, there)
	case len(s.Raw) < leastSize:
		d.fail("the section has %d bytes, the shortest has %d", len(s.Raw), leastSize)
	}
	end := len(s.Raw) * 8
	d.end = max(d.at, end-crcSize*8)
	d.uint("protocol_version", 8)
	s.Encrypted = d.flag("encrypted_packet")
	d.uint("encryption_algorithm", 6)
	d.note(algorithm(d))
	d.uint("pts_adjustment", 33)
	d.note(seconds(d))
	d.hex("cw_index", 8)
	d.hex("tier", 12)
	length := int(d.uint("splice_command_length", 12))
	if s.Encrypted {
		d.bytes("(encrypted)", d.left())
	} else {
		s.readBody(d, length)
	}
	d.rest(end - crcSize*8)
	d.end = end
	d.hex("CRC_32", 32)
	if _, should, fits := s.CRCFits(); !fits {
		d.note(fmt.Sprintf("wrong: the bytes give 0x%08X", should))
	}
	d.rest(end)
}

func (s *Section) readLead(d *fields) (size int) {
	d.hex("table_id", 8)
	d.flag("section_syntax_indicator")
	d.flag("private_indicator")
	d.uint("sap_type", 2)
	d.note(sapType(d))
	return int(d.uint("section_length", 12))
}

// readBody reads the command, the descriptors and what follows them.
func (s *Section) readBody(d *fields, length int) {
	const unsaid = 0xfff
	s.Command = byte(d.hex("splice_command_type", 8))
	d.note(commandName(s.Command))
	s.cue.Command = s.Command
	from := d.at / 8
	if s.legacy = length == unsaid; s.legacy {
		d.group(commandName(s.Command), func() { s.readCommand(d) })
	} else {
		d.within(commandName(s.Command), length, func() { s.readCommand(d) })
	}
	s.command = extent{from, d.at / 8}
	loop := int(d.uint("descriptor_loop_length", 16))
	from = d.at / 8
	if loop > d.left() {
		d.fail("descriptor_loop_length says %d bytes, there are %d", loop, d.left())
		loop = d.left()
	}
	stop := d.at + loop*8
	for d.at < stop {
		s.readDescriptor(d, stop)
	}
	s.loop = extent{from, d.at / 8}
	d.bytes("alignment_stuffing", d.left())
}
