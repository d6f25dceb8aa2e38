package box

// clli is how bright the content gets, in candela per square metre.
func clli(d *D) {
	d.U("max_content_light_level", 16)
	d.U("max_pic_average_light_level", 16)
}

// mdcv is the colours of the display that the content was mastered on, in
// steps of 0.00002 and of 0.0001 candela per square metre.
func mdcv(d *D) {
	d.Table("display_primaries", 3, Column{Name: "x", Bits: 16}, Column{Name: "y", Bits: 16})
	d.U("white_point_x", 16)
	d.U("white_point_y", 16)
	d.U("max_display_mastering_luminance", 32)
	d.U("min_display_mastering_luminance", 32)
}
