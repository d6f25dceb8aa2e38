package explorer

import (
	"context"
	"errors"
	"io"

	"smoothscope/inspect/source"
)

const (
	blockSize = 32 << 10
	maxBlocks = 128 // 4 MiB of one file are kept
)

// blocks is the bytes that the hex view has seen lately. A block that is not
// there is fetched beside the UI goroutine; until it has come, read says so.
type blocks struct {
	bg     Background
	src    source.Source
	loaded func() // more is there now
	held   map[int64][]byte
	order  []int64 // oldest use first
	asked  map[int64]bool
	err    error
}

func newBlocks(bg Background, src source.Source, loaded func()) *blocks {
	return &blocks{bg: bg, src: src, loaded: loaded, held: map[int64][]byte{}, asked: map[int64]bool{}}
}

// read fills p from off. ok is false when some of it has still to be fetched.
func (b *blocks) read(off int64, p []byte) (n int, ok bool) {
	size := b.src.Size()
	ok = true
	for n < len(p) && off+int64(n) < size {
		at := off + int64(n)
		block, have := b.get(at / blockSize)
		if !have {
			return n, false
		}
		rest := int(at % blockSize)
		if rest >= len(block) {
			return n, ok
		}
		n += copy(p[n:], block[rest:])
	}
	return n, ok
}

func (b *blocks) get(i int64) ([]byte, bool) {
	block, have := b.held[i]
	if !have {
		b.ask(i)
		return nil, false
	}
	b.touch(i)
	return block, true
}

func (b *blocks) ask(i int64) {
	if b.asked[i] {
		return
	}
	b.asked[i] = true
	var block []byte
	var err error
	b.bg.Do(func(ctx context.Context) {
		block, err = readBlock(ctx, b.src, i)
	}, func() {
		delete(b.asked, i)
		b.keep(i, block, err)
		b.loaded()
	})
}

func readBlock(ctx context.Context, src source.Source, i int64) ([]byte, error) {
	off := i * blockSize
	n := min(int64(blockSize), src.Size()-off)
	if n <= 0 {
		return nil, nil
	}
	p := make([]byte, n)
	got, err := source.WithContext(ctx, src).ReadAt(p, off)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return p[:got], err
}

// keep holds a block, a short one too: what cannot be read is not asked again
// with each frame.
func (b *blocks) keep(i int64, block []byte, err error) {
	if err != nil {
		b.err = err
	}
	b.held[i] = block
	b.touch(i)
	if len(b.order) > maxBlocks {
		delete(b.held, b.order[0])
		b.order = b.order[1:]
	}
}

func (b *blocks) touch(i int64) {
	if n := len(b.order); n > 0 && b.order[n-1] == i {
		return
	}
	for at, have := range b.order {
		if have == i {
			b.order = append(b.order[:at], b.order[at+1:]...)
			break
		}
	}
	b.order = append(b.order, i)
}
