package box

import "bytes"

// unity is the matrix that changes nothing.
var unity = []byte("\x00\x01\x00\x00" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x01\x00\x00" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" + "\x40\x00\x00\x00")

// times are the fields that mvhd, tkhd and mdhd begin with.
func (d *D) times(names ...flag) {
	d.Full(1)
	d.flags(names...)
	d.UV("creation_time")
	d.date()
	d.UV("modification_time")
	d.date()
}

// matrix is how the picture is turned and scaled: 16.16, the last column 2.30.
func (d *D) matrix() {
	note := ""
	if bytes.Equal(d.peekBytes(9*4), unity) {
		note = "as is: no turn, no scale"
	}
	d.Table("matrix", 9, Column{Kind: Int, Bits: 32})
	d.Note(note)
}

// mvhd is the header of the movie.
func mvhd(d *D) {
	d.times()
	scale := d.U("timescale", 32)
	d.UV("duration")
	d.ticks(scale)
	d.Fixed("rate", 32, 16, true)
	d.Fixed("volume", 16, 8, true)
	d.Reserved(16)
	d.Reserved(64)
	d.matrix()
	d.span("pre_defined", Bytes, 6*32)
	d.U("next_track_id", 32)
}

// tkhd is the header of a track.
func tkhd(d *D) {
	d.times(flag{1, "enabled"}, flag{2, "in movie"}, flag{4, "in preview"})
	d.U("track_id", 32)
	d.Reserved(32)
	d.UV("duration")
	if d.notes {
		d.ticks(d.tracks().movie)
	}
	d.Reserved(64)
	d.I("layer", 16)
	d.I("alternate_group", 16)
	d.Fixed("volume", 16, 8, true)
	d.Reserved(16)
	d.matrix()
	d.Fixed("width", 32, 16, false)
	d.Fixed("height", 32, 16, false)
}

// mdhd is the header of a track's media.
func mdhd(d *D) {
	d.times()
	scale := d.U("timescale", 32)
	d.UV("duration")
	d.ticks(scale)
	d.language()
	d.U("pre_defined", 16)
}
