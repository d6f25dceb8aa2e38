package marker

import "fmt"

// readCommand reads the command of a section (SCTE 35 9.7).
func (s *Section) readCommand(d *fields) {
	switch s.Command {
	case SpliceSchedule:
		n := int(d.uint("splice_count", 8))
		for i := 0; i < n && d.err == nil; i++ {
			d.group(fmt.Sprintf("splice[%d]", i), func() { readScheduled(d) })
		}
	case SpliceInsert:
		s.readInsert(d)
	case TimeSignal:
		s.cue.PTS = readTime(d)
	case PrivateCommand:
		d.hex("identifier", 32)
		d.note(fourLetters(d))
		d.bytes("private_byte", d.left())
	}
}

// readInsert reads a splice_insert (9.7.3). Of one that is cancelled nothing
// more than the event is there.
func (s *Section) readInsert(d *fields) {
	c := &s.cue
	c.EventID = uint32(d.uint("splice_event_id", 32))
	c.Cancel = d.flag("splice_event_cancel_indicator")
	d.flag("event_id_compliance_flag")
	d.reserved(6)
	if c.Cancel {
		return
	}
	c.Out = d.flag("out_of_network_indicator")
	d.note(pick(c.Out, "out of the programme", "back into the programme"))
	program := d.flag("program_splice_flag")
	lasts := d.flag("duration_flag")
	c.Immediate = d.flag("splice_immediate_flag")
	d.reserved(4)
	s.components = !program
	if program && !c.Immediate {
		c.PTS = readTime(d)
	}
	if !program {
		readComponents(d, func() {
			if !c.Immediate {
				readTime(d)
			}
		})
	}
	if lasts {
		c.AutoReturn, c.Duration = readBreak(d)
	}
	c.ProgramID = uint16(d.uint("unique_program_id", 16))
	c.AvailNum = uint8(d.uint("avail_num", 8))
	c.AvailsExpected = uint8(d.uint("avails_expected", 8))
}

// readScheduled reads one splice of a splice_schedule (9.7.2).
func readScheduled(d *fields) {
	d.uint("splice_event_id", 32)
	cancel := d.flag("splice_event_cancel_indicator")
	d.flag("event_id_compliance_flag")
	d.reserved(6)
	if cancel {
		return
	}
	d.flag("out_of_network_indicator")
	program := d.flag("program_splice_flag")
	lasts := d.flag("duration_flag")
	d.reserved(5)
	at := func() {
		d.uint("utc_splice_time", 32)
		d.note(gpsTime(d))
	}
	if program {
		at()
	} else {
		readComponents(d, at)
	}
	if lasts {
		readBreak(d)
	}
	d.uint("unique_program_id", 16)
	d.uint("avail_num", 8)
	d.uint("avails_expected", 8)
}

// readComponents reads a list of components, of each its tag and what follows.
func readComponents(d *fields, follows func()) {
	n := int(d.uint("component_count", 8))
	for i := 0; i < n && d.err == nil; i++ {
		d.group(fmt.Sprintf("component[%d]", i), func() {
			d.uint("component_tag", 8)
			follows()
		})
	}
}

// readTime reads a splice_time (9.8.1): nil where it names no time.
func readTime(d *fields) *uint64 {
	if !d.flag("time_specified_flag") {
		d.reserved(7)
		return nil
	}
	d.reserved(6)
	pts := d.uint("pts_time", 33)
	d.note(seconds(d))
	return &pts
}

// readBreak reads a break_duration (9.8.2).
func readBreak(d *fields) (auto bool, duration *uint64) {
	auto = d.flag("auto_return")
	d.reserved(6)
	ticks := d.uint("duration", 33)
	d.note(seconds(d))
	return auto, &ticks
}
