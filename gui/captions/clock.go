package captions

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/caption"
)

// parseTime reads a time as a person types it: what caption.ParseClock reads,
// plain seconds, or a number of frames such as 12f.
func parseTime(text string, rate caption.Rate) (time.Duration, error) {
	text = strings.TrimSpace(text)
	if d, err := caption.ParseClock(text); err == nil {
		return d, nil
	}
	if n, ok := strings.CutSuffix(strings.ToLower(text), "f"); ok {
		if frames, err := strconv.ParseInt(strings.TrimSpace(n), 10, 32); err == nil && frames >= 0 {
			return frameTime(frames, rate), nil
		}
	}
	if d, err := caption.ParseClock(strings.ReplaceAll(text, ",", ".") + "s"); err == nil {
		return d, nil
	}
	return 0, fmt.Errorf("%s", lang.L("a time such as 00:01:02.345, 62.5 or 12f (frames) is needed"))
}

// parseSigned reads a time that may be negative.
func parseSigned(text string, rate caption.Rate) (time.Duration, error) {
	text = strings.TrimSpace(text)
	rest := strings.TrimLeft(text, "+-−")
	d, err := parseTime(rest, rate)
	if err == nil && d == caption.Open {
		return 0, fmt.Errorf("%s", lang.L("a time such as 00:01:02.345, 62.5 or 12f (frames) is needed"))
	}
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "−") {
		d = -d
	}
	return d, err
}

// frameTime is how long some frames last.
func frameTime(frames int64, rate caption.Rate) time.Duration {
	return time.Duration(float64(frames) * float64(rate.Den) / float64(rate.Num) * float64(time.Second))
}

// frameOf is the frame that is shown at a time.
func frameOf(at time.Duration, rate caption.Rate) int64 {
	return int64(at.Seconds()*float64(rate.Num)/float64(rate.Den) + 0.001)
}

// rateWord is a rate as people say it.
func rateWord(r caption.Rate) string {
	text := strconv.FormatFloat(float64(r.Num)/float64(max(1, r.Den)), 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// parseRate reads frames per second: 25, 23.976 or 24000/1001.
func parseRate(text string) (caption.Rate, error) {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", ".")
	for _, r := range usualRates() {
		if text == rateWord(r) {
			return r, nil
		}
	}
	if a, b, ok := strings.Cut(text, "/"); ok {
		num, err := strconv.ParseInt(strings.TrimSpace(a), 10, 32)
		den, err2 := strconv.ParseInt(strings.TrimSpace(b), 10, 32)
		if err == nil && err2 == nil && num > 0 && den > 0 {
			return caption.Rate{Num: num, Den: den}, nil
		}
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && f > 0 && f <= 1000 {
		return caption.Rate{Num: int64(f*1000 + 0.5), Den: 1000}, nil
	}
	return caption.Rate{}, fmt.Errorf("%s", lang.L("a rate such as 25, 23.976 or 24000/1001 is needed"))
}

// usualRates are those that film and video have.
func usualRates() []caption.Rate {
	return []caption.Rate{caption.Film(), {Num: 24, Den: 1}, caption.PAL(), {Num: 30000, Den: 1001}, {Num: 30, Den: 1}, {Num: 50, Den: 1}, {Num: 60000, Den: 1001}, {Num: 60, Den: 1}}
}
