package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// verify compares what the target holds now with the items that are said to
// be there. What differs becomes a failure.
func (s *sender) verify(ctx context.Context, items []int) error {
	if !s.options.Verify || len(items) == 0 {
		return nil
	}
	s.progress.Doing("comparing with what is there now")
	prefix := s.prefix()
	if len(items) == 1 {
		prefix = s.plan.Items[items[0]].Name
	}
	again := retry{clock: s.options.Clock, attempts: itemAttempts, permanent: s.target.IsPermanent}
	now, err := s.list(ctx, again, prefix)
	if errors.Is(err, ErrNoList) {
		s.warnings = append(s.warnings, "not verified: "+err.Error())
		return nil
	}
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	return s.each(ctx, items, func(ctx context.Context, i int) error { return s.verifyItem(ctx, i, now) })
}

func (s *sender) verifyItem(ctx context.Context, i int, now map[string]Object) error {
	s.mu.Lock()
	state := s.outcomes[i].state
	s.mu.Unlock()
	if state != Done && state != Equal {
		return nil
	}
	err := s.compare(ctx, s.plan.Items[i], now)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return s.fail(i, fmt.Errorf("verify: %w", err))
	}
	return nil
}

func (s *sender) compare(ctx context.Context, item Item, now map[string]Object) error {
	got, ok := now[item.Name]
	switch {
	case !ok:
		return errors.New("the target does not list it")
	case got.Size != item.Size:
		return fmt.Errorf("the target holds %d bytes, not %d", got.Size, item.Size)
	}
	sum, err := s.remoteDigest(ctx, got)
	if err != nil {
		return err
	}
	if sum == nil {
		return errors.New("the target gives neither a digest nor the bytes to compare")
	}
	if err := fillDigest(ctx, &item); err != nil {
		return err
	}
	if !bytes.Equal(sum, item.MD5) {
		return errors.New("the target holds other bytes")
	}
	return nil
}
