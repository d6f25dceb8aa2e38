package async

import (
	"context"
	"sync"
)

// Serial runs work one after another, in the order asked, beside the window.
// Readers that keep a position or a cache are safe in it.
type Serial struct {
	runner *Runner
	mu     sync.Mutex
}

// Serial makes a new queue.
func (r *Runner) Serial() *Serial { return &Serial{runner: r} }

// Do is Runner.Do, but no two pieces of work of this queue run at once. What
// was cancelled while it waited is not begun.
func (s *Serial) Do(work func(context.Context), done func()) context.CancelFunc {
	return s.runner.Do(func(ctx context.Context) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if ctx.Err() == nil {
			work(ctx)
		}
	}, done)
}
