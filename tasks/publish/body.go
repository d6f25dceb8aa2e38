package publish

import (
	"context"
	"crypto/md5" // the digest that blob stores know, not a protection
	"errors"
	"fmt"
	"io"
	"sync"
)

var errClosed = errors.New("the item is closed")

// body is an item's bytes on their way to a target: it counts, it limits, and
// it remembers whether reading failed, which is not the target's fault.
//
// A target's HTTP client may still read after Put has returned; after Close
// it gets nothing more.
type body struct {
	ended  func() error // why the Put that reads has ended, nil while it has not
	limit  *limit
	wait   func(n int) error // until n bytes may have passed
	passed func(pos int64)   // called after each read, never after Close

	mu     sync.Mutex
	inner  io.ReadSeekCloser
	pos    int64
	closed bool
	err    error // what reading failed with
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.read(p[:b.limit.portion(len(p))])
	if limited := b.wait(n); limited != nil {
		return 0, limited
	}
	b.count(n)
	return n, err
}

// count tells what may pass now.
func (b *body) count(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pos += int64(n)
	if !b.closed {
		b.passed(b.pos)
	}
}

func (b *body) read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, errClosed
	}
	if err := b.ended(); err != nil {
		return 0, err
	}
	n, err := b.inner.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}

func (b *body) Seek(offset int64, whence int) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, errClosed
	}
	pos, err := b.inner.Seek(offset, whence)
	if err == nil {
		b.pos = pos
	}
	return pos, err
}

func (b *body) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	return b.inner.Close()
}

func (b *body) failure() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// digest is the MD5 of what r gives, which must be size bytes.
func digest(ctx context.Context, r io.Reader, size int64) ([]byte, error) {
	hash := md5.New()
	n, err := io.Copy(hash, &cancelled{ctx.Err, r})
	if err != nil {
		return nil, err
	}
	if n != size {
		return nil, fmt.Errorf("it has %d bytes, not %d", n, size)
	}
	return hash.Sum(nil), nil
}

// cancelled ends a long read when its context has ended.
type cancelled struct {
	ended func() error
	r     io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ended(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// sourceError is a failure to read what shall be published.
type sourceError struct{ err error }

func (e *sourceError) Error() string { return "cannot read its bytes: " + e.err.Error() }
func (e *sourceError) Unwrap() error { return e.err }
