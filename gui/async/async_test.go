package async_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"smoothscope/gui/async"
	"smoothscope/tasks"
)

// loop is a UI goroutine: the test's own.
type loop chan func()

func (l loop) queue(f func()) { l <- f }

// until runs what was queued until something holds.
func (l loop) until(t *testing.T, holds func() bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	for !holds() {
		select {
		case f := <-l:
			f()
		case <-late:
			t.Fatal("nothing came to the UI goroutine")
		}
	}
}

func newLoop() (loop, *async.Runner) {
	l := make(loop, 1000)
	return l, async.New(l.queue)
}

func TestDoComesBackOnTheUIGoroutine(t *testing.T) {
	l, run := newLoop()
	worked, done := false, false
	run.Do(func(context.Context) { worked = true }, func() { done = true })
	l.until(t, func() bool { return done })
	if !worked {
		t.Error("done came before work")
	}
}

func TestCancelledWorkIsNotDelivered(t *testing.T) {
	l, run := newLoop()
	begun := make(chan bool)
	cancel := run.Do(func(ctx context.Context) {
		begun <- true
		<-ctx.Done()
	}, func() { t.Error("delivered though cancelled") })
	<-begun
	cancel()
	after := false
	run.Close(10 * time.Second)
	run2 := async.New(l.queue)
	run2.Do(func(context.Context) {}, func() { after = true })
	l.until(t, func() bool { return after })
}

func TestSerialRunsOneAfterAnother(t *testing.T) {
	l, run := newLoop()
	queue := run.Serial()
	busy, most, left := 0, 0, 20
	for range left {
		queue.Do(func(context.Context) {
			busy++
			most = max(most, busy)
			busy--
		}, func() { left-- })
	}
	l.until(t, func() bool { return left == 0 })
	if most != 1 {
		t.Errorf("%d at once", most)
	}
}

func TestLatestDropsWhatIsBetween(t *testing.T) {
	l, run := newLoop()
	var got []int
	news := async.NewLatest(run, func(v int) { got = append(got, v) })
	for i := range 100_000 {
		news.Set(i)
	}
	l.until(t, func() bool { return len(got) > 0 && got[len(got)-1] == 99_999 })
	if len(got) > 1000 {
		t.Errorf("%d deliveries of 100 000 values", len(got))
	}
	news.Set(1)
	news.Close()
	n := len(got)
	done := false
	run.Do(func(context.Context) { time.Sleep(3 * async.Interval) }, func() { done = true })
	l.until(t, func() bool { return done })
	if len(got) != n {
		t.Error("a value came after Close")
	}
}

func TestTaskTellsHowItEnds(t *testing.T) {
	failure := errors.New("disk full")
	for name, c := range map[string]struct {
		job  tasks.Job
		want async.State
	}{
		"done":      {func(_ context.Context, p *tasks.Progress) error { p.Start(tasks.Count, 3); p.Add(3); return nil }, async.Done},
		"failed":    {func(context.Context, *tasks.Progress) error { return failure }, async.Failed},
		"cancelled": {func(ctx context.Context, _ *tasks.Progress) error { <-ctx.Done(); return ctx.Err() }, async.Cancelled},
		"panic":     {func(context.Context, *tasks.Progress) error { panic("oh") }, async.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			l, run := newLoop()
			ended := false
			task := run.Start(name, c.job, async.Follow{Ended: func(*async.Task) { ended = true }})
			if name == "cancelled" {
				task.Cancel()
			}
			l.until(t, func() bool { return ended })
			if task.State != c.want {
				t.Errorf("state %d, want %d (%v)", task.State, c.want, task.Err)
			}
			switch name {
			case "done":
				if task.Fraction() != 1 {
					t.Errorf("fraction %v", task.Fraction())
				}
			case "failed":
				if !errors.Is(task.Err, failure) {
					t.Errorf("error %v", task.Err)
				}
			case "panic":
				if task.Err == nil || !strings.Contains(task.Err.Error(), "oh") {
					t.Errorf("error %v", task.Err)
				}
			}
		})
	}
}

func TestProgressIsSampled(t *testing.T) {
	l, run := newLoop()
	release := make(chan bool)
	var seen []int64
	run.Start("count", func(_ context.Context, p *tasks.Progress) error {
		p.Start(tasks.Bytes, 1_000_000)
		for range 1_000_000 {
			p.Add(1)
		}
		<-release
		return nil
	}, async.Follow{Changed: func(task *async.Task) { seen = append(seen, task.Progress.Done) }})
	l.until(t, func() bool { return len(seen) > 0 && seen[len(seen)-1] == 1_000_000 })
	close(release)
}
