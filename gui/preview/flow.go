package preview

import "time"

// The throughput is counted in steps; the curve shows as many as a minute has.
const (
	step  = 500 * time.Millisecond
	steps = 120
	lull  = 4 // steps that "now" is the mean of
)

// flow is how many bytes went out in each step lately. The zero value is one
// without any.
type flow struct {
	bytes [steps + lull]float64 // by the number of the step
	last  int64                 // the newest step that was written to
}

func stepOf(t time.Time) int64 { return t.UnixNano() / int64(step) }

// add spreads bytes over the time that they took, so that one slow answer is
// no peak at its end.
func (f *flow) add(from, to time.Time, bytes int64) {
	if bytes <= 0 {
		return
	}
	first, last := stepOf(from), max(stepOf(to), stepOf(from))
	f.reach(last)
	n := float64(last - first + 1)
	for at := max(first, last-int64(len(f.bytes))+1); at <= last; at++ {
		if f.last-at < int64(len(f.bytes)) {
			f.bytes[at%int64(len(f.bytes))] += float64(bytes) / n
		}
	}
}

// reach empties the steps up to a new one.
func (f *flow) reach(at int64) {
	if at-f.last >= int64(len(f.bytes)) {
		f.bytes = [steps + lull]float64{}
		f.last = at
		return
	}
	for f.last < at {
		f.last++
		f.bytes[f.last%int64(len(f.bytes))] = 0
	}
}

// rates are the bytes a second of the steps that are over, the newest last.
func (f *flow) rates(now time.Time) []float64 {
	end := stepOf(now) // is not over yet
	out := make([]float64, steps)
	for i := range out {
		at := end - int64(steps) + int64(i)
		if at <= f.last && f.last-at < int64(len(f.bytes)) {
			out[i] = f.bytes[at%int64(len(f.bytes))] / step.Seconds()
		}
	}
	return out
}

// present is the mean of the last rates.
func present(rates []float64) float64 {
	sum := 0.0
	for _, v := range rates[max(0, len(rates)-lull):] {
		sum += v
	}
	return sum / lull
}
