package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// minStep is the least number of bytes between two Sending events of an item.
const minStep = 64 << 10

// send brings item i to the target. Its error ends the whole work.
func (s *sender) send(ctx context.Context, i int) error {
	item := s.plan.Items[i]
	s.progress.Doing(item.Name)
	equal, err := s.equal(ctx, i, &item)
	if err == nil && equal {
		s.progress.Add(item.Size)
		s.finish(i, Equal)
		return nil
	}
	sent := &account{sender: s, index: i}
	if err == nil {
		err = s.put(ctx, item, sent)
	}
	switch {
	case err == nil:
		s.progress.Add(item.Size - sent.high)
		s.finish(i, Done)
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	s.progress.Add(-sent.high)
	return s.fail(i, err)
}

// equal fills in the item's digest and compares it with what is there.
func (s *sender) equal(ctx context.Context, i int, item *Item) (bool, error) {
	old, ok := s.there[item.Name]
	candidate := ok && old.Size == item.Size && (old.ContentType == "" || old.ContentType == item.ContentType)
	if candidate {
		s.tell(ItemEvent{Index: i, State: Checking})
	}
	if item.MD5 == nil {
		if err := fillDigest(ctx, item); err != nil {
			return false, err
		}
	}
	if !candidate {
		return false, nil
	}
	sum, _ := s.remoteDigest(ctx, old) // what cannot be compared is sent
	return bytes.Equal(sum, item.MD5), nil
}

func fillDigest(ctx context.Context, item *Item) error {
	r, err := item.Open()
	if err != nil {
		return &sourceError{err}
	}
	defer func() { _ = r.Close() }() // only read
	if item.MD5, err = digest(ctx, r, item.Size); err != nil {
		return &sourceError{err}
	}
	return nil
}

// remoteDigest is the MD5 of what the target holds: what it says, else what
// its bytes have; nil where it can give neither.
func (s *sender) remoteDigest(ctx context.Context, o Object) ([]byte, error) {
	if o.MD5 != nil {
		return o.MD5, nil
	}
	target, ok := s.target.(Getter)
	if !ok {
		return nil, nil
	}
	r, err := target.Get(ctx, o.Name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // only read
	return digest(ctx, r, o.Size)
}

// put tries to send until it works or is in vain.
func (s *sender) put(ctx context.Context, item Item, sent *account) error {
	again := retry{
		clock: s.options.Clock, attempts: itemAttempts, permanent: s.permanent,
		waits: func(attempt int, delay time.Duration, err error) {
			s.tell(ItemEvent{Index: sent.index, State: Retrying, Attempt: attempt, Delay: delay, Err: err})
		},
	}
	return again.do(ctx, func(attempt int) error {
		sent.begin(attempt)
		return s.try(ctx, item, sent)
	})
}

func (s *sender) permanent(err error) bool {
	var source *sourceError
	return errors.As(err, &source) || s.target.IsPermanent(err)
}

// try sends once. The bytes that the target reads are counted and limited.
func (s *sender) try(ctx context.Context, item Item, sent *account) error {
	open := item.Open
	var last *body
	item.Open = func() (io.ReadSeekCloser, error) {
		inner, err := open()
		if err != nil {
			return nil, &sourceError{err}
		}
		last = &body{
			ended: ctx.Err, limit: s.limit, passed: sent.passed, inner: inner,
			wait: func(n int) error { return s.limit.wait(ctx, n) },
		}
		return last, nil
	}
	err := s.target.Put(ctx, item)
	if last == nil {
		return err
	}
	_ = last.Close() // the target may have forgotten it
	if broken := last.failure(); err != nil && broken != nil {
		return &sourceError{broken}
	}
	return err
}

// account is what one item has sent. Its reads come one after the other.
type account struct {
	sender  *sender
	index   int
	attempt int
	high    int64 // most bytes that any try has sent; these are in the progress
	told    int64 // bytes of the last event
}

func (a *account) begin(attempt int) {
	a.attempt, a.told = attempt, 0
	a.tell(0)
}

// passed is called when the current try has sent pos bytes. Bytes that a try
// sends again do not count again.
func (a *account) passed(pos int64) {
	if pos > a.high {
		a.sender.progress.Add(pos - a.high)
		a.high = pos
	}
	size := a.sender.plan.Items[a.index].Size
	if pos-a.told >= max(size/20, minStep) {
		a.told = pos
		a.tell(pos)
	}
}

func (a *account) tell(pos int64) {
	a.sender.tell(ItemEvent{Index: a.index, State: Sending, Sent: pos, Attempt: a.attempt})
}

// tell completes an event and passes it on.
func (s *sender) tell(e ItemEvent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tellLocked(e)
}

func (s *sender) tellLocked(e ItemEvent) {
	item := s.plan.Items[e.Index]
	e.Name, e.Size = item.Name, item.Size
	s.outcomes[e.Index].state = e.State
	if s.options.OnItem != nil {
		s.options.OnItem(e)
	}
}

// finish notes that item i is there.
func (s *sender) finish(i int, state State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost = 0
	s.tellLocked(ItemEvent{Index: i, State: state, Sent: s.plan.Items[i].Size})
}

// fail notes that item i is not there. Its error ends the work: because the
// progress asks for it, or because nothing works any more.
func (s *sender) fail(i int, err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcomes[i].err = err
	s.tellLocked(ItemEvent{Index: i, State: Failed, Err: err})
	if stop := s.progress.Problem(s.plan.Items[i].Name, err); stop != nil {
		return stop
	}
	var source *sourceError
	if errors.As(err, &source) {
		return nil
	}
	s.lost++
	if limit := max(8, s.options.Concurrency); s.lost >= limit {
		return fmt.Errorf("%w after %d failures in a row: %w", ErrGivenUp, s.lost, err)
	}
	return nil
}
