package box

// ftyp and styp are the brands that a file or segment conforms to.
func ftyp(d *D) {
	d.FourCC("major_brand")
	d.U("minor_version", 32)
	note := ""
	if d.notes {
		note = brands(d.peekBytes(8 * 4))
		if d.LeftBytes() > 8*4 {
			note += ", …"
		}
	}
	d.Table("compatible_brands", uint64(d.LeftBytes()/4), Column{Kind: FourCC, Bits: 32})
	d.Note(note)
}

func brands(p []byte) (list string) {
	for ; len(p) >= 4; p = p[4:] {
		if list != "" {
			list += ", "
		}
		list += Type(p[:4]).String()
	}
	return list
}
