package caption

import "strings"

// line is one line of a text: text[from:end] without its line end, which is
// text[end:to].
type line struct{ from, end, to int }

// lineAt is the line that begins at from. CR, LF and CR LF end lines.
func lineAt(text string, from int) line {
	n := strings.IndexAny(text[from:], "\r\n")
	if n < 0 {
		return line{from, len(text), len(text)}
	}
	end := from + n
	if strings.HasPrefix(text[end:], "\r\n") {
		return line{from, end, end + 2}
	}
	return line{from, end, end + 1}
}

func (l line) in(text string) string { return text[l.from:l.end] }

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }

func isNumber(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && len(text) < 12 && strings.Trim(text, "0123456789") == ""
}

// timing is a line of times: where in the text its parts are.
type timing struct {
	start, end           clock
	settings, settingsTo int // what follows the times
}

// span of a clock and how it is written.
type clock struct {
	from, to int
	at       timeValue
	point    byte // before the milliseconds
	hours    int  // digits, 0 without hours
}

// readTiming reads a line of times, START --> END SETTINGS.
func readTiming(text string, l line) (timing, bool) {
	var t timing
	s := text[:l.end]
	if !strings.Contains(s[l.from:], "-->") {
		return t, false
	}
	at := skipBlanks(s, l.from)
	start, at, ok := readClock(s, at)
	if !ok {
		return t, false
	}
	at = skipBlanks(s, at)
	if !strings.HasPrefix(s[at:], "-->") {
		return t, false
	}
	end, at, ok := readClock(s, skipBlanks(s, at+3))
	if !ok {
		return t, false
	}
	settings := skipBlanks(s, at)
	if settings == at && at < len(s) {
		return t, false
	}
	t = timing{start: start, end: end, settings: settings, settingsTo: settings + len(strings.TrimRight(s[settings:], " \t"))}
	if t.settings >= t.settingsTo {
		t.settings, t.settingsTo = at, at
	}
	return t, true
}

func skipBlanks(s string, at int) int {
	for at < len(s) && (s[at] == ' ' || s[at] == '\t') {
		at++
	}
	return at
}

// retimed is a line of times with those of a cue; what is as it was stays.
func retimed(text string, l line, t timing, c, was Cue) string {
	var b strings.Builder
	b.WriteString(text[l.from:t.start.from])
	b.WriteString(t.start.with(text, c.Start, was.Start))
	b.WriteString(text[t.start.to:t.end.from])
	b.WriteString(t.end.with(text, c.End, was.End))
	if c.Settings == was.Settings {
		b.WriteString(text[t.end.to:l.end])
		return b.String()
	}
	if settings := oneLine(c.Settings); settings != "" {
		b.WriteString(" " + settings)
	}
	return b.String()
}

// oneLine is text that cannot end a line.
func oneLine(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, text), "-->", "--"))
}
