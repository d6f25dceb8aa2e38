package media

import (
	"context"
	"fmt"

	"smoothscope/inspect/source"
)

// RunReader reads the runs of many fragments of a file one after the other
// with few allocations. It is for one goroutine.
type RunReader struct {
	file  *File
	ctx   context.Context //nolint:containedctx // the reader lives for one pass over a file
	win   *window
	run   Run
	plain *plainReader
}

// RunReader makes a reader. Its reads end with ctx.
func (f *File) RunReader(ctx context.Context) *RunReader {
	return f.RunReaderFrom(ctx, f.Source)
}

// RunReaderFrom is a reader that reads through another view of the file's
// bytes, such as one that reads ahead.
func (f *File) RunReaderFrom(ctx context.Context, src source.Source) *RunReader {
	return &RunReader{file: f, ctx: ctx, win: newWindow(source.WithContext(ctx, src))}
}

// headers is room for what may stand between a moof and its samples.
const headers = 64

// Run is File.Run, and for a group of a plain file what its sample tables say;
// what it returns is good until it is called again.
func (r *RunReader) Run(at Fragment) (*Run, error) {
	run := &r.run
	*run = Run{Samples: run.Samples[:0], Truns: run.Truns[:0], Sdtp: run.Sdtp[:0]}
	if !r.file.Fragmented {
		return run, r.readPlain(at)
	}
	name := r.file.Source.Name()
	if at.MoofSize < 8 || at.MoofSize > maxMoof {
		return nil, noMoof(r.file, at)
	}
	r.win.block = int(at.MoofSize + headers)
	b, err := r.win.peek(at.Offset, int(at.MoofSize))
	if err != nil {
		return nil, fmt.Errorf("%s: the moof at 0x%x: %w", name, at.Offset, err)
	}
	if err := run.parse(b, at, r.file.trex()); err != nil {
		return nil, fmt.Errorf("%s: the fragment at 0x%x: %w", name, at.Offset, err)
	}
	if err := run.findPayload(r.win, at); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	run.place(at.Offset)
	return run, nil
}

// findPayload finds the mdat of the fragment, behind what may stand before it.
func (r *Run) findPayload(win *window, at Fragment) error {
	end := at.Offset + at.Size
	win.block = headers
	for pos := at.Offset + at.MoofSize; pos < end; {
		h, ok, err := win.head(pos)
		if err != nil {
			return err
		}
		if !ok || !h.fits(end-pos) {
			break
		}
		if h.kind == cc("mdat") {
			r.Payload, r.PayloadEnd = pos+h.bytes, pos+h.size
			return nil
		}
		pos += h.size
	}
	return fmt.Errorf("the fragment at 0x%x (%d) has no mdat", at.Offset, at.Offset)
}
