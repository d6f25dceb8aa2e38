package manifest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// encoder finds places of the decoded text in a document's own bytes, going
// forward only, and writes new text the way the document is written.
type encoder struct {
	raw     []byte
	name    string // of the encoding
	ascii   bool   // the declaration names an encoding other than the bytes': only ASCII means the same in both
	rawAt   int
	textAt  int64
	textEnd int64
}

func newEncoder(raw, text []byte, name string) *encoder {
	e := &encoder{raw: raw, name: name, textEnd: int64(len(text))}
	switch {
	case name == "utf-8":
		e.rawAt = len(raw) - len(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))
		declared := declaredEncoding(text)
		e.ascii = declared != "" && declared != "utf-8" && declared != "utf8" && plainASCII(raw)
	case len(raw) >= 2 && (raw[0] == 0xff && raw[1] == 0xfe || raw[0] == 0xfe && raw[1] == 0xff):
		e.rawAt = 2
	}
	return e
}

func plainASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// place is where byte at of the text lies in the document.
func (e *encoder) place(at int64) (int, error) {
	for e.textAt < at {
		raw, text := e.step()
		if raw == 0 {
			break
		}
		e.rawAt += raw
		e.textAt += int64(text)
	}
	if e.textAt != at {
		return 0, fmt.Errorf("the edit begins or ends inside a character, at byte %d of the text", at)
	}
	return e.rawAt, nil
}

// step is the length of the next character in the document and in the text.
func (e *encoder) step() (raw, text int) {
	rest := e.raw[e.rawAt:]
	switch e.name {
	case "utf-16le", "utf-16be":
		return e.wideStep(rest)
	case "windows-1252":
		if len(rest) == 0 {
			return 0, 0
		}
		return 1, utf8.RuneLen(charmap.Windows1252.DecodeByte(rest[0]))
	}
	if len(rest) == 0 {
		return 0, 0
	}
	c, size := utf8.DecodeRune(rest)
	if c != utf8.RuneError || size != 1 {
		return size, size
	}
	// A run of invalid bytes reads as one replacement.
	for size < len(rest) {
		if c, n := utf8.DecodeRune(rest[size:]); c != utf8.RuneError || n != 1 {
			break
		}
		size++
	}
	return size, len(string(utf8.RuneError))
}

// wideStep is step for UTF-16; half a pair reads as a replacement.
func (e *encoder) wideStep(rest []byte) (raw, text int) {
	if len(rest) < 2 {
		return 0, 0
	}
	first := e.unit(rest)
	if utf16.IsSurrogate(first) && len(rest) >= 4 {
		if c := utf16.DecodeRune(first, e.unit(rest[2:])); c != utf8.RuneError {
			return 4, utf8.RuneLen(c)
		}
	}
	if utf16.IsSurrogate(first) {
		return 2, len(string(utf8.RuneError))
	}
	return 2, utf8.RuneLen(first)
}

func (e *encoder) unit(b []byte) rune {
	if e.name == "utf-16be" {
		return rune(b[0])<<8 | rune(b[1])
	}
	return rune(b[1])<<8 | rune(b[0])
}

// writable is text with references for what the document cannot hold.
func (e *encoder) writable(text string) string {
	if !e.ascii && e.name != "windows-1252" {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if _, fits := charmap.Windows1252.EncodeRune(c); c < utf8.RuneSelf || !e.ascii && fits {
			b.WriteRune(c)
			continue
		}
		fmt.Fprintf(&b, "&#x%X;", c)
	}
	return b.String()
}

// append writes text, which is writable.
func (e *encoder) append(out []byte, text string) []byte {
	switch e.name {
	case "utf-16le", "utf-16be":
		for _, u := range utf16.Encode([]rune(text)) {
			if e.name == "utf-16be" {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return out
	case "windows-1252":
		for _, c := range text {
			b, _ := charmap.Windows1252.EncodeRune(c)
			out = append(out, b)
		}
		return out
	}
	return append(out, text...)
}
