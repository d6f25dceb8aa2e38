package async

import (
	"context"
	"errors"
	"time"

	"smoothscope/tasks"
)

// sampling is how often the progress of a job is drawn.
const sampling = 100 * time.Millisecond

// State is where a task is.
type State int

// The states of a task.
const (
	Running State = iota
	Done
	Failed
	Cancelled
)

// Task is a job that the window follows. Its fields are read and written on
// the UI goroutine only.
type Task struct {
	Title    string
	Started  time.Time
	Ended    time.Time
	State    State
	Progress tasks.Snapshot
	Err      error
	Result   string // what came of it, for the history

	cancel context.CancelFunc
	meter  meter
}

// Follow tells how a task goes. Both run on the UI goroutine; Ended is the
// last. A nil one is not called.
type Follow struct {
	Changed func(*Task)
	Ended   func(*Task)
}

// Start runs a job as a task.
func (r *Runner) Start(title string, job tasks.Job, follow Follow) *Task {
	ctx, cancel := context.WithCancel(r.root)
	t := &Task{Title: title, Started: time.Now(), cancel: cancel}
	progress := tasks.NewProgress(nil)
	ended := make(chan error, 1)
	r.start(func() { ended <- guard(func() error { return job(ctx, progress) }) })
	r.start(func() {
		defer cancel()
		r.watch(t, progress, ended, follow)
	})
	return t
}

func (r *Runner) watch(t *Task, progress *tasks.Progress, ended <-chan error, follow Follow) {
	tick := time.NewTicker(sampling)
	defer tick.Stop()
	for {
		select {
		case now := <-tick.C:
			s := progress.Snapshot()
			r.onUI(func() {
				t.sample(now, s)
				call(follow.Changed, t)
			})
		case err := <-ended:
			s := progress.Snapshot()
			r.onUI(func() {
				t.end(time.Now(), s, err)
				call(follow.Changed, t)
				call(follow.Ended, t)
			})
			return
		}
	}
}

func call(f func(*Task), t *Task) {
	if f != nil {
		f(t)
	}
}

// Cancel asks the job to stop; it ends when it has tidied up.
func (t *Task) Cancel() { t.cancel() }

// Rate is how much is done in a second, lately; 0 while unknown.
func (t *Task) Rate() float64 { return t.meter.rate }

// Left is the time that the rest will take; ok is false while nobody knows.
func (t *Task) Left() (left time.Duration, ok bool) {
	rest := t.Progress.Total - t.Progress.Done
	if t.State != Running || t.Progress.Total <= 0 || t.meter.rate <= 0 || rest < 0 {
		return 0, false
	}
	return time.Duration(float64(rest) / t.meter.rate * float64(time.Second)), true
}

// Fraction is how much of it is done, 0 to 1, or -1 while unknown.
func (t *Task) Fraction() float64 {
	if t.Progress.Total <= 0 {
		return -1
	}
	return min(1, float64(t.Progress.Done)/float64(t.Progress.Total))
}

func (t *Task) sample(now time.Time, s tasks.Snapshot) {
	t.Progress = s
	t.meter.add(now.Sub(t.Started), s.Done)
}

func (t *Task) end(now time.Time, s tasks.Snapshot, err error) {
	t.sample(now, s)
	t.Ended, t.Err = now, err
	switch {
	case err == nil:
		t.State = Done
	case errors.Is(err, context.Canceled):
		t.State = Cancelled
	default:
		t.State = Failed
	}
}
