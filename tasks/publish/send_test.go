package publish_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"smoothscope/tasks"
	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/targettest"
)

// clock is a time that passes only when somebody sleeps.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *clock) options() publish.Clock {
	return publish.Clock{
		Now: func() time.Time {
			c.mu.Lock()
			defer c.mu.Unlock()
			return c.now
		},
		Sleep: func(ctx context.Context, d time.Duration) error {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.now = c.now.Add(d)
			c.slept = append(c.slept, d)
			return ctx.Err()
		},
		Random: func() float64 { return 0 },
	}
}

// plan is chunks c0, c1, … of some thousand bytes each, and a manifest.
func plan(chunks int) *publish.Plan {
	p := &publish.Plan{Root: "clip.ism"}
	add := func(item publish.Item) {
		p.Items = append(p.Items, item)
		p.Bytes += item.Size
	}
	for i := range chunks {
		add(targettest.Item(fmt.Sprintf("clip.ism/c%d", i), bytes.Repeat([]byte{byte(i)}, 1000+i)))
	}
	manifest := targettest.Item("clip.ism/Manifest", []byte("<SmoothStreamingMedia/>"))
	manifest.Last = true
	add(manifest)
	return p
}

func send(t *testing.T, p *publish.Plan, target publish.Target, options publish.SendOptions) (publish.Report, tasks.Snapshot) {
	t.Helper()
	if options.Clock.Sleep == nil {
		options.Clock = new(clock).options()
	}
	progress := tasks.NewProgress(nil)
	report, err := publish.Send(t.Context(), progress, p, target, options)
	if err != nil {
		t.Fatal(err)
	}
	if report.Items != report.Uploaded+report.Skipped+len(report.Failed) {
		t.Errorf("the report does not add up: %+v", report)
	}
	return report, progress.Snapshot()
}

func TestSendsEverythingManifestLast(t *testing.T) {
	target := &targettest.Memory{}
	p := plan(20)
	report, progress := send(t, p, target, publish.SendOptions{Concurrency: 4, Verify: true})
	if report.Uploaded != 21 || report.Skipped != 0 || len(report.Failed) != 0 || report.Bytes != p.Bytes {
		t.Errorf("report is %+v", report)
	}
	if progress.Done != p.Bytes || progress.Total != p.Bytes || progress.Kind != tasks.Bytes {
		t.Errorf("progress is %+v, want %d bytes", progress, p.Bytes)
	}
	names := target.Names()
	if len(names) != 21 || names[20] != "clip.ism/Manifest" {
		t.Errorf("sent were %v", names)
	}
}

func TestEqualItemsAreSkipped(t *testing.T) {
	target := &targettest.Memory{}
	p := plan(5)
	send(t, p, target, publish.SendOptions{})
	target.Set("clip.ism/c1", []byte("shorter"), "video/mp4")
	target.Set("clip.ism/c2", bytes.Repeat([]byte{99}, 1002), "video/mp4")
	target.Set("clip.ism/c3", bytes.Repeat([]byte{3}, 1003), "application/octet-stream")
	before := len(target.Names())
	report, progress := send(t, p, target, publish.SendOptions{})
	if report.Uploaded != 3 || report.Skipped != 3 || progress.Done != p.Bytes {
		t.Errorf("report is %+v, %d bytes done", report, progress.Done)
	}
	again := target.Names()[before:]
	slices.Sort(again)
	if strings.Join(again, " ") != "clip.ism/c1 clip.ism/c2 clip.ism/c3" {
		t.Errorf("sent again were %v, want other size, other bytes, other type", again)
	}
}

// flaky fails for each name so many times.
func flaky(times map[string]int, err error) func(string) error {
	var mu sync.Mutex
	return func(name string) error {
		mu.Lock()
		defer mu.Unlock()
		if times[name] == 0 {
			return nil
		}
		times[name]--
		return err
	}
}

func TestRetriesWhatMayPass(t *testing.T) {
	target := &targettest.Memory{Fail: flaky(map[string]int{"clip.ism/c1": 3}, errors.New("busy"))}
	c := &clock{}
	var waits []string
	report, progress := send(t, plan(3), target, publish.SendOptions{Clock: c.options(), Concurrency: 1, OnItem: func(e publish.ItemEvent) {
		if e.State == publish.Retrying {
			waits = append(waits, fmt.Sprintf("%s %d %v %v", e.Name, e.Attempt, e.Delay, e.Err))
		}
	}})
	if report.Uploaded != 4 || progress.Done != progress.Total {
		t.Errorf("report is %+v, progress %+v", report, progress)
	}
	want := "clip.ism/c1 2 500ms busy, clip.ism/c1 3 1s busy, clip.ism/c1 4 2s busy"
	if got := strings.Join(waits, ", "); got != want {
		t.Errorf("waits were %s, want %s", got, want)
	}
	if report.Seconds != 3.5 {
		t.Errorf("it took %v s, want 3.5", report.Seconds)
	}
}

// later asks to wait.
type later struct{ time.Duration }

func (l later) Error() string             { return "later" }
func (l later) RetryAfter() time.Duration { return l.Duration }

func TestRetryAfterIsHonoured(t *testing.T) {
	for asked, want := range map[time.Duration]time.Duration{
		7 * time.Second: 7 * time.Second,
		0:               500 * time.Millisecond,
		24 * time.Hour:  5 * time.Minute,
	} {
		c := &clock{}
		target := &targettest.Memory{Fail: flaky(map[string]int{"clip.ism/c0": 1}, fmt.Errorf("put: %w", later{asked}))}
		send(t, plan(1), target, publish.SendOptions{Clock: c.options()})
		if len(c.slept) != 1 || c.slept[0] != want {
			t.Errorf("asked for %v it slept %v, want %v", asked, c.slept, want)
		}
	}
}

func TestPermanentIsNotRetriedAndHoldsTheManifestBack(t *testing.T) {
	broken := errors.New("forbidden")
	tries := 0
	target := &targettest.Memory{
		Fail: func(name string) error {
			if name != "clip.ism/c1" {
				return nil
			}
			tries++
			return broken
		},
		Permanent: func(err error) bool { return errors.Is(err, broken) },
	}
	p := plan(3)
	report, progress := send(t, p, target, publish.SendOptions{})
	if tries != 1 {
		t.Errorf("%d tries, want 1", tries)
	}
	if report.Uploaded != 2 || len(report.Failed) != 2 {
		t.Fatalf("report is %+v", report)
	}
	if f := report.Failed[0]; f.Name != "clip.ism/c1" || f.Error != "forbidden" || !errors.Is(f.Err, broken) {
		t.Errorf("first failure is %+v", f)
	}
	if f := report.Failed[1]; f.Name != "clip.ism/Manifest" || !strings.Contains(f.Error, "1 of the chunks") {
		t.Errorf("second failure is %+v", f)
	}
	if slices.Contains(target.Names(), "clip.ism/Manifest") {
		t.Error("the manifest went before its chunks")
	}
	if want := p.Items[0].Size + p.Items[2].Size; progress.Done != want {
		t.Errorf("%d bytes are done, want %d", progress.Done, want)
	}

	t.Run("retry failed", func(t *testing.T) { retryFailed(t, p, target) })
}

// retryFailed sends only the manifest, then what failed.
func retryFailed(t *testing.T, p *publish.Plan, target *targettest.Memory) {
	report, _ := send(t, p.Only([]string{"clip.ism/Manifest"}), target, publish.SendOptions{})
	if report.Items != 1 || len(report.Failed) != 1 {
		t.Errorf("the manifest alone went while a chunk is missing: %+v", report)
	}
	target.Fail = nil
	report, progress := send(t, p.Only([]string{"clip.ism/c1", "clip.ism/Manifest"}), target, publish.SendOptions{})
	if report.Uploaded != 2 || len(report.Failed) != 0 || progress.Done != p.Items[1].Size+p.Items[3].Size {
		t.Errorf("report is %+v, progress %+v", report, progress)
	}
}

func TestMissingChunksHoldTheManifestBack(t *testing.T) {
	p := plan(2)
	p.Missing = []publish.Failure{{Name: "clip.ism/c9", Error: "no such fragment"}}
	target := &targettest.Memory{}
	report, _ := send(t, p, target, publish.SendOptions{})
	if report.Items != 4 || report.Uploaded != 2 || len(report.Failed) != 2 || report.Failed[0].Name != "clip.ism/c9" {
		t.Errorf("report is %+v", report)
	}
}

func TestGivesUpWhenNothingWorks(t *testing.T) {
	tries := 0
	target := &targettest.Memory{
		Fail:      func(string) error { tries++; return errors.New("no network") },
		Permanent: func(error) bool { return true },
	}
	report, err := publish.Send(t.Context(), nil, plan(100), target, publish.SendOptions{Concurrency: 1, Clock: new(clock).options()})
	if err == nil || !strings.Contains(err.Error(), "given up after 8 failures in a row: no network") {
		t.Errorf("error is %v", err)
	}
	if tries != 8 || len(report.Failed) != 101 || report.Items != 101 {
		t.Errorf("%d tries, %d of %d failed", tries, len(report.Failed), report.Items)
	}
}

func TestProblemMayEndTheWork(t *testing.T) {
	stop := errors.New("stop")
	target := &targettest.Memory{Fail: func(string) error { return errors.New("no") }, Permanent: func(error) bool { return true }}
	progress := tasks.NewProgress(func(item string, err error) error { return fmt.Errorf("%s: %w", item, stop) })
	_, err := publish.Send(t.Context(), progress, plan(3), target, publish.SendOptions{Concurrency: 1, Clock: new(clock).options()})
	if !errors.Is(err, stop) {
		t.Errorf("error is %v, want stop", err)
	}
}

func TestSourceThatBreaksIsTheItemsFault(t *testing.T) {
	p := plan(3)
	p.Items[1].MD5 = nil
	p.Items[1].Size += 5 // the file is shorter than the plan says
	report, _ := send(t, p, &targettest.Memory{}, publish.SendOptions{})
	if len(report.Failed) != 2 || !strings.Contains(report.Failed[0].Error, "it has 1001 bytes, not 1006") {
		t.Errorf("report is %+v", report)
	}

	p = plan(2)
	gone := errors.New("the disk went away")
	p.Items[0].Open = func() (io.ReadSeekCloser, error) { return nil, gone }
	report, _ = send(t, p, &targettest.Memory{}, publish.SendOptions{})
	if len(report.Failed) != 2 || !errors.Is(report.Failed[0].Err, gone) {
		t.Errorf("report is %+v", report)
	}
}

func TestVerifyFindsWhatChanged(t *testing.T) {
	target := &forgetful{}
	report, _ := send(t, plan(3), target, publish.SendOptions{Verify: true})
	var failed []string
	for _, f := range report.Failed {
		failed = append(failed, f.Name+": "+f.Error)
	}
	want := []string{
		"clip.ism/c0: verify: the target does not list it",
		"clip.ism/c1: verify: the target holds other bytes",
		"clip.ism/Manifest: not sent, because 2 of the chunks that it promises are not there",
	}
	if !slices.Equal(failed, want) {
		t.Errorf("failures are %q", failed)
	}
}

// forgetful loses one item and damages another.
type forgetful struct{ targettest.Memory }

func (f *forgetful) Put(ctx context.Context, item publish.Item) error {
	switch item.Name {
	case "clip.ism/c0":
		return nil
	case "clip.ism/c1":
		f.Set(item.Name, make([]byte, item.Size), item.ContentType)
		return nil
	}
	return f.Memory.Put(ctx, item)
}

// mute cannot list.
type mute struct{ targettest.Memory }

func (*mute) List(context.Context, string) ([]publish.Object, error) {
	return nil, fmt.Errorf("SAS: %w", publish.ErrNoList)
}

func TestTargetThatCannotListGetsEverything(t *testing.T) {
	target := &mute{}
	for range 2 {
		report, _ := send(t, plan(2), target, publish.SendOptions{Verify: true})
		if report.Uploaded != 3 || len(report.Warnings) != 3 {
			t.Errorf("report is %+v", report)
		}
	}
}

func TestListIsTriedAgainAndItsFailureEndsTheWork(t *testing.T) {
	target := &unlistable{err: errors.New("no network")}
	report, err := publish.Send(t.Context(), nil, plan(2), target, publish.SendOptions{Clock: new(clock).options()})
	if err == nil || target.asked != 3 || len(report.Failed) != 3 || report.Failed[0].Error != "no network" {
		t.Errorf("asked %d times, error %v, report %+v", target.asked, err, report)
	}
}

type unlistable struct {
	targettest.Memory
	err   error
	asked int
}

func (u *unlistable) List(context.Context, string) ([]publish.Object, error) {
	u.asked++
	return nil, u.err
}

func TestCancelStopsAtOnceAndReportsTheTruth(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	target := &targettest.Memory{Fail: func(name string) error {
		if name == "clip.ism/c3" {
			cancel()
		}
		return nil
	}}
	report, err := publish.Send(ctx, nil, plan(50), target, publish.SendOptions{Concurrency: 1})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
	if report.Uploaded != 3 || len(target.Names()) != 3 || len(report.Failed) != 0 || report.Items != 51 {
		t.Errorf("report is %+v, sent were %v", report, target.Names())
	}
}

func TestRateIsSharedAndKept(t *testing.T) {
	c := &clock{}
	p := plan(40)
	report, _ := send(t, p, &targettest.Memory{}, publish.SendOptions{Clock: c.options(), RateBytes: 10_000, Concurrency: 1})
	want := float64(p.Bytes) / 10_000
	if report.Seconds < want*0.8 || report.Seconds > want*1.2 {
		t.Errorf("%d bytes took %.2f s, want about %.2f", p.Bytes, report.Seconds, want)
	}
}

func TestRefusesWhatCannotBe(t *testing.T) {
	for _, n := range []int{-1, 129} {
		if _, err := publish.Send(t.Context(), nil, plan(1), &targettest.Memory{}, publish.SendOptions{Concurrency: n}); err == nil {
			t.Errorf("%d at once are accepted", n)
		}
	}
	for _, name := range []string{"../x", "/x", "a//b", "", "a/./b", "a\\b", "a/b.", "a/b ", "a/\x00", "clip.ism/c0", "a\xff", strings.Repeat("x", 1025)} {
		p := plan(1)
		p.Items = append(p.Items, targettest.Item(name, nil))
		target := &targettest.Memory{}
		if _, err := publish.Send(t.Context(), nil, p, target, publish.SendOptions{}); err == nil || len(target.Names()) != 0 {
			t.Errorf("the name %q is accepted (%v)", name, err)
		}
	}
}

// TestEvents checks that each item's states come in order and end once, also
// when many go at once and some are tried again.
func TestEvents(t *testing.T) {
	times := map[string]int{"clip.ism/c1": 2, "clip.ism/c5": 1}
	target := &targettest.Memory{Fail: flaky(times, errors.New("busy"))}
	states := map[string][]publish.State{}
	p := plan(30)
	send(t, p, target, publish.SendOptions{Concurrency: 8, OnItem: func(e publish.ItemEvent) {
		if p.Items[e.Index].Name != e.Name || p.Items[e.Index].Size != e.Size {
			t.Errorf("event %+v is not of item %d", e, e.Index)
		}
		states[e.Name] = append(states[e.Name], e.State)
	}})
	if len(states) != 31 {
		t.Errorf("%d items had events, want 31", len(states))
	}
	for name, got := range states {
		want := []publish.State{publish.Sending, publish.Done}
		for range map[string]int{"clip.ism/c1": 2, "clip.ism/c5": 1}[name] {
			want = append([]publish.State{publish.Sending, publish.Retrying}, want...)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s went through %v, want %v", name, got, want)
		}
	}
}

// TestBytesOfRetriesCountOnce breaks a body in the middle.
func TestBytesOfRetriesCountOnce(t *testing.T) {
	p := &publish.Plan{Root: "clip.ism", Items: []publish.Item{targettest.Item("clip.ism/big", make([]byte, 3<<20))}, Bytes: 3 << 20}
	target := &halfway{}
	progress := tasks.NewProgress(nil)
	target.progress = progress
	if _, err := publish.Send(t.Context(), progress, p, target, publish.SendOptions{Clock: new(clock).options()}); err != nil {
		t.Fatal(err)
	}
	if done := progress.Snapshot().Done; done != p.Bytes {
		t.Errorf("%d bytes are done, want %d", done, p.Bytes)
	}
	want := []int64{0, 1 << 20, 2 << 20}
	if !slices.Equal(target.before, want) {
		t.Errorf("before the tries %v bytes were done, want %v", target.before, want)
	}
}

// halfway reads one MiB at the first try, two at the second.
type halfway struct {
	targettest.Memory
	progress *tasks.Progress
	before   []int64
}

func (h *halfway) Put(ctx context.Context, item publish.Item) error {
	h.before = append(h.before, h.progress.Snapshot().Done)
	if n := len(h.before); n < 3 {
		r, err := item.Open()
		if err != nil {
			return err
		}
		_, err = io.CopyN(io.Discard, r, int64(n)<<20)
		return errors.Join(errors.New("cut"), err, r.Close())
	}
	return h.Memory.Put(ctx, item)
}
