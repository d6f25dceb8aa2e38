package dash

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The parts of a TTML document that its times depend on (TTML1 10, 12). A
// document is changed in its text, so that all else stays as it was written.
var (
	bodyTag   = regexp.MustCompile(`<((?:[A-Za-z_][\w.-]*:)?body)(\s[^<>]*?)?(/?)>`)
	timeValue = regexp.MustCompile(`(\s(?:begin|end)\s*=\s*)(?:"([^"<]*)"|'([^'<]*)')`)
	beginAttr = regexp.MustCompile(`\sbegin\s*=\s*["']([^"'<]*)["']`)
	clockTime = regexp.MustCompile(`^(\d{2,5}):(\d\d):(\d\d)(?:\.(\d{1,7})\d*)?$`)
	countTime = regexp.MustCompile(`^(\d{1,12})(?:\.(\d{1,7})\d*)?(h|m|s|ms)$`)
)

// firstBegin is the first time in a document that can be read, in 100 ns.
func firstBegin(text string) (uint64, bool) {
	for _, m := range beginAttr.FindAllStringSubmatch(text, 64) {
		if t, ok := parseTime(m[1]); ok {
			return t, true
		}
	}
	return 0, false
}

// delayed makes all times of a document later by some 100 ns: those inside the
// body count from its begin.
func delayed(text string, by uint64) (string, error) {
	at := bodyTag.FindStringSubmatchIndex(text)
	if at == nil || !utf8.ValidString(text) {
		return "", errNotText
	}
	name, attrs, end := text[at[2]:at[3]], "", text[at[6]:at[7]]
	if at[4] >= 0 {
		attrs = text[at[4]:at[5]]
	}
	attrs, had, err := delayedAttrs(attrs, by)
	if err != nil {
		return "", err
	}
	if !had {
		attrs = fmt.Sprintf(` begin="%s"`, inSeconds(by)) + attrs
	}
	return text[:at[0]] + "<" + name + attrs + end + ">" + text[at[1]:], nil
}

// delayedAttrs moves the body's own times, which count from the same start.
func delayedAttrs(attrs string, by uint64) (moved string, begins bool, err error) {
	moved = timeValue.ReplaceAllStringFunc(attrs, func(attr string) string {
		m := timeValue.FindStringSubmatch(attr)
		t, ok := parseTime(m[2] + m[3])
		if !ok {
			err = fmt.Errorf("the body of its text has a time that is not understood: %q", m[2]+m[3])
			return attr
		}
		begins = begins || strings.HasPrefix(strings.TrimSpace(m[1]), "begin")
		return m[1] + `"` + inSeconds(t+by) + `"`
	})
	return moved, begins, err
}

func inSeconds(t uint64) string {
	s := fmt.Sprintf("%d.%07d", t/hundredNanos, t%hundredNanos)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "s"
}

// parseTime reads a clock time or an offset in hours to milliseconds, in 100 ns.
// Frames and ticks need rates of the document and are not read.
func parseTime(text string) (uint64, bool) {
	text = strings.TrimSpace(text)
	if m := clockTime.FindStringSubmatch(text); m != nil {
		return (number(m[1])*3600+number(m[2])*60+number(m[3]))*hundredNanos + fraction(m[4]), true
	}
	m := countTime.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	t := number(m[1])*hundredNanos + fraction(m[2]) // at most 10^19
	switch m[3] {
	case "h":
		t = min(t, 1<<50) * 3600
	case "m":
		t = min(t, 1<<50) * 60
	case "ms":
		t /= 1000
	}
	return min(t, 1<<62), true
}

// number is the value of up to 12 digits.
func number(digits string) uint64 {
	n, _ := strconv.ParseUint(digits, 10, 63)
	return n
}

// fraction is the digits behind the point of a second, in 100 ns.
func fraction(digits string) uint64 { return number((digits + "0000000")[:7]) }
