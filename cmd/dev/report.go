package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// A report runs steps one after the other, and says at the end what failed.
type report struct {
	out    io.Writer
	failed []string // names of the steps that failed
	counts bool     // whether there are tests among the steps
	tests  tally
}

// A step is something to do under a heading.
type step struct {
	name string
	do   func(ctx context.Context) error
}

// all runs every step, also after one failed: a person wants to know all that
// is wrong. Only an interrupt stops it.
func (r *report) all(ctx context.Context, steps []step) error {
	for _, s := range steps {
		r.run(ctx, s)
		if ctx.Err() != nil {
			return fmt.Errorf("stopped during %s: %w", s.name, ctx.Err())
		}
	}
	return r.close()
}

func (r *report) run(ctx context.Context, s step) {
	fmt.Fprintf(r.out, "\n── %s\n", s.name)
	start, failures := time.Now(), r.tests.failed
	err := s.do(ctx)
	took := time.Since(start).Round(100 * time.Millisecond)
	if err == nil {
		fmt.Fprintf(r.out, "   %s: good, %s\n", s.name, took)
		return
	}
	r.failed = append(r.failed, s.name)
	if r.tests.failed == failures {
		r.tests.failed++ // a step that fails without a test counts as one
	}
	fmt.Fprintf(r.out, "   %s: FAILED after %s: %v\n", s.name, took, err)
}

// close says what was skipped and what failed; where there are tests, its last
// line is the count.
func (r *report) close() error {
	fmt.Fprintln(r.out)
	if len(r.tests.reasons) > 0 {
		fmt.Fprintln(r.out, "Skipped:")
		slices.Sort(r.tests.reasons)
		for _, reason := range slices.Compact(r.tests.reasons) {
			fmt.Fprintln(r.out, "  ", reason)
		}
	}
	var err error
	if len(r.failed) > 0 {
		err = errors.New("failed: " + strings.Join(r.failed, ", "))
		fmt.Fprintln(r.out, err)
	}
	if r.counts {
		fmt.Fprintln(r.out, r.tests.line())
	}
	return err
}
