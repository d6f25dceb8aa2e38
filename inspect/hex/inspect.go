package hex

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Meaning is one thing that some bytes could mean.
type Meaning struct {
	Name string // "u32", "16.16", "FourCC"
	Text string // for a person: whole numbers in groups of three with thin spaces
}

// reading makes a text of the first bytes; empty where they mean nothing so.
type reading struct {
	name  string
	least int // bytes needed
	text  func(b []byte) string
}

// meanings lists everything that bytes are tried as, in the order shown. All
// numbers are big endian, as in every ISO box.
func meanings() []reading {
	be := binary.BigEndian
	return []reading{
		{"u8", 1, func(b []byte) string { return group(uint64(b[0])) }},
		{"u16", 2, func(b []byte) string { return group(uint64(be.Uint16(b))) }},
		{"u24", 3, func(b []byte) string { return group(uint64(b[0])<<16 | uint64(be.Uint16(b[1:]))) }},
		{"u32", 4, func(b []byte) string { return group(uint64(be.Uint32(b))) }},
		{"u64", 8, func(b []byte) string { return group(be.Uint64(b)) }},
		{"i16", 2, func(b []byte) string { return negative(int64(int16(be.Uint16(b)))) }},
		{"i32", 4, func(b []byte) string { return signed(int64(int32(be.Uint32(b)))) }},
		{"i64", 8, func(b []byte) string { return negative(int64(be.Uint64(b))) }},
		{"float32", 4, func(b []byte) string { return float(float64(math.Float32frombits(be.Uint32(b))), 32) }},
		{"16.16", 4, func(b []byte) string { return fixed(float64(int32(be.Uint32(b))) / 0x10000) }},
		{"FourCC", 4, fourCC},
		{"language", 2, language},
		{"since 1904", 4, func(b []byte) string { return date(int64(be.Uint32(b)) - since1904) }},
		{"since 1970", 4, func(b []byte) string { return date(int64(be.Uint32(b))) }},
		{"GUID", 16, guid},
		{"hex", 1, hexText},
		{"text", 1, text},
	}
}

// Inspect tells what the bytes could mean, taken from the first one on. It
// looks at no more than the first 16 for hex and text. Empty in, empty out.
func Inspect(b []byte) []Meaning {
	var out []Meaning
	for _, m := range meanings() {
		if len(b) < m.least {
			continue
		}
		if s := m.text(b); s != "" {
			out = append(out, Meaning{m.name, s})
		}
	}
	return out
}

const most = 16 // bytes shown as hex and text

// group writes a number in groups of three digits.
func group(v uint64) string {
	s := strconv.FormatUint(v, 10)
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteRune('\u2009')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func signed(v int64) string {
	if v < 0 {
		return "-" + group(-uint64(v))
	}
	return group(uint64(v))
}

// negative leaves out what the unsigned number says already.
func negative(v int64) string {
	if v >= 0 {
		return ""
	}
	return signed(v)
}

func float(v float64, bits int) string { return strconv.FormatFloat(v, 'g', 6, bits) }

func fixed(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }

// fourCC is a type of a box or a codec: four letters that can be read.
func fourCC(b []byte) string {
	for _, c := range b[:4] {
		if c < 0x20 || c > 0x7e {
			return "····"
		}
	}
	return string(b[:4])
}

// language is the packed code of ISO/IEC 14496-12 8.4.2: three letters of five
// bits, each 0x60 less than its ASCII.
func language(b []byte) string {
	v := binary.BigEndian.Uint16(b)
	code := make([]byte, 3)
	for i := range code {
		code[i] = byte(v>>(10-5*i))&0x1f + 0x60
		if code[i] < 'a' || code[i] > 'z' {
			return ""
		}
	}
	if v&0x8000 != 0 {
		return ""
	}
	return string(code)
}

// since1904 is the time between the epoch of ISO boxes and the one of Unix in seconds.
const since1904 = 2082844800

// date writes a time in seconds since 1970 when it is one that a file of this
// kind could carry.
func date(seconds int64) string {
	t := time.Unix(seconds, 0).UTC()
	if t.Year() < 1995 || t.Year() > 2060 {
		return ""
	}
	return t.Format("2006-01-02 15:04:05")
}

// guid is written in the order of bytes, as in uuid boxes.
func guid(b []byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:16])
}

func hexText(b []byte) string { return hex.EncodeToString(b[:min(len(b), most)]) }

// text is what can be read up to the first byte that cannot.
func text(b []byte) string {
	b = b[:min(len(b), most)]
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size <= 1 || r < 0x20 || r == 0x7f {
			break
		}
		n += size
	}
	return string(b[:n])
}
