package box

// references is the tracks that a track refers to; the type says how.
func references(d *D) {
	d.Table("track_ids", uint64(d.LeftBytes()/4), Column{Bits: 32})
}
