package publish

import (
	"context"
	"errors"
	"time"
)

const (
	itemAttempts  = 5 // about 6 s of waiting in all
	startAttempts = 3 // nobody likes to wait for a target that is not there
	firstDelay    = 500 * time.Millisecond
	maxDelay      = 30 * time.Second
	maxRetryAfter = 5 * time.Minute // a target that asks for more is believed this far
)

// retry says when a failed try is worth another.
type retry struct {
	clock     Clock
	attempts  int
	permanent func(error) bool
	// waits is told, before each wait, which try comes next; may be nil.
	waits func(attempt int, delay time.Duration, err error)
}

// do calls try until it succeeds, fails for good, or ctx ends.
func (r retry) do(ctx context.Context, try func(attempt int) error) error {
	for attempt := 1; ; attempt++ {
		err := try(attempt)
		if err == nil {
			return nil
		}
		if ended := ctx.Err(); ended != nil {
			return ended
		}
		if attempt >= r.attempts || r.permanent(err) {
			return err
		}
		delay := backOff(attempt, err, r.clock.Random())
		if r.waits != nil {
			r.waits(attempt+1, delay, err)
		}
		if err := r.clock.Sleep(ctx, delay); err != nil {
			return err
		}
	}
}

// backOff doubles with each attempt, takes off up to half of it by chance so
// that many items do not come back at the same moment, and is never shorter
// than what the target asked for.
func backOff(attempt int, err error, random float64) time.Duration {
	delay := min(firstDelay<<min(attempt-1, 16), maxDelay)
	delay -= time.Duration(random * float64(delay) / 2)
	var asked waiter
	if errors.As(err, &asked) {
		delay = max(delay, min(asked.RetryAfter(), maxRetryAfter))
	}
	return delay
}
