package box

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
