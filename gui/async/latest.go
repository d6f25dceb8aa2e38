package async

import (
	"sync"
	"time"
)

// Latest brings the newest of many values to the UI goroutine, the first one
// at once and then at most one each Interval; those between are dropped.
type Latest[T any] struct {
	runner  *Runner
	deliver func(T)
	mu      sync.Mutex
	value   *T
	last    time.Time
	queued  bool
	closed  bool
}

// NewLatest makes a Latest; deliver runs on the UI goroutine.
func NewLatest[T any](r *Runner, deliver func(T)) *Latest[T] {
	return &Latest[T]{runner: r, deliver: deliver}
}

// Set takes a newer value, from any goroutine.
func (l *Latest[T]) Set(value T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	l.value = &value
	if l.queued {
		return
	}
	l.queued = true
	wait := Interval - time.Since(l.last)
	if wait <= 0 {
		l.runner.onUI(l.flush)
		return
	}
	time.AfterFunc(wait, func() { l.runner.onUI(l.flush) })
}

// Close drops what was not delivered yet, so that an old value cannot come
// after the final one.
func (l *Latest[T]) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed, l.value = true, nil
}

func (l *Latest[T]) flush() {
	l.mu.Lock()
	value := l.value
	l.value, l.queued, l.last = nil, false, time.Now()
	l.mu.Unlock()
	if value != nil {
		l.deliver(*value)
	}
}
