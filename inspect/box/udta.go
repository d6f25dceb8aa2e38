package box

// quickText is an item of user data whose type begins with ©: texts in
// several languages.
func quickText(d *D) {
	if d.LeftBytes() < 4 || int64(d.Peek(16)) > d.LeftBytes()-4 {
		d.Rest("data")
		return
	}
	d.Until("strings", func(uint64) {
		n := d.U("size", 16)
		code := d.U("language", 16)
		if d.notes {
			d.Note(Language(uint16(code)))
		}
		if n > 0 {
			d.Chars("text", int64(n), utf8Text)
		}
	})
}
