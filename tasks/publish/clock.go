package publish

import (
	"context"
	"math/rand/v2"
	"time"
)

// Clock is how Send knows and waits for time. The zero value is the real one.
type Clock struct {
	Now func() time.Time
	// Sleep waits for d; it returns early, with ctx's error, when ctx ends.
	Sleep func(ctx context.Context, d time.Duration) error
	// Random is at least 0 and less than 1; it spreads the waiting before
	// items are tried again.
	Random func() float64
}

func (c Clock) orReal() Clock {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	return c
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return ctx.Err()
	}
}
