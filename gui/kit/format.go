package kit

import (
	"fmt"
	"strconv"
)

// thinSpace stands between groups of three digits.
const thinSpace = "\u2009"

// Group writes n with a thin space between groups of three digits: 12 537.
// Numbers below 10 000 are grouped too, so that columns of them line up.
func Group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	out := s[:(len(s)+2)%3+1]
	for i := len(out); i < len(s); i += 3 {
		out += thinSpace + s[i:i+3]
	}
	return sign + out
}

// Bytes writes a size in steps of 1000: "312 B", "20.9 kB", "1.2 GB".
func Bytes(n int64) string {
	if n > -1000 && n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v, unit := float64(n), ""
	for _, u := range []string{"kB", "MB", "GB", "TB", "PB", "EB"} {
		v, unit = v/1000, u
		if v > -999.95 && v < 999.95 {
			break
		}
	}
	return fmt.Sprintf("%.1f %s", v, unit)
}
