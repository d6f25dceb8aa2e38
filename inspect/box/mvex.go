package box

// mehd is the duration of the whole presentation, fragments included.
func mehd(d *D) {
	d.Full(1)
	d.UV("fragment_duration")
	if d.notes {
		d.ticks(d.tracks().movie)
	}
}

// trex is what fragments of a track use where they say nothing.
func trex(d *D) {
	d.Full(0)
	id := d.U("track_id", 32)
	d.U("default_sample_description_index", 32)
	d.U("default_sample_duration", 32)
	if d.notes {
		d.ticks(d.trackOf(id).scale)
	}
	d.U("default_sample_size", 32)
	d.sampleFlags("default_sample_flags")
}
