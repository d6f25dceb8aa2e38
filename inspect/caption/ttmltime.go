package caption

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// Rate is a number per second as a fraction: 24000/1001 frames.
type Rate struct{ Num, Den int64 }

// clockRules are the parameters that the times of a TTML document depend on
// (TTML1 6.2).
type clockRules struct {
	frames Rate  // effective frames per second
	count  int64 // frames that a time code counts in a second
	sub    int64 // parts of a frame
	ticks  int64 // per second
	smpte  bool
	drop   string // dropNTSC, dropPAL or nonDrop
}

func rulesOf(tag string) clockRules {
	p := map[string]string{}
	for _, a := range attrsOf(tag) {
		p[a.local()] = strings.TrimSpace(unescapeXML(tag[a.value:a.valueEnd]))
	}
	r := clockRules{count: 30, sub: number(p["subFrameRate"], 1), smpte: p["timeBase"] == "smpte", drop: p["dropMode"]}
	r.count = number(p["frameRate"], 30)
	r.frames = Rate{r.count, 1}
	two := strings.FieldsFunc(p["frameRateMultiplier"], func(c rune) bool { return c == ' ' || c == ':' })
	if len(two) == 2 {
		r.frames = Rate{r.count * number(two[0], 1), number(two[1], 1)}
	}
	r.ticks = number(p["tickRate"], 0)
	if r.ticks == 0 {
		r.ticks = 1
		if p["frameRate"] != "" {
			r.ticks = r.count * r.sub
		}
	}
	return r
}

// number is a positive number up to 10⁹, else what counts without it.
func number(text string, without int64) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || n > 1e9 {
		return without
	}
	return n
}

// parse reads a time expression (TTML1 10.3.1), exact to the nanosecond.
func (r clockRules) parse(text string) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if len(text) > 40 {
		return 0, false
	}
	if strings.Contains(text, ":") {
		if at, ok := plainClock(strings.Split(text, ":")); ok {
			return at, true
		}
		return r.clock(text)
	}
	per, digits := r.metric(text)
	value, ok := decimal(digits)
	if per.Num == 0 || !ok {
		return 0, false
	}
	return nanos(value.Mul(value, big.NewRat(per.Den, per.Num)))
}

// metric is how many of its unit an offset has in a second, and its number.
func (r clockRules) metric(text string) (Rate, string) {
	number := strings.TrimRight(text, "hmsft")
	switch text[len(number):] {
	case "h":
		return Rate{1, 3600}, number
	case "m":
		return Rate{1, 60}, number
	case "s":
		return Rate{1, 1}, number
	case "ms":
		return Rate{1000, 1}, number
	case "f":
		return r.frames, number
	case "t":
		return Rate{r.ticks, 1}, number
	}
	return Rate{}, ""
}

// clock reads HH:MM:SS with a fraction or frames.
func (r clockRules) clock(text string) (time.Duration, bool) {
	parts := strings.Split(text, ":")
	if len(parts) < 3 || len(parts) > 4 {
		return 0, false
	}
	h, ok1 := whole(parts[0])
	m, ok2 := whole(parts[1])
	sec, ok3 := decimal(parts[2])
	if !ok1 || !ok2 || !ok3 || h > maxHours || m > 59 || sec.Cmp(big.NewRat(61, 1)) >= 0 {
		return 0, false
	}
	minutes := h*60 + m
	if len(parts) == 3 {
		return nanos(sec.Add(sec, new(big.Rat).SetInt64(minutes*60)))
	}
	frame, part, _ := strings.Cut(parts[3], ".")
	f, ok1 := whole(frame)
	sub, ok2 := whole(part)
	if part == "" {
		sub, ok2 = 0, true
	}
	if !ok1 || !ok2 || !sec.IsInt() {
		return 0, false
	}
	frames := new(big.Rat).Add(big.NewRat(f, 1), big.NewRat(sub, r.sub))
	perFrame := big.NewRat(r.frames.Den, r.frames.Num)
	if r.smpte {
		counted := (minutes*60+sec.Num().Int64())*r.count - r.dropped(minutes)
		frames.Add(frames, new(big.Rat).SetInt64(counted))
		return nanos(frames.Mul(frames, perFrame))
	}
	frames.Mul(frames, perFrame)
	return nanos(frames.Add(frames, sec.Add(sec, new(big.Rat).SetInt64(minutes*60))))
}

// plainClock reads what most documents have: HH:MM:SS with up to nine decimals
// or none. It is false for all else, right or wrong.
func plainClock(parts []string) (time.Duration, bool) {
	sec, fraction, point := strings.Cut(parts[len(parts)-1], ".")
	h, ok1 := whole(parts[0])
	m, ok2 := whole(parts[1])
	s, ok3 := whole(sec)
	if len(parts) != 3 || !ok1 || !ok2 || !ok3 || h >= maxHours || m > 59 || s > 59 || len(fraction) > 9 {
		return 0, false
	}
	at := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
	if !point {
		return at, true
	}
	f, ok := whole(fraction)
	for range 9 - len(fraction) {
		f *= 10
	}
	return at + time.Duration(f), ok
}

// dropped is how many numbers a drop-frame time code has left out by a minute.
func (r clockRules) dropped(minutes int64) int64 {
	switch r.drop {
	case "dropNTSC":
		return (minutes - minutes/10) * 2
	case "dropPAL":
		return (minutes/2 - minutes/20) * 4
	}
	return 0
}

func whole(text string) (int64, bool) {
	n, end := digits(text, 0)
	return n, end > 0 && end == len(text)
}

func decimal(text string) (*big.Rat, bool) {
	if text == "" || strings.Trim(text, "0123456789.") != "" || strings.Count(text, ".") > 1 || text[0] == '.' {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// nanos rounds seconds to the nearest nanosecond.
func nanos(seconds *big.Rat) (time.Duration, bool) {
	n := new(big.Int).Mul(seconds.Num(), big.NewInt(2e9))
	n.Add(n, seconds.Denom())
	n.Div(n, new(big.Int).Mul(seconds.Denom(), big.NewInt(2)))
	if !n.IsInt64() || n.Int64() < 0 || n.Int64() > int64(maxHours*time.Hour) {
		return 0, false
	}
	return time.Duration(n.Int64()), true
}

// write is a time in the words of an older expression where they can say it,
// else as HH:MM:SS.mmm.
func (r clockRules) write(at time.Duration, like string) string {
	like = strings.TrimSpace(like)
	for _, text := range []string{r.inUnits(at, like), r.inFrames(at, like)} {
		if got, ok := r.parse(text); ok && (got == at || r.smpte) {
			return text
		}
	}
	if r.smpte {
		return r.code(at)
	}
	text := make([]byte, 0, 24)
	for i, part := range [...]time.Duration{at / time.Hour, at / time.Minute % 60, at / time.Second % 60} {
		if i > 0 {
			text = append(text, ':')
		}
		if part < 10 {
			text = append(text, '0')
		}
		text = strconv.AppendInt(text, int64(part), 10)
	}
	decimals := strconv.AppendInt(make([]byte, 0, 10), int64(time.Second+at%time.Second), 10)[1:]
	for n := 0; n < 6 && decimals[len(decimals)-1] == '0'; n++ {
		decimals = decimals[:len(decimals)-1]
	}
	return string(append(append(text, '.'), decimals...))
}

// inUnits is a time as an offset in the units of another.
func (r clockRules) inUnits(at time.Duration, like string) string {
	per, _ := r.metric(like)
	if per.Num == 0 || strings.Contains(like, ":") {
		return ""
	}
	unit := strings.TrimLeft(like, "0123456789.")
	value := new(big.Rat).Mul(big.NewRat(int64(at), 1e9), big.NewRat(per.Num, per.Den))
	if unit == "f" || unit == "t" {
		return value.FloatString(0) + unit
	}
	text := value.FloatString(9)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + unit
}

// inFrames is a time as HH:MM:SS:FF where another is.
func (r clockRules) inFrames(at time.Duration, like string) string {
	if strings.Count(like, ":") != 3 {
		return ""
	}
	if r.smpte {
		return r.code(at)
	}
	rest := new(big.Rat).Mul(big.NewRat(int64(at%time.Second), 1e9), big.NewRat(r.frames.Num, r.frames.Den))
	n, _ := strconv.Atoi(rest.FloatString(0))
	return fmt.Sprintf("%02d:%02d:%02d:%02d", at/time.Hour, at/time.Minute%60, at/time.Second%60, n)
}

// code is the SMPTE time code of the frame nearest to a time.
func (r clockRules) code(at time.Duration) string {
	rat := new(big.Rat).Mul(big.NewRat(int64(at), 1e9), big.NewRat(r.frames.Num, r.frames.Den))
	n, _ := strconv.ParseInt(rat.FloatString(0), 10, 64)
	labels := n
	for range 4 { // numbers that were left out shift those behind them
		labels = n + r.dropped(labels/(r.count*60))
	}
	s := labels / r.count
	return fmt.Sprintf("%02d:%02d:%02d:%02d", s/3600, s/60%60, s%60, labels%r.count)
}
