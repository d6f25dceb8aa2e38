package publish

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"smoothscope/tasks"
)

const (
	// MaxConcurrency is the most items at once.
	MaxConcurrency     = 128
	defaultConcurrency = 8
)

// SendOptions says how to send. The zero value is good.
type SendOptions struct {
	Concurrency int   // items at once, 1 to MaxConcurrency; 0 is what suits the target
	RateBytes   int64 // bytes a second for all items together; 0 is no limit
	Verify      bool  // compare everything with what the target holds afterwards
	// OnItem is told how far each item has come: from several goroutines, but
	// never two at a time. It must be quick.
	OnItem func(ItemEvent)
	Clock  Clock
}

// Send brings the plan's items to the target. What is there already and equal
// is skipped; what fails and may pass is tried again; items marked Last go
// only when all others are there. The report is true in any case. The error
// says why the work could not be done or was ended (context.Canceled when ctx
// was); failed items alone are no error, they are in the report.
func Send(ctx context.Context, p *tasks.Progress, plan *Plan, target Target, options SendOptions) (Report, error) {
	s, err := newSender(p, plan, target, options)
	if err != nil {
		return s.report(), err
	}
	p.Start(tasks.Bytes, plan.Bytes)
	p.Doing("looking at what is there")
	if err = s.run(ctx); err != nil && ctx.Err() == nil {
		s.abandon(err)
	}
	report := s.report()
	if err == nil && len(report.Failed) == 0 {
		report.URL, report.Note = s.probe(ctx)
	}
	return report, err
}

// sender is one Send.
type sender struct {
	progress *tasks.Progress
	plan     *Plan
	target   Target
	options  SendOptions
	limit    *limit
	start    time.Time
	there    map[string]Object // by name, before anything was sent
	warnings []string

	mu       sync.Mutex // guards what follows, and calls of OnItem and Problem
	outcomes []outcome  // by index in plan.Items
	lost     int        // failures since the last success
}

// outcome is the state of one item.
type outcome struct {
	state State
	err   error
}

func newSender(p *tasks.Progress, plan *Plan, target Target, options SendOptions) (*sender, error) {
	options.Clock = options.Clock.orReal()
	if options.Concurrency == 0 {
		options.Concurrency = defaultConcurrency
		if suits, ok := target.(Parallel); ok {
			options.Concurrency = suits.Parallel()
		}
	}
	s := &sender{
		progress: p, plan: plan, target: target, options: options,
		limit:    newLimit(options.RateBytes, options.Clock),
		start:    options.Clock.Now(),
		outcomes: make([]outcome, len(plan.Items)),
	}
	if options.Concurrency < 1 || options.Concurrency > MaxConcurrency {
		return s, fmt.Errorf("%d items at once are not possible, only 1 to %d", options.Concurrency, MaxConcurrency)
	}
	return s, checkPlan(plan.Items)
}

// run is the whole work in its order. Chunks are verified before the manifest
// goes, because it promises them.
func (s *sender) run(ctx context.Context) error {
	if err := s.look(ctx); err != nil {
		return err
	}
	chunks, last := s.split()
	if err := s.each(ctx, chunks, s.send); err != nil {
		return err
	}
	if err := s.verify(ctx, chunks); err != nil {
		return err
	}
	if why := s.incomplete(chunks); why != nil {
		return s.withhold(last, why)
	}
	if err := s.each(ctx, last, s.send); err != nil {
		return err
	}
	return s.verify(ctx, last)
}

// look prepares the target and lists once what it holds.
func (s *sender) look(ctx context.Context) error {
	again := retry{clock: s.options.Clock, attempts: startAttempts, permanent: s.target.IsPermanent,
		waits: func(attempt int, delay time.Duration, err error) {
			s.progress.Doing(fmt.Sprintf("try %d in %.1f s: %v", attempt, delay.Seconds(), err))
		}}
	prefix := s.prefix()
	if target, ok := s.target.(Preparer); ok {
		if err := again.do(ctx, func(int) error { return target.Prepare(ctx, prefix) }); err != nil {
			return err
		}
	}
	objects, err := s.list(ctx, again, prefix)
	if errors.Is(err, ErrNoList) {
		s.warnings = append(s.warnings, "everything is sent again: "+err.Error())
		return nil
	}
	s.there = objects
	return err
}

func (s *sender) list(ctx context.Context, again retry, prefix string) (map[string]Object, error) {
	byName := map[string]Object{}
	err := again.do(ctx, func(int) error {
		objects, err := s.target.List(ctx, prefix)
		if errors.Is(err, ErrNoList) || err == nil {
			for _, o := range objects {
				byName[o.Name] = o
			}
		}
		return err
	})
	return byName, err
}

// prefix is what all names begin with.
func (s *sender) prefix() string {
	if s.plan.Root == "" {
		return ""
	}
	return s.plan.Root + "/"
}

// split is the indexes of the items that go first and of those that wait.
func (s *sender) split() (chunks, last []int) {
	for i, item := range s.plan.Items {
		if item.Last {
			last = append(last, i)
		} else {
			chunks = append(chunks, i)
		}
	}
	return chunks, last
}

// each does work for all items, several at once, and waits for all.
func (s *sender) each(ctx context.Context, items []int, work func(context.Context, int) error) error {
	group, together := errgroup.WithContext(ctx)
	group.SetLimit(s.options.Concurrency)
	for _, i := range items {
		if together.Err() != nil {
			break
		}
		group.Go(func() error {
			if err := together.Err(); err != nil { // ended while waiting for its turn
				return err
			}
			return work(together, i)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// incomplete says why what the manifest promises is not all there.
func (s *sender) incomplete(chunks []int) error {
	missing := len(s.plan.Missing)
	for _, i := range chunks {
		if s.outcomes[i].state == Failed {
			missing++
		}
	}
	for _, item := range s.plan.rest {
		if o, ok := s.there[item.Name]; s.there != nil && (!ok || o.Size != item.Size) {
			missing++
		}
	}
	if missing == 0 {
		return nil
	}
	return fmt.Errorf("not sent, because %d of the chunks that it promises are not there", missing)
}

func (s *sender) withhold(last []int, why error) error {
	for _, i := range last {
		if err := s.fail(i, why); err != nil {
			return err
		}
	}
	return nil
}

// abandon notes that what has not come to its end will not be sent.
func (s *sender) abandon(why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, o := range s.outcomes {
		if o.state < Done {
			s.outcomes[i].err = why
			s.tellLocked(ItemEvent{Index: i, State: Failed, Err: why})
		}
	}
}

// report is what has been done so far.
func (s *sender) report() Report {
	r := Report{
		Items: len(s.plan.Items) + len(s.plan.Missing), Failed: []Failure{},
		Seconds: s.options.Clock.Now().Sub(s.start).Seconds(), Warnings: []string{},
	}
	r.Failed = append(r.Failed, s.plan.Missing...)
	r.Warnings = append(append(r.Warnings, s.plan.Warnings...), s.warnings...)
	for i, o := range s.outcomes {
		switch o.state {
		case Done:
			r.Uploaded++
			r.Bytes += s.plan.Items[i].Size
		case Equal:
			r.Skipped++
		case Failed:
			r.Failed = append(r.Failed, failure(s.plan.Items[i].Name, o.err))
		}
	}
	return r
}

// probe asks how everyone gets at the manifest.
func (s *sender) probe(ctx context.Context) (url, note string) {
	target, ok := s.target.(PublicProbe)
	if !ok {
		return "", ""
	}
	name := s.plan.Manifest()
	if name == "" {
		return "", ""
	}
	return target.Probe(ctx, name)
}
