package markers

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/marker"
)

// Times is how times are shown. They are read in any of these ways.
type Times int

// The ways.
const (
	Seconds  Times = iota // 3723.480
	Clock                 // 1:02:03.480
	Timecode              // 01:02:03:12, hours, minutes, seconds and frames
)

// AllTimes is how many ways there are.
const AllTimes = 3

// timeText is a time or a duration, which is in hns. Frames are those of the
// video; where their rate is unknown, a timecode is a clock.
func (r *Room) timeText(t uint64) string {
	rate := r.points.rate()
	millis := (t + 5_000) / 10_000
	whole, part := millis/1000, millis%1000
	h, m, s := whole/3600, whole/60%60, whole%60
	switch {
	case r.times == Timecode && rate > 0:
		whole, part = t/hns, t%hns
		frame := uint64(float64(part)*rate/hns + 0.01)
		return fmt.Sprintf("%02d:%02d:%02d:%02d", whole/3600, whole/60%60, whole%60, frame)
	case r.times != Seconds:
		return fmt.Sprintf("%d:%02d:%02d.%03d", h, m, s, part)
	}
	return fmt.Sprintf("%d.%03d", whole, part)
}

// timeEntry is a time to begin an edit with: not a tick of it is lost.
func (r *Room) timeEntry(t uint64) string {
	if r.times != Seconds {
		if text := r.timeText(t); r.parses(text, t) {
			return text
		}
	}
	return marker.Seconds(t, hns)
}

func (r *Room) parses(text string, t uint64) bool {
	back, err := r.parseTime(text, 0)
	return err == nil && back == t
}

// parseTime reads a time as hns: seconds, h:mm:ss.mmm, hh:mm:ss:ff, frames such
// as 12f; with + or - in front, from where it was.
func (r *Room) parseTime(text string, was uint64) (uint64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, errors.New(lang.L("a time is missing"))
	}
	sign := text[0]
	if sign == '+' || sign == '-' {
		text = strings.TrimSpace(text[1:])
	}
	t, err := r.parsePlain(text)
	switch {
	case err != nil:
		return 0, err
	case sign == '+':
		return was + t, nil
	case sign == '-' && t > was:
		return 0, errors.New(lang.L("that is before the begin"))
	case sign == '-':
		return was - t, nil
	}
	return t, nil
}

func (r *Room) parsePlain(text string) (uint64, error) {
	bad := errors.New(lang.L("“{{.Text}}” is no time: 12.48, 0:12.48, 00:00:12:12 or 312f", map[string]any{"Text": text}))
	text = strings.Replace(strings.TrimSpace(text), ",", ".", 1)
	rate := r.points.rate()
	if frames, ok := strings.CutSuffix(text, "f"); ok {
		n, err := strconv.ParseUint(strings.TrimSpace(frames), 10, 40)
		if err != nil || rate == 0 {
			return 0, bad
		}
		return uint64(math.Round(float64(n) * hns / rate)), nil
	}
	parts := strings.Split(text, ":")
	frames := uint64(0)
	if len(parts) == 4 {
		n, err := strconv.ParseUint(parts[3], 10, 16)
		if err != nil || rate == 0 || float64(n) >= rate {
			return 0, bad
		}
		frames = uint64(math.Round(float64(n) * hns / rate))
		parts = parts[:3]
	}
	if len(parts) > 3 {
		return 0, bad
	}
	total := frames
	for i, part := range parts {
		unit := uint64(1)
		for range len(parts) - 1 - i {
			unit *= 60
		}
		t, err := marker.Ticks(part, hns)
		if err != nil || unit > 1 && strings.Contains(part, ".") {
			return 0, bad
		}
		total += t * unit
	}
	return total, nil
}
