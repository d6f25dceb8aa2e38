package box

import "fmt"

// Language is the three letters of a packed language code of mdhd, or the
// number of a Macintosh language.
func Language(code uint16) string {
	if code < 0x400 {
		return fmt.Sprintf("Macintosh language %d", code)
	}
	return string([]byte{letter(code >> 10), letter(code >> 5), letter(code)})
}

func letter(v uint16) byte { return byte(v&31) + 0x60 }

// language reads a padding bit and a packed language code.
func (d *D) language() {
	d.U("pad", 1)
	code := d.U("language", 15)
	if d.notes {
		d.Note(Language(uint16(code)))
	}
}
