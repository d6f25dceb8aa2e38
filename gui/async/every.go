package async

import (
	"context"
	"time"
)

// Every calls f on the UI goroutine each interval until stop is called or the
// window ends. A call that the UI goroutine has not come to yet is not joined
// by another one, however long it takes. After stop, f is not called again.
func (r *Runner) Every(interval time.Duration, f func()) (stop func()) {
	ctx, cancel := context.WithCancel(r.root)
	done := make(chan struct{}, 1)
	r.start(func() {
		defer cancel()
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			r.onUI(func() {
				if ctx.Err() == nil {
					f()
				}
				done <- struct{}{}
			})
			select {
			case <-ctx.Done():
				return
			case <-done:
			}
		}
	})
	return cancel
}
