package box

// stsd and dref begin with the number of their children.
func counted(d *D) {
	d.Full(1)
	d.U("entry_count", 32)
}

// urlBox is where the media lies; without text it is this file.
func urlBox(d *D) {
	d.Full(0)
	d.flags(flag{1, "in this file"})
	if d.Left() > 0 {
		d.CStr("location")
	}
}

// urnBox is the name of where the media lies.
func urnBox(d *D) {
	d.Full(0)
	d.flags(flag{1, "in this file"})
	if d.Left() > 0 {
		d.CStr("name")
	}
	if d.Left() > 0 {
		d.CStr("location")
	}
}
