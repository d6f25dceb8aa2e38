package async_test

import (
	"testing"
	"time"
)

func TestEveryCallsAgainAndAgainUntilItIsStopped(t *testing.T) {
	l, run := newLoop()
	calls := 0
	var stop func()
	stop = run.Every(time.Millisecond, func() {
		if calls++; calls == 5 {
			stop()
		}
	})
	l.until(t, func() bool { return calls == 5 })
	run.Close(10 * time.Second)
	for len(l) > 0 {
		(<-l)()
	}
	if calls != 5 {
		t.Errorf("%d calls, though stopped at the fifth", calls)
	}
}

func TestEveryWaitsForTheWindow(t *testing.T) {
	l, run := newLoop()
	t.Cleanup(run.Every(time.Millisecond, func() {}))
	first := <-l
	time.Sleep(30 * time.Millisecond)
	if n := len(l); n != 0 {
		t.Errorf("%d more calls wait while the window has not come to the first", n)
	}
	first()
	(<-l)()
}
