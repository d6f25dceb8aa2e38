package source

import (
	"context"
	"sync/atomic"
)

// Counter is a view of a source that counts what is read through it. The
// counts may be asked for while other goroutines read.
type Counter struct {
	Source
	reads atomic.Int64
	bytes atomic.Int64
}

// Counting is a view of src that counts. Closing it closes src.
func Counting(src Source) *Counter {
	return &Counter{Source: src}
}

// Reads is the number of calls of ReadAt so far.
func (c *Counter) Reads() int64 { return c.reads.Load() }

// Bytes is the number of bytes that those calls returned.
func (c *Counter) Bytes() int64 { return c.bytes.Load() }

// ReadAt reads from the source and counts.
func (c *Counter) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.Source.ReadAt(p, off)
	c.count(n)
	return n, err
}

func (c *Counter) readAt(ctx context.Context, p []byte, off int64) (int, error) {
	n, err := readAt(ctx, c.Source, p, off)
	c.count(n)
	return n, err
}

func (c *Counter) count(n int) {
	c.reads.Add(1)
	c.bytes.Add(int64(n))
}
