package media

import (
	"math"
	"math/bits"
)

// Rescale converts a time from one number of ticks per second to another,
// rounding down, without a floating point number on the way. A result that
// does not fit is the largest that does.
func Rescale(ticks, from, to uint64) uint64 {
	if from == 0 {
		return 0
	}
	high, low := bits.Mul64(ticks, to)
	if high >= from {
		return math.MaxUint64
	}
	result, _ := bits.Div64(high, low, from)
	return result
}
