package manifests

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/manifest"
)

// kind is what a value has to look like.
type kind int

const (
	kText       kind = iota
	kWhole           // unsigned, up to 64 bits
	kCount           // unsigned, up to 31 bits
	kPositive        // kCount, not 0
	kScale           // ticks per second
	kMediaTicks      // in the time scale of the root
	kTicks           // in the time scale of the stream
	kStart           // kTicks, of a chunk
	kBitrate         // of a level: the key in addresses
	kRate            // bits per second
	kIndex           // of a level, unique
	kNAL             // 1 to 4
	kBool
	kType
	kSubtype
	kStreamName
	kName
	kParent
	kLanguage
	kFourCC
	kPrivate
	kHex
	kGUID
	kBase64
	kURL
	kPath
	kTag
	kTotal // says how many there are, of what stands in known.of
)

// verdict is what is said below a value.
type verdict struct {
	err  error  // it cannot be taken
	warn string // it can, but is hardly meant
	note string // what it means
}

// asked is a value with what there is to know about its place.
type asked struct {
	doc     *doc
	element int
	known   known
	value   string
}

func wrong(text string) verdict { return verdict{err: errors.New(text)} }

// judge says what is wrong with a value, or what it means.
func judge(a asked) verdict {
	switch a.known.kind {
	case kStart:
		return judgeStart(a)
	case kWhole, kMediaTicks, kTicks:
		return judgeNumber(a, 0, 64)
	case kCount, kTag, kTotal:
		return judgeNumber(a, 0, 31)
	case kPositive:
		return judgeNumber(a, 1, 31)
	case kScale:
		return judgeNumber(a, 1, 64)
	case kNAL:
		return judgeNAL(a)
	case kBitrate, kRate, kIndex:
		return judgeRate(a)
	case kHex, kPrivate:
		return judgeHex(a)
	case kBase64:
		return judgeBase64(a)
	}
	return judgeWord(a)
}

func judgeNumber(a asked, least uint64, size int) verdict {
	n, err := strconv.ParseUint(strings.TrimSpace(a.value), 10, size)
	switch {
	case errors.Is(err, strconv.ErrRange), err == nil && n < least:
		return wrong(lang.L("a whole number from {{.From}} to {{.To}}", map[string]any{"From": kit.Group(int64(least)), "To": largest(size)}))
	case err != nil:
		return wrong(lang.L("a whole number, digits only"))
	}
	switch a.known.kind {
	case kMediaTicks:
		return verdict{note: timeNote(n, a.doc.mediaScale())}
	case kTicks, kStart:
		return verdict{note: timeNote(n, a.doc.scale(a.element))}
	case kScale:
		return verdict{note: lang.L("{{.Count}} ticks per second", map[string]any{"Count": grouped(n)})}
	case kTag:
		return verdict{note: tagWord(n)}
	case kTotal:
		return judgeTotal(a, n)
	}
	return verdict{}
}

// judgeStart is for when a chunk begins: between those beside it.
func judgeStart(a asked) verdict {
	v := judgeNumber(a, 0, 64)
	c, s, ok := a.doc.chunk(a.element)
	if v.err != nil || !ok {
		return v
	}
	n, _ := strconv.ParseUint(strings.TrimSpace(a.value), 10, 64)
	return verdict{note: v.note, err: chunkOrder(s, c, n)}
}

func largest(size int) string {
	if size == 64 {
		return "2⁶⁴ − 1"
	}
	return kit.Group(int64(1)<<size - 1)
}

// grouped is a number of any size in groups.
func grouped(n uint64) string {
	if n > 1<<63-1 {
		return strconv.FormatUint(n, 10)
	}
	return kit.Group(int64(n))
}

func timeNote(ticks, scale uint64) string {
	if ticks == 0 {
		return ""
	}
	high, low := bits.Mul64(ticks, 1000)
	if high >= scale {
		return ""
	}
	ms, _ := bits.Div64(high, low, scale)
	note := seconds(ticks, scale)
	if ms >= 60_000 && ms < 1<<62 {
		note += " · " + kit.RulerLabel(int64(ms), 1, 1000)
	}
	return note
}

// mediaScale is the number of ticks per second of the root.
func (d *doc) mediaScale() uint64 {
	if d.client == nil {
		return manifest.DefaultTimeScale
	}
	return d.client.TimeScale
}

// scale is the number of ticks per second around an element.
func (d *doc) scale(element int) uint64 {
	if s, _ := d.stream(element); s != nil {
		return s.TimeScale
	}
	return d.mediaScale()
}

// judgeTotal compares a number that counts elements with how many there are.
func judgeTotal(a asked, n uint64) verdict {
	s, _ := a.doc.stream(a.element)
	if s == nil {
		return verdict{}
	}
	there := len(s.Levels)
	if a.known.of == "c" {
		there = len(s.Chunks)
	}
	if n != uint64(there) {
		return verdict{warn: lang.L("there are {{.Count}}", count(there))}
	}
	return verdict{}
}

func judgeNAL(a asked) verdict {
	if n, err := strconv.Atoi(strings.TrimSpace(a.value)); err != nil || n != 1 && n != 2 && n != 4 {
		return wrong(lang.L("1, 2 or 4"))
	}
	return verdict{}
}

// judgeRate is for numbers that tell the levels of a stream apart.
func judgeRate(a asked) verdict {
	if v := judgeNumber(a, 0, 64); v.err != nil {
		return v
	}
	n, _ := strconv.ParseUint(strings.TrimSpace(a.value), 10, 64)
	v := verdict{}
	if a.known.kind != kIndex && n >= 1000 {
		v.note = kiloBits(n)
	}
	s, _ := a.doc.stream(a.element)
	own := a.doc.level(a.element)
	if s == nil || own == nil || a.known.kind == kRate {
		return v
	}
	for i := range s.Levels {
		other := &s.Levels[i]
		switch {
		case other.Span == own.Span:
		case a.known.kind == kIndex && uint64(other.Index) == n:
			return wrong(lang.L("level {{.Number}} of this stream has it already", number(i+1)))
		case a.known.kind == kBitrate && other.Bitrate == n && slices.Equal(other.Custom, own.Custom):
			return wrong(lang.L("level {{.Number}} of this stream has it already; addresses could not tell them apart", number(i+1)))
		}
	}
	return v
}

func judgeHex(a asked) verdict {
	text := strings.Join(strings.Fields(a.value), "")
	b, err := hex.DecodeString(text)
	switch {
	case err != nil && strings.Trim(text, "0123456789abcdefABCDEF") != "":
		return wrong(lang.L("hex digits only: 0–9, A–F"))
	case err != nil:
		return wrong(lang.L("a digit is missing: each byte has two"))
	case a.known.kind == kPrivate:
		return judgePrivate(a, b)
	}
	return verdict{note: several(len(b), lang.L("1 byte"), lang.L("{{.Count}} bytes", count(len(b))))}
}

func judgeBase64(a asked) verdict {
	b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(a.value), ""))
	if err != nil {
		return wrong(lang.L("not base64"))
	}
	return verdict{note: several(len(b), lang.L("1 byte"), lang.L("{{.Count}} bytes", count(len(b))))}
}
