package caption

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encodings are the names that Options.Encoding takes.
func Encodings() []string {
	return []string{"auto", "utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1252"}
}

const (
	utf8Name, leName, beName, ansiName = "utf-8", "utf-16le", "utf-16be", "windows-1252"
)

// decode is the text of raw without its byte order mark.
func (d *Document) decode(raw []byte, name string) (string, error) {
	name = strings.ToLower(name)
	switch name {
	case "", "auto":
		d.Encoding = recognise(raw)
	case "utf-16":
		if d.Encoding = wide(raw); d.Encoding == "" {
			d.Encoding = leName
		}
	case "utf8":
		d.Encoding = utf8Name
	case utf8Name, leName, beName, ansiName:
		d.Encoding = name
	default:
		return "", fmt.Errorf("there is no encoding %q; there are %s", name, strings.Join(Encodings(), ", "))
	}
	switch d.Encoding {
	case leName:
		return d.decodeWide(raw, binary.LittleEndian), nil
	case beName:
		return d.decodeWide(raw, binary.BigEndian), nil
	case ansiName:
		return decodeANSI(raw), nil
	}
	rest, found := bytes.CutPrefix(raw, []byte(mark8))
	d.BOM = found
	if !utf8.Valid(rest) {
		d.warn("some bytes are not valid UTF-8; they are kept as they are")
	}
	return string(rest), nil
}

const mark8 = "\xef\xbb\xbf"

// recognise tells the encoding by the byte order mark, by the zero halves of
// UTF-16, and by whether the bytes can be UTF-8 at all.
func recognise(raw []byte) string {
	if name := wide(raw); name != "" {
		return name
	}
	if bytes.HasPrefix(raw, []byte(mark8)) || utf8.Valid(raw) {
		return utf8Name
	}
	return ansiName
}

// wide tells UTF-16 by its mark or by the zero half of its first character.
func wide(raw []byte) string {
	if len(raw) < 2 {
		return ""
	}
	switch first, second := raw[0], raw[1]; {
	case first == 0xff && second == 0xfe, first != 0 && second == 0:
		return leName
	case first == 0xfe && second == 0xff, first == 0 && second != 0:
		return beName
	}
	return ""
}

func (d *Document) decodeWide(raw []byte, order binary.ByteOrder) string {
	if len(raw)%2 != 0 {
		d.warn("the last byte is half a character; it goes when the document is changed")
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	if len(units) > 0 && units[0] == 0xfeff {
		d.BOM, units = true, units[1:]
	}
	runes := utf16.Decode(units)
	text := string(runes)
	if strings.ContainsRune(text, utf8.RuneError) {
		d.warn("some halves of UTF-16 characters stand alone; they are replaced when the document is changed")
	}
	return text
}

// encode is text in the document's encoding.
func (d *Document) encode(text string) ([]byte, error) {
	switch d.Encoding {
	case leName:
		return d.encodeWide(text, binary.LittleEndian), nil
	case beName:
		return d.encodeWide(text, binary.BigEndian), nil
	case ansiName:
		return encodeANSI(text)
	}
	if d.BOM {
		text = mark8 + text
	}
	return []byte(text), nil
}

// decodeANSI reads windows-1252. The five bytes that mean nothing there become
// control characters, as browsers do it, so that they can be written again.
func decodeANSI(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		r := charmap.Windows1252.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func encodeANSI(text string) ([]byte, error) {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok && charmap.Windows1252.DecodeByte(byte(r)) == utf8.RuneError && r < 0xa0 {
			c, ok = byte(r), true
		}
		if !ok {
			return nil, fmt.Errorf("windows-1252 has no sign for %q: save as UTF-8", r)
		}
		out = append(out, c)
	}
	return out, nil
}

func (d *Document) encodeWide(text string, order binary.AppendByteOrder) []byte {
	b := make([]byte, 0, 2*len(text)+2)
	if d.BOM {
		b = order.AppendUint16(b, 0xfeff)
	}
	for _, r := range text {
		if one, two := utf16.EncodeRune(r); one != utf8.RuneError {
			b = order.AppendUint16(order.AppendUint16(b, uint16(one)), uint16(two))
			continue
		}
		b = order.AppendUint16(b, uint16(r))
	}
	return b
}

// InEncoding is the document in another encoding. The encoding that an XML
// declaration names is changed with it; everything else is as it was.
func (d *Document) InEncoding(name string, bom bool) (*Document, error) {
	text, err := d.text()
	if err != nil {
		return nil, err
	}
	if d.Format.Name == "ttml" {
		text = declared(text, name)
	}
	to := &Document{Encoding: name, BOM: bom && name != ansiName}
	raw, err := to.encode(text)
	if err != nil {
		return nil, err
	}
	return Parse(raw, Options{Format: d.Format.Name, Encoding: name})
}

// declared is an XML text whose declaration names an encoding.
func declared(text, encoding string) string {
	at := regexp.MustCompile(`^<\?xml[^>]*?encoding\s*=\s*["']([^"'<>]*)["']`).FindStringSubmatchIndex(text)
	if at == nil {
		return text
	}
	if strings.HasPrefix(encoding, "utf-16") {
		encoding = "utf-16"
	}
	return text[:at[2]] + strings.ToUpper(encoding) + text[at[3]:]
}
