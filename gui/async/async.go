// Package async is the one place of the window that starts goroutines and
// comes back to the UI goroutine. It knows how to run work beside the window,
// how to follow a tasks.Job, and how to gather what comes too fast to draw.
// It knows no widget and no job.
package async

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// Interval is how often fast news is brought to the UI goroutine: often enough
// to look alive, seldom enough that its queue never grows.
const Interval = 40 * time.Millisecond

// Runner runs work beside the UI goroutine. Its methods may be called from any
// goroutine; what they call back runs on the UI goroutine.
type Runner struct {
	onUI func(func())
	root context.Context //nolint:containedctx // the life of the window, not of a call
	stop context.CancelFunc
	wait sync.WaitGroup
}

// New makes a Runner. onUI queues a function for the UI goroutine, fyne.Do in
// the program and something plainer in a test.
func New(onUI func(func())) *Runner {
	root, stop := context.WithCancel(context.Background())
	return &Runner{onUI: onUI, root: root, stop: stop}
}

// Do runs work beside the window and then done on the UI goroutine, unless it
// was cancelled before. Cancelling ends work's context.
func (r *Runner) Do(work func(context.Context), done func()) context.CancelFunc {
	ctx, cancel := context.WithCancel(r.root)
	r.start(func() {
		_ = guard(func() error { work(ctx); return nil })
		if ctx.Err() != nil {
			return
		}
		r.onUI(func() {
			if ctx.Err() == nil {
				cancel()
				done()
			}
		})
	})
	return cancel
}

// OnUI queues f for the UI goroutine.
func (r *Runner) OnUI(f func()) { r.onUI(f) }

// Close cancels all that runs and waits at most patience for it.
func (r *Runner) Close(patience time.Duration) {
	r.stop()
	ended := make(chan struct{})
	go func() { r.wait.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(patience):
	}
}

func (r *Runner) start(f func()) {
	r.wait.Add(1)
	go func() {
		defer r.wait.Done()
		f()
	}()
}

// guard turns a panic of a job into its error: one bad input must not take the
// window, and what is open in it, along.
func guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the program stumbled: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}
