package async

import (
	"sync"
	"time"
)

// Gather collects what a job says many times a second and hands it to the UI
// goroutine in slices, at most one slice each Interval.
type Gather[T any] struct {
	runner  *Runner
	deliver func([]T)
	mu      sync.Mutex
	items   []T
	queued  bool
}

// NewGather makes a Gather; deliver runs on the UI goroutine.
func NewGather[T any](r *Runner, deliver func([]T)) *Gather[T] {
	return &Gather[T]{runner: r, deliver: deliver}
}

// Add takes one item, from any goroutine.
func (g *Gather[T]) Add(item T) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.items = append(g.items, item)
	if g.queued {
		return
	}
	g.queued = true
	time.AfterFunc(Interval, func() { g.runner.onUI(g.Flush) })
}

// Flush delivers at once what is waiting. UI goroutine only.
func (g *Gather[T]) Flush() {
	g.mu.Lock()
	items := g.items
	g.items, g.queued = nil, false
	g.mu.Unlock()
	if len(items) > 0 {
		g.deliver(items)
	}
}
