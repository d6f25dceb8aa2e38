package check

import (
	"fmt"
	"math"
)

// frameRate is frames per second as a fraction.
type frameRate struct{ num, den uint64 }

func (f frameRate) String() string {
	if f.num%f.den == 0 {
		return fmt.Sprint(f.num / f.den)
	}
	return fmt.Sprintf("%d/%d", f.num, f.den)
}

func (f frameRate) float() float64 { return float64(f.num) / float64(f.den) }

// frames is how many frames come nearest to a time; at least one.
func (f frameRate) frames(seconds float64) int {
	return max(1, int(math.Round(f.float()*seconds)))
}

// nearRate is how far a measured rate may be from a usual one: ticks are
// rounded, and some files lack a few frames.
const nearRate = 0.02

// usualRates is what encoders are set to.
func usualRates() []frameRate {
	return []frameRate{
		{10, 1}, {12, 1}, {25, 2}, {15, 1}, {20, 1}, {24_000, 1001}, {24, 1}, {25, 1}, {30_000, 1001}, {30, 1},
		{48, 1}, {50, 1}, {60_000, 1001}, {60, 1}, {100, 1}, {120, 1},
	}
}

// frameRate is measured over all fragments, so that the rounding of single
// frames does not show. False says that there are none.
func (l *LevelFacts) frameRate() (frameRate, bool) {
	var samples, ticks uint64
	for i := range l.Fragments {
		f := &l.Fragments[i]
		samples, ticks = samples+uint64(f.Samples), ticks+min(f.Span, math.MaxUint32)
	}
	if samples == 0 || ticks == 0 || l.TimeScale == 0 {
		return frameRate{}, false
	}
	measured := float64(samples) * float64(l.TimeScale) / float64(ticks)
	best, off := frameRate{max(1, uint64(math.Round(measured*1000))), 1000}, nearRate
	for _, r := range usualRates() {
		if d := math.Abs(r.float()/measured - 1); d < off {
			best, off = r, d
		}
	}
	return best, true
}

// paces gives each level a frame rate and a GOP in frames so that all GOPs last
// equally long: the rate that most levels have, half of it, or twice as much.
// Levels without video have none.
func (s *StreamFacts) paces() map[int]pace {
	measured, votes := map[int]frameRate{}, map[frameRate]int{}
	for i := range s.Levels {
		l := &s.Levels[i]
		if rate, known := l.frameRate(); known && l.Width > 1 && l.Height > 1 {
			measured[i] = rate
			votes[rate]++
		}
	}
	base := frameRate{}
	for i := range s.Levels {
		if rate, ok := measured[i]; ok && (base.num == 0 || votes[rate] > votes[base]) {
			base = rate
		}
	}
	return pacesBy(base, measured, s.gopSeconds())
}

// pacesBy takes for each level the base rate, half of it or twice as much.
func pacesBy(base frameRate, measured map[int]frameRate, seconds float64) map[int]pace {
	half, twice := frameRate{base.num, base.den * 2}, frameRate{base.num * 2, base.den}
	near := func(a, b frameRate) bool { return math.Abs(a.float()/b.float()-1) < nearRate }
	gop := base.frames(seconds)
	for _, rate := range measured {
		if near(rate, half) {
			gop = 2 * half.frames(seconds) // so that it has a half
		}
	}
	list := map[int]pace{}
	for i, rate := range measured {
		switch {
		case near(rate, half):
			list[i] = pace{half, gop / 2}
		case near(rate, twice):
			list[i] = pace{twice, gop * 2}
		default:
			list[i] = pace{base, gop}
		}
	}
	return list
}

// pace is how a level is encoded.
type pace struct {
	rate frameRate
	gop  int // frames
}
