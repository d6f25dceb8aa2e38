package explorer

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxText is how much of a text file is shown as text; the hex view has all.
const maxText = 8 << 20

// line is a line of a text file and the bytes that it comes from.
type line struct {
	text     string
	from, to int64
}

// textLines splits a text in UTF-8 or, as its byte order mark says, UTF-16. ok
// is false when it does not look like text at all.
func textLines(p []byte) (lines []line, ok bool) {
	if order, wide := wideText(p); wide {
		return wideLines(p, order), true
	}
	head := p[:min(len(p), 4096)]
	for len(head) > 0 && len(head) < len(p) && !utf8.RuneStart(p[len(head)]) {
		head = head[:len(head)-1]
	}
	if strings.ContainsRune(string(head), 0) || !mostlyText(head) {
		return nil, false
	}
	from := 0
	for i := 0; i <= len(p); i++ {
		if i < len(p) && p[i] != '\n' {
			continue
		}
		if i > from || i < len(p) {
			lines = append(lines, line{clean(string(p[from:i])), int64(from), int64(min(i+1, len(p)))})
		}
		from = i + 1
	}
	return lines, true
}

func mostlyText(p []byte) bool {
	odd := 0
	for _, c := range p {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			odd++
		}
	}
	return odd*50 <= len(p)
}

func wideText(p []byte) (binary.ByteOrder, bool) {
	if len(p) < 4 {
		return nil, false
	}
	switch {
	case p[0] == 0xff && p[1] == 0xfe, p[0] == '<' && p[1] == 0:
		return binary.LittleEndian, true
	case p[0] == 0xfe && p[1] == 0xff, p[0] == 0 && p[1] == '<':
		return binary.BigEndian, true
	}
	return nil, false
}

func wideLines(p []byte, order binary.ByteOrder) []line {
	var lines []line
	var units []uint16
	from := 0
	flush := func(to int) {
		if len(units) > 0 || to < len(p) {
			lines = append(lines, line{clean(string(utf16.Decode(units))), int64(from), int64(to)})
		}
		units, from = units[:0], to
	}
	for i := 0; i+1 < len(p); i += 2 {
		u := order.Uint16(p[i:])
		if u == '\n' {
			flush(i + 2)
			continue
		}
		units = append(units, u)
	}
	flush(len(p))
	return lines
}

func clean(s string) string {
	s = strings.TrimPrefix(strings.TrimRight(s, "\r"), "\ufeff")
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\t", "    ")
	if r := []rune(s); len(r) > 2000 {
		s = string(r[:2000]) + "…"
	}
	return s
}
