package manifest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode is the document as UTF-8 without a byte order mark, and the name of
// the encoding that the bytes have. What the XML declaration says is asked
// only for bytes that are not UTF-8: files that claim utf-16 and are utf-8 are
// common.
func decode(raw []byte) (text []byte, name, warning string) {
	switch wide(raw) {
	case "utf-16le":
		raw = raw[:len(raw)&^1] // half a character at a cut is none
		text, warning = convert(raw, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
		return text, "utf-16le", warning
	case "utf-16be":
		raw = raw[:len(raw)&^1]
		text, warning = convert(raw, unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
		return text, "utf-16be", warning
	}
	raw = bytes.TrimRight(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), "\x00")
	if utf8.Valid(raw) {
		return raw, "utf-8", ""
	}
	if declared := declaredEncoding(raw); declared == "windows-1252" || declared == "iso-8859-1" {
		text, warning = convert(raw, charmap.Windows1252)
		return text, "windows-1252", warning
	}
	return bytes.ToValidUTF8(raw, []byte("\uFFFD")), "utf-8", "some bytes are not valid UTF-8 and were replaced"
}

// wide tells UTF-16 by its byte order mark, or by the zero half of the first
// character, which is a blank or "<" in any manifest.
func wide(raw []byte) string {
	if len(raw) < 2 {
		return ""
	}
	switch first, second := raw[0], raw[1]; {
	case first == 0xff && second == 0xfe, first != 0 && second == 0:
		return "utf-16le"
	case first == 0xfe && second == 0xff, first == 0 && second != 0:
		return "utf-16be"
	}
	return ""
}

// convert decodes raw and drops the NULs that boxes put behind a text.
func convert(raw []byte, from encoding.Encoding) (text []byte, warning string) {
	text, err := from.NewDecoder().Bytes(raw)
	if err != nil {
		warning = fmt.Sprintf("the text is not what its first bytes promise: %v", err)
	}
	return bytes.TrimRight(text, "\x00"), warning
}

// declaration is the length of the XML declaration, blanks before it included,
// and 0 where there is none.
func declaration(text []byte) int {
	body := bytes.TrimLeft(text, " \t\r\n")
	if !bytes.HasPrefix(body, []byte("<?xml")) || len(body) < 6 || !strings.ContainsRune(" \t\r\n?", rune(body[5])) {
		return 0
	}
	end := bytes.Index(body, []byte("?>"))
	if end < 0 {
		return 0
	}
	return len(text) - len(body) + end + 2
}

// declaredEncoding is the encoding that the XML declaration names, lower case.
func declaredEncoding(text []byte) string {
	head := string(text[:declaration(text)])
	_, rest, ok := strings.Cut(head, "encoding")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" {
		return ""
	}
	value, _, _ := strings.Cut(rest[1:], rest[:1])
	return strings.ToLower(value)
}

// Text is a manifest as UTF-8 without a byte order mark, whatever its bytes
// are: what Client.Text and Server.Text are too.
func Text(raw []byte) []byte {
	text, _, _ := decode(raw)
	return text
}
