package box

// emsg is an event for the player (ISO/IEC 23009-1, 5.10.3.3.3).
func emsg(d *D) {
	d.Full(1)
	if d.Version == 0 {
		d.eventScheme()
		scale := d.U("timescale", 32)
		d.U("presentation_time_delta", 32)
		d.ticks(scale)
		d.eventTail(scale)
	} else {
		scale := d.U("timescale", 32)
		d.U("presentation_time", 64)
		d.ticks(scale)
		d.eventTail(scale)
		d.eventScheme()
	}
	d.Rest("message_data")
}

// emib is an event inside a sample of an event track (ISO/IEC 23001-18, 6.1).
func emib(d *D) {
	d.Full(0)
	d.Reserved(32)
	d.I("presentation_time_delta", 64)
	d.ticks(d.scale())
	d.eventTail(d.scale())
	d.eventScheme()
	d.Rest("message_data")
}

func (d *D) eventScheme() {
	d.CStr("scheme_id_uri")
	d.CStr("value")
}

func (d *D) eventTail(scale uint64) {
	d.U("event_duration", 32)
	d.ticks(scale)
	d.U("id", 32)
}
