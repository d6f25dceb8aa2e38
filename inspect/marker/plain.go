package marker

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// maxShown is how many bytes of a payload Meaning.Text holds at most.
const maxShown = 500

// isText tells UTF-8 without control characters.
func isText(b []byte) bool {
	return len(b) > 0 && utf8.Valid(b) && !bytes.ContainsFunc(b, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f
	})
}

func saysText(b []byte) Meaning { return Meaning{Text: Short(b)} }

func saysBytes(b []byte) Meaning {
	if len(b) == 0 {
		return Meaning{}
	}
	return Meaning{Text: Short(b)}
}

// Short is the start of a text, whole letters, at most 500 bytes; of other
// bytes it is their number.
func Short(b []byte) string {
	cut := b[:min(len(b), maxShown)]
	for len(cut) > 0 && len(cut) < len(b) && !utf8.RuneStart(b[len(cut)]) {
		cut = cut[:len(cut)-1]
	}
	if !utf8.Valid(cut) || bytes.ContainsRune(cut, 0) {
		return strconv.Itoa(len(b)) + " bytes"
	}
	return string(cut)
}
