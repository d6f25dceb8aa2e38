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
