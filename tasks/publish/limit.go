package publish

import (
	"context"

	"golang.org/x/time/rate"
)

// minBurst is the least that a limited reader reads at once, in bytes.
const minBurst = 4096

// limit shares so many bytes a second among all items; nil does not limit.
type limit struct {
	bucket *rate.Limiter
	clock  Clock
}

func newLimit(bytesPerSecond int64, clock Clock) *limit {
	if bytesPerSecond <= 0 {
		return nil
	}
	burst := int(min(max(bytesPerSecond/8, minBurst), 1<<20))
	return &limit{rate.NewLimiter(rate.Limit(bytesPerSecond), burst), clock}
}

// portion is how much of n may be read before waiting.
func (l *limit) portion(n int) int {
	if l == nil {
		return n
	}
	return min(n, l.bucket.Burst())
}

// wait waits until n bytes, at most a portion, may have passed.
func (l *limit) wait(ctx context.Context, n int) error {
	if l == nil || n <= 0 {
		return nil
	}
	now := l.clock.Now()
	delay := l.bucket.ReserveN(now, n).DelayFrom(now)
	if delay <= 0 {
		return nil
	}
	return l.clock.Sleep(ctx, delay)
}
