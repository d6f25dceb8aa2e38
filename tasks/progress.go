// Package tasks is the contract of everything that takes time: a Job, its
// Progress and its Problems. It knows no job.
package tasks

import (
	"context"
	"sync/atomic"
)

// Job is work that takes time. It stops when ctx ends and then returns an
// error that is context.Canceled, after it has tidied up under a fresh short
// context.
type Job func(ctx context.Context, p *Progress) error

// Kind is what the numbers of a Progress count.
type Kind int32

// The kinds of progress.
const (
	Unknown Kind = iota // only that something happens
	Count               // things
	Bytes               // bytes
)

// Progress is what a job says of itself. The job writes, whoever draws it
// samples with Snapshot about ten times a second and once more at the end. All
// methods are safe for concurrent use and for a nil receiver.
type Progress struct {
	kind    atomic.Int32
	total   atomic.Int64
	done    atomic.Int64
	doing   atomic.Pointer[string]
	problem func(item string, err error) error
}

// Snapshot is a Progress at one moment.
type Snapshot struct {
	Kind  Kind
	Total int64 // 0 while unknown
	Done  int64
	Doing string
}

// NewProgress makes a Progress. problem is asked for each item that failed:
// nil means go on, an error ends the job with it. A nil problem goes on.
func NewProgress(problem func(item string, err error) error) *Progress {
	return &Progress{problem: problem}
}

// Start says what is counted and how much there is; total 0 is unknown.
func (p *Progress) Start(kind Kind, total int64) {
	if p == nil {
		return
	}
	p.kind.Store(int32(kind))
	p.total.Store(total)
	p.done.Store(0)
}

// Add counts n more as done.
func (p *Progress) Add(n int64) {
	if p != nil {
		p.done.Add(n)
	}
}

// Doing names what is being done now.
func (p *Progress) Doing(what string) {
	if p != nil {
		p.doing.Store(&what)
	}
}

// Problem reports a failed item; nil means go on.
func (p *Progress) Problem(item string, err error) error {
	if p == nil || p.problem == nil {
		return nil
	}
	return p.problem(item, err)
}

// Snapshot reads the progress.
func (p *Progress) Snapshot() Snapshot {
	if p == nil {
		return Snapshot{}
	}
	s := Snapshot{Kind: Kind(p.kind.Load()), Total: p.total.Load(), Done: p.done.Load()}
	if d := p.doing.Load(); d != nil {
		s.Doing = *d
	}
	return s
}
