package check

import (
	"errors"
	"io"

	"smoothscope/inspect/source"
)

// readAhead is a source read in small pieces from front to back. Where every
// sample is looked at and they are small it reads large blocks, because reading
// what is not wanted is then quicker than asking for each header; else it reads
// headers alone.
type readAhead struct {
	source.Source
	at    int64 // where buf starts in the source
	buf   []byte
	dense bool
	stop  int64 // where reading ahead ends
}

const (
	aheadBlock = 256 << 10 // bytes; what stays in the processor's cache
	headBlock  = 64        // bytes that hold the headers of the first NAL units of a sample
	denseBelow = 16 << 10  // bytes a sample: reading them takes as long as asking once
)

// open turns to another source.
func (r *readAhead) open(src source.Source) {
	r.Source, r.buf, r.at = src, r.buf[:0], 0
}

// expect prepares for a fragment; every is whether all its samples are wanted,
// and onward whether those of the next one are too.
func (r *readAhead) expect(f *Fragment, every, onward bool) {
	r.stop = f.Offset + f.Size
	if onward || f.Scattered {
		r.stop = r.Size()
	}
	r.dense = every && f.Samples > 0 && f.Data/int64(f.Samples) < denseBelow
}

// ReadAt reads small spans through the block.
func (r *readAhead) ReadAt(p []byte, off int64) (int, error) {
	if len(p) > aheadBlock/2 {
		return r.Source.ReadAt(p, off)
	}
	b, err := r.bytes(off, len(p))
	n := copy(p, b)
	if n < len(p) && err == nil {
		err = io.EOF
	}
	return n, err
}

// bytes is n bytes at off, fewer where the source ends; good until the next call.
func (r *readAhead) bytes(off int64, n int) ([]byte, error) {
	if from := off - r.at; from >= 0 && from+int64(n) <= int64(len(r.buf)) {
		return r.buf[from : from+int64(n)], nil
	}
	return r.fill(off, n)
}

func (r *readAhead) fill(off int64, n int) ([]byte, error) {
	want := max(n, headBlock)
	if r.dense {
		want = max(n, int(min(aheadBlock, r.stop-off)))
	}
	want = int(max(0, min(int64(want), r.Size()-off)))
	if cap(r.buf) < want {
		r.buf = make([]byte, want)
	}
	r.at, r.buf = off, r.buf[:want]
	got, err := r.Source.ReadAt(r.buf, off)
	r.buf = r.buf[:got]
	if errors.Is(err, io.EOF) || got >= n {
		err = nil
	}
	return r.buf[:min(n, got)], err
}
