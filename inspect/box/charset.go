package box

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// charset is how the characters of a text are written.
type charset uint8

const (
	utf8Text     charset = iota // UTF-8; UTF-16 where a byte order mark says so
	utf16Little                 // UTF-16LE without a byte order mark
	utf16Big                    // UTF-16BE without a byte order mark
	latin1                      // ISO 8859-1
	pascalString                // a byte of length, then that many bytes of UTF-8
)

// decode is the characters of p up to the terminator.
func (c charset) decode(p []byte) string {
	if c == utf8Text && len(p) >= 2 {
		switch {
		case p[0] == 0xff && p[1] == 0xfe:
			c, p = utf16Little, p[2:]
		case p[0] == 0xfe && p[1] == 0xff:
			c, p = utf16Big, p[2:]
		}
	}
	switch c {
	case utf16Little:
		return fromUTF16(p, binary.LittleEndian)
	case utf16Big:
		return fromUTF16(p, binary.BigEndian)
	case latin1:
		return fromLatin1(p)
	case pascalString:
		if len(p) == 0 {
			return ""
		}
		p = p[1:min(len(p), 1+int(p[0]))]
	}
	p = bytes.TrimPrefix(p, []byte("\xef\xbb\xbf"))
	return strings.ToValidUTF8(string(bytes.TrimRight(p, "\x00")), "\ufffd")
}

func fromUTF16(p []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(p)/2)
	for ; len(p) >= 2; p = p[2:] {
		units = append(units, order.Uint16(p))
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

func fromLatin1(p []byte) string {
	var b strings.Builder
	for _, c := range bytes.TrimRight(p, "\x00") {
		b.WriteRune(rune(c))
	}
	return b.String()
}
