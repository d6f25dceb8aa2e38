package marker

import (
	"bytes"
	"fmt"
)

// The tags of the descriptors that SCTE 35 defines (table 16).
const (
	availDescriptor        = 0x00
	dtmfDescriptor         = 0x01
	segmentationDescriptor = 0x02
	timeDescriptor         = 0x03
	audioDescriptor        = 0x04

	identifierCUEI = 0x43554549 // "CUEI": a descriptor of SCTE 35 itself
)

// readDescriptor reads one descriptor of those that end at stop (SCTE 35 10.2).
func (s *Section) readDescriptor(d *fields, stop int) {
	outer := d.end
	d.end = stop
	defer func() { d.end = outer }()
	from, at := d.at/8, len(d.list)
	one := segment{n: -1}
	d.group("descriptor", func() {
		tag := d.hex("splice_descriptor_tag", 8)
		length := int(d.uint("descriptor_length", 8))
		d.within("splice_descriptor", length, func() { s.readTagged(d, tag, &one) })
	})
	d.list[at].Name = fmt.Sprintf("descriptor[%d]", len(s.descriptors))
	one.extent = extent{from, d.at / 8}
	s.descriptors = append(s.descriptors, one)
}

// readTagged reads a descriptor behind its length.
func (s *Section) readTagged(d *fields, tag uint64, one *segment) {
	identifier := d.hex("identifier", 32)
	d.note(fourLetters(d))
	if identifier != identifierCUEI {
		d.bytes("private_byte", d.left())
		return
	}
	group := &d.list[len(d.list)-2] // the one that holds the identifier
	switch tag {
	case availDescriptor:
		group.Name = "avail_descriptor"
		d.uint("provider_avail_id", 32)
	case dtmfDescriptor:
		group.Name = "DTMF_descriptor"
		d.uint("preroll", 8)
		n := int(d.uint("dtmf_count", 3))
		d.reserved(5)
		d.note(printable(d.bytes("DTMF_char", n)))
	case segmentationDescriptor:
		group.Name = "segmentation_descriptor"
		one.n = len(s.cue.Segments)
		segment, components := readSegment(d)
		one.components = components
		s.cue.Segments = append(s.cue.Segments, segment)
	case timeDescriptor:
		group.Name = "time_descriptor"
		d.uint("TAI_seconds", 48)
		d.uint("TAI_ns", 32)
		d.uint("UTC_offset", 16)
	case audioDescriptor:
		group.Name = "audio_descriptor"
		readAudio(d)
	}
}

func readAudio(d *fields) {
	n := int(d.uint("audio_count", 4))
	d.reserved(4)
	for i := 0; i < n && d.err == nil; i++ {
		d.group(fmt.Sprintf("audio[%d]", i), func() {
			d.uint("component_tag", 8)
			d.note(printable(d.bytes("ISO_code", 3)))
			d.uint("Bit_Stream_Mode", 3)
			d.uint("Num_Channels", 4)
			d.flag("Full_Srvc_Audio")
		})
	}
}

// readSegment reads a segmentation_descriptor (10.3.3).
func readSegment(d *fields) (s Segment, components bool) {
	s.EventID = uint32(d.uint("segmentation_event_id", 32))
	s.Cancel = d.flag("segmentation_event_cancel_indicator")
	d.flag("segmentation_event_id_compliance_indicator")
	d.reserved(6)
	if s.Cancel {
		return s, false
	}
	components = !d.flag("program_segmentation_flag")
	lasts := d.flag("segmentation_duration_flag")
	if d.flag("delivery_not_restricted_flag") {
		d.reserved(5)
	} else {
		s.Restrictions = readRestrictions(d)
	}
	if components {
		readComponents(d, func() {
			d.reserved(7)
			d.uint("pts_offset", 33)
			d.note(seconds(d))
		})
	}
	if lasts {
		ticks := d.uint("segmentation_duration", 40)
		d.note(seconds(d))
		s.Duration = &ticks
	}
	s.UPIDType = uint8(d.hex("segmentation_upid_type", 8))
	d.note(UPIDName(s.UPIDType))
	s.UPID = readUPID(d, s.UPIDType)
	s.Type = uint8(d.hex("segmentation_type_id", 8))
	d.note(SegmentName(s.Type))
	s.Num = uint8(d.uint("segment_num", 8))
	s.Expected = uint8(d.uint("segments_expected", 8))
	if d.left() > 0 {
		s.sub = bytes.Clone(d.b[d.at/8 : d.end/8])
	}
	// Later editions than the first added these two, for some types only.
	if subdivided(s.Type) && d.left() >= 2 {
		d.uint("sub_segment_num", 8)
		d.uint("sub_segments_expected", 8)
	}
	return s, components
}

func readRestrictions(d *fields) *Restrictions {
	r := &Restrictions{
		WebDelivery:        d.flag("web_delivery_allowed_flag"),
		NoRegionalBlackout: d.flag("no_regional_blackout_flag"),
		Archive:            d.flag("archive_allowed_flag"),
	}
	r.Devices = uint8(d.uint("device_restrictions", 2))
	return r
}

// subdivided tells the types of segments that may say which part of them this is.
func subdivided(kind uint8) bool {
	switch kind {
	case 0x30, 0x32, 0x34, 0x36, 0x38, 0x3a, 0x44, 0x46:
		return true
	}
	return false
}
