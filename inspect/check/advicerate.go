package check

import (
	"fmt"
	"math"
)

// frameRate is frames per second as a fraction.
type frameRate struct{ num, den uint64 }

func (f frameRate) String() string {
	if f.den == 1 {
		return fmt.Sprint(f.num)
	}
	return fmt.Sprintf("%d/%d", f.num, f.den)
}

func (f frameRate) float() float64 { return float64(f.num) / float64(f.den) }

// frames is how many frames come nearest to a time; at least one.
func (f frameRate) frames(seconds float64) int {
	return max(1, int(math.Round(f.float()*seconds)))
}

// nearRate is how far a measured rate may be from a usual one: ticks are rounded.
const nearRate = 0.0005

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
	for _, den := range []uint64{1, 1001} {
		num := uint64(math.Round(measured * float64(den)))
		if den == 1001 {
			num = uint64(math.Round(measured*1.001)) * 1000
		}
		if rate := (frameRate{num, den}); num > 0 && math.Abs(rate.float()-measured) < nearRate*measured {
			return rate, true
		}
	}
	return frameRate{uint64(math.Round(measured * 1000)), 1000}, measured >= 0.001
}
