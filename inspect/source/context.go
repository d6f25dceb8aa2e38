package source

import (
	"context"
	"errors"
	"io"
)

// step is how much is read between two looks at the context.
const step = 1 << 20

// contextReader is a source that can stop a single read half-way.
type contextReader interface {
	readAt(ctx context.Context, p []byte, off int64) (int, error)
}

// bound is a view of a source whose reads end with a context.
type bound struct {
	Source
	ctx context.Context //nolint:containedctx // io.ReaderAt has no room for a context: this type is that room
}

// WithContext is a view of src whose reads fail with the context's error once
// ctx is done. A read from an HTTP source is given up in the middle, one from a
// file at the next megabyte. Closing the view closes src.
func WithContext(ctx context.Context, src Source) Source {
	return &bound{Source: src, ctx: ctx}
}

func (b *bound) ReadAt(p []byte, off int64) (int, error) {
	return b.readAt(b.ctx, p, off)
}

func (b *bound) readAt(ctx context.Context, p []byte, off int64) (int, error) {
	return readAt(ctx, b.Source, p, off)
}

// readAt reads in steps and looks at ctx before each, unless the source itself
// takes a context.
func readAt(ctx context.Context, src Source, p []byte, off int64) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if r, ok := src.(contextReader); ok {
		return r.readAt(ctx, p, off)
	}
	if len(p) == 0 {
		return src.ReadAt(p, off)
	}
	done := 0
	for done < len(p) {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		end := min(len(p), done+step)
		n, err := src.ReadAt(p[done:end], off+int64(done))
		done += n
		if err != nil && (!errors.Is(err, io.EOF) || done < end) {
			return done, err
		}
	}
	return done, nil
}
