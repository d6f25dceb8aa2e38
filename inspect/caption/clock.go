package caption

import (
	"fmt"
	"strings"
	"time"
)

type timeValue = time.Duration

// maxHours bounds times, so that sums of them never overflow.
const maxHours = 200_000

// readClock reads [HH:]MM:SS[.mmm] at a place of s and tells where it ends.
// The fraction may have up to nine digits, behind a point or a comma.
func readClock(s string, at int) (clock, int, bool) {
	c := clock{from: at, point: '.'}
	var parts [3]int64
	n := 0
	for ; n < 3; n++ {
		value, next := digits(s, at)
		if next == at {
			return c, at, false
		}
		if n == 0 {
			c.hours = next - at
		}
		parts[n], at = value, next
		if at >= len(s) || s[at] != ':' || n == 2 {
			n++
			break
		}
		at++
	}
	switch n {
	case 2:
		parts, c.hours = [3]int64{0, parts[0], parts[1]}, 0
	case 3:
	default:
		return c, at, false
	}
	if parts[0] > maxHours || parts[1] > 59 || parts[2] > 59 {
		return c, at, false
	}
	c.at = time.Duration(parts[0]*3600+parts[1]*60+parts[2]) * time.Second
	at = c.fraction(s, at)
	c.to = at
	return c, at, true
}

func (c *clock) fraction(s string, at int) int {
	if at+1 >= len(s) || s[at] != '.' && s[at] != ',' || s[at+1] < '0' || s[at+1] > '9' {
		return at
	}
	c.point = s[at]
	value, next := digits(s, at+1)
	if next-at-1 > 9 {
		return at
	}
	for n := next - at - 1; n < 9; n++ {
		value *= 10
	}
	c.at += time.Duration(value)
	return next
}

// digits reads a number, at most 15 digits of it.
func digits(s string, at int) (value int64, next int) {
	for next = at; next < len(s) && next < at+15 && s[next] >= '0' && s[next] <= '9'; next++ {
		value = value*10 + int64(s[next]-'0')
	}
	return value, next
}

// with is the clock as it stands in text, or with another time as it is
// written there.
func (c clock) with(text string, at, was time.Duration) string {
	if at == was {
		return text[c.from:c.to]
	}
	at = at.Round(time.Millisecond)
	switch {
	case c.hours == 0 && at >= time.Hour:
		return stamp(at, 2, c.point)
	case c.hours == 0:
		return fmt.Sprintf("%02d:%02d%c%03d", at/time.Minute, at/time.Second%60, c.point, at.Milliseconds()%1000)
	}
	return stamp(at, max(1, c.hours), c.point)
}

// stamp is a time to the millisecond as HH:MM:SS.mmm.
func stamp(at time.Duration, hours int, point byte) string {
	at = at.Round(time.Millisecond)
	return fmt.Sprintf("%0*d:%02d:%02d%c%03d", hours, at/time.Hour, at/time.Minute%60, at/time.Second%60, point, at.Milliseconds()%1000)
}

// Clock is a time for people, to the millisecond: 00:01:02.345, or open.
func Clock(at time.Duration) string {
	switch {
	case at == Open:
		return "open"
	case at < 0:
		return "-" + stamp(-at, 2, '.')
	}
	return stamp(at, 2, '.')
}

// ParseClock reads a time as a person types it: 1:02.5, 00:01:02,345 or 62.5s.
// The error says what is expected.
func ParseClock(text string) (time.Duration, error) {
	text = strings.TrimSpace(text)
	if strings.EqualFold(text, "open") {
		return Open, nil
	}
	if c, end, ok := readClock(text, 0); ok && end == len(text) {
		return c.at, nil
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 && d <= maxHours*time.Hour {
		return d, nil
	}
	return 0, fmt.Errorf("%q is no time such as 00:01:02.345 or 62.5s", text)
}
