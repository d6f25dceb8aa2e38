package check

import "math/bits"

// Times are compared exactly: no floating point number on the way, for hours
// at 10 MHz have more digits than one keeps, and levels may count in different
// time scales.

const (
	hns        = 10_000_000 // ticks per second in which tolerances are given
	fineScale  = 1000       // ticks per second from which on one tick is rounding
	oneTick    = 1          // tolerance of a time, at 10 MHz
	threeTicks = 3          // tolerance of a duration that is a difference of index times
)

// tolerance is how many ticks of a scale may be rounding: the given ones at
// 10 MHz, and one tick of any scale that is not coarse.
func tolerance(at10MHz, scale uint64) uint64 {
	t := at10MHz * scale / hns
	if t == 0 && scale >= fineScale {
		return 1
	}
	return t
}

// moment is a time or a duration in ticks of some scale.
type moment struct {
	ticks uint64
	scale uint64 // ticks per second, not 0
}

// cross is both times in one common scale, as 128-bit numbers.
func (a moment) cross(b moment) (aHigh, aLow, bHigh, bLow uint64) {
	aHigh, aLow = bits.Mul64(a.ticks, b.scale)
	bHigh, bLow = bits.Mul64(b.ticks, a.scale)
	return aHigh, aLow, bHigh, bLow
}

// compare is -1, 0 or 1 as a is before, at or after b. Times that differ by no
// more than rounding are the same.
func (a moment) compare(b moment) int {
	sign := 1
	var apart uint64
	limit := tolerance(oneTick, a.scale)
	if a.scale == b.scale {
		if a.ticks < b.ticks {
			sign, apart = -1, b.ticks-a.ticks
		} else {
			apart = a.ticks - b.ticks
		}
	} else {
		aHigh, aLow, bHigh, bLow := a.cross(b)
		low, borrow := bits.Sub64(aLow, bLow, 0)
		high, borrow := bits.Sub64(aHigh, bHigh, borrow)
		if borrow != 0 {
			sign = -1
			low, borrow = bits.Sub64(bLow, aLow, 0)
			high, _ = bits.Sub64(bHigh, aHigh, borrow)
		}
		if high != 0 {
			return sign
		}
		apart = low
		limit = max(limit*b.scale, tolerance(oneTick, b.scale)*a.scale)
	}
	if apart <= limit {
		return 0
	}
	return sign
}

// in is the time in another scale, to the nearest tick.
func (a moment) in(scale uint64) uint64 {
	if a.scale == scale {
		return a.ticks
	}
	high, low := bits.Mul64(a.ticks, scale)
	low, carry := bits.Add64(low, a.scale/2, 0)
	high += carry
	if high >= a.scale {
		return 1<<64 - 1
	}
	whole, _ := bits.Div64(high, low, a.scale)
	return whole
}

// apart is b less a in ticks; what does not fit counts as the largest.
func apart(a, b uint64) int64 {
	const most = 1<<63 - 1
	if b >= a {
		return int64(min(b-a, most))
	}
	return -int64(min(a-b, most))
}

// magnitude is n without its sign.
func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}
