package box

// id32 holds an ID3 tag.
func id32(d *D) {
	d.Full(0)
	d.language()
	d.Rest("id3v2_data")
}
