package source

import (
	"container/list"
	"context"
	"errors"
	"io"
	"sync"
)

const (
	blockSize = 64 << 10
	maxBlocks = 64 // kept, least recently used first out
	maxAhead  = 16 // blocks in one request
)

// blocks is a cache of fixed blocks of something slow. Each block is asked for
// once even when several goroutines want it at the same time.
type blocks struct {
	fetch func(ctx context.Context, off, n int64) ([]byte, error)
	size  int64

	mu    sync.Mutex
	known map[int64]*block
	order *list.List // of int64, most recently used first; ready blocks only
	next  int64      // the block after the last request: sequential readers go there
	ahead int64      // blocks that the next sequential request asks for
}

// block is one block, or the promise of it until ready is closed.
type block struct {
	ready chan struct{}
	bytes []byte
	err   error
	place *list.Element
}

func newBlocks(fetch func(ctx context.Context, off, n int64) ([]byte, error)) *blocks {
	return &blocks{fetch: fetch, known: map[int64]*block{}, order: list.New(), next: -1, ahead: 1}
}

// put stores a block that is already there.
func (c *blocks) put(i int64, bytes []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := &block{ready: make(chan struct{}), bytes: bytes}
	close(b.ready)
	b.place = c.order.PushFront(i)
	c.known[i] = b
	c.next = i + 1
}

func (c *blocks) readAt(ctx context.Context, p []byte, off int64) (int, error) {
	if off >= c.size {
		return 0, io.EOF
	}
	want := min(int64(len(p)), c.size-off)
	done := int64(0)
	for done < want {
		at := off + done
		b, err := c.get(ctx, at/blockSize, (off+want-1)/blockSize)
		if err != nil {
			return int(done), err
		}
		done += int64(copy(p[done:want], b[at%blockSize:]))
	}
	if done < int64(len(p)) {
		return int(done), io.EOF
	}
	return int(done), nil
}

// get is the bytes of block i; last is the last block that the caller is going
// to need.
func (c *blocks) get(ctx context.Context, i, last int64) ([]byte, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b, mine := c.claim(i, last)
		if mine > 0 {
			return c.load(ctx, i, mine)
		}
		select {
		case <-b.ready:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if b.err == nil {
			return b.bytes, nil
		}
		// Who asked for it gave up; that is no reason for us to.
		if !errors.Is(b.err, context.Canceled) && !errors.Is(b.err, context.DeadlineExceeded) {
			return nil, b.err
		}
	}
}

// claim finds block i, or promises it and as many unknown blocks behind it as
// one request should ask for; their number is then not zero.
func (c *blocks) claim(i, last int64) (*block, int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if b, ok := c.known[i]; ok {
		if b.place != nil {
			c.order.MoveToFront(b.place)
		}
		return b, 0
	}
	n := min(c.run(i, last), (c.size+blockSize-1)/blockSize-i)
	for k := range n {
		if _, ok := c.known[i+k]; ok {
			n = k
			break
		}
		c.known[i+k] = &block{ready: make(chan struct{})}
	}
	c.next = i + n
	return nil, n
}

// run is how many blocks to ask for at once: what the caller needs, and more
// and more while requests follow each other.
func (c *blocks) run(i, last int64) int64 {
	if i == c.next {
		c.ahead = min(c.ahead*2, maxAhead)
	} else {
		c.ahead = 1
	}
	return min(max(last-i+1, c.ahead), maxAhead)
}

// load fetches n promised blocks from i on and keeps the promises.
func (c *blocks) load(ctx context.Context, i, n int64) ([]byte, error) {
	off := i * blockSize
	bytes, err := c.fetch(ctx, off, min(n*blockSize, c.size-off))
	c.mu.Lock()
	defer c.mu.Unlock()
	for k := range n {
		b := c.known[i+k]
		if err != nil {
			b.err = err
			delete(c.known, i+k)
		} else {
			b.bytes = bytes[k*blockSize : min((k+1)*blockSize, int64(len(bytes)))]
			b.place = c.order.PushFront(i + k)
		}
		close(b.ready)
	}
	c.trim()
	if err != nil {
		return nil, err
	}
	return bytes[:min(blockSize, int64(len(bytes)))], nil
}

// trim forgets the blocks that were not used for longest.
func (c *blocks) trim() {
	for c.order.Len() > maxBlocks {
		oldest := c.order.Back()
		c.order.Remove(oldest)
		delete(c.known, oldest.Value.(int64))
	}
}
