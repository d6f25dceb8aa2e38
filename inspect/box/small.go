package box

// btrt is the bit rate of a stream.
func btrt(d *D) {
	d.U("buffer_size_db", 32)
	d.U("max_bitrate", 32)
	d.U("avg_bitrate", 32)
}

// pasp is the aspect ratio of a pixel.
func pasp(d *D) {
	d.U("h_spacing", 32)
	d.U("v_spacing", 32)
}

// payload is bytes that belong to no clause.
func payload(d *D) { d.Rest("data") }

// vmhd is the header of a video track's media.
func vmhd(d *D) {
	d.Full(0)
	d.U("graphicsmode", 16)
	d.Table("opcolor", 3, Column{Bits: 16})
}

// smhd is the header of an audio track's media.
func smhd(d *D) {
	d.Full(0)
	d.Fixed("balance", 16, 8, true)
	d.Reserved(16)
}

// bare is a full box that says nothing more: nmhd, sthd, and meta before its
// children.
func bare(d *D) { d.Full(0) }

// references is the tracks that a track refers to; the type says how.
func references(d *D) {
	d.Table("track_ids", uint64(d.LeftBytes()/4), Column{Bits: 32})
}
