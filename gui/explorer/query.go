package explorer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Query is what a person typed into the search box, understood.
type Query struct {
	Text   string        // a box type, a path or a field's name
	Offset int64         // with IsOffset
	Time   time.Duration // with IsTime

	IsOffset, IsTime bool
}

// ParseQuery understands an offset (0x5e58, 5e58h, 24152, or with a plus
// relative to base), a time (4.0s, 250ms, 1:02.5, 1m2s), or takes the words as
// they are.
func ParseQuery(text string, base int64) (Query, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Query{}, fmt.Errorf("nothing to look for: type a box (trun), a path (moov/trak[2]), a field (sample_count), an offset (0x5e58) or a time (4.0s)")
	}
	if off, ok := parseOffset(text, base); ok {
		return Query{Offset: off, IsOffset: true}, nil
	}
	if t, ok := parseTime(text); ok {
		return Query{Time: t, IsTime: true}, nil
	}
	return Query{Text: text}, nil
}

func parseOffset(text string, base int64) (int64, bool) {
	t := strings.ToLower(text)
	for _, space := range []string{" ", "_", "\u2009", "\u00a0", "\u202f"} {
		t = strings.ReplaceAll(t, space, "")
	}
	sign := int64(0)
	if rest, ok := strings.CutPrefix(t, "+"); ok {
		t, sign = rest, 1
	} else if rest, ok := strings.CutPrefix(t, "-"); ok {
		t, sign = rest, -1
	}
	n, ok := parseNumber(t)
	if !ok {
		return 0, false
	}
	if sign != 0 {
		n = base + sign*n
	}
	return n, n >= 0
}

func parseNumber(t string) (int64, bool) {
	if digits, ok := strings.CutPrefix(t, "0x"); ok {
		n, err := strconv.ParseInt(digits, 16, 64)
		return n, err == nil
	}
	if digits, ok := strings.CutSuffix(t, "h"); ok {
		n, err := strconv.ParseInt(digits, 16, 64)
		return n, err == nil
	}
	n, err := strconv.ParseInt(t, 10, 64)
	return n, err == nil && n >= 0
}

func parseTime(text string) (time.Duration, bool) {
	t := strings.ReplaceAll(strings.ToLower(text), " ", "")
	t = strings.ReplaceAll(t, ",", ".")
	if d, err := time.ParseDuration(t); err == nil && d >= 0 {
		return d, true
	}
	parts := strings.Split(t, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	var seconds float64
	for _, part := range parts {
		v, err := strconv.ParseFloat(part, 64)
		if err != nil || v < 0 || v > 1e7 {
			return 0, false
		}
		seconds = seconds*60 + v
	}
	return time.Duration(seconds * float64(time.Second)), true
}
