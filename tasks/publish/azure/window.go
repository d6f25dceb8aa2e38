package azure

import (
	"errors"
	"io"
)

var errSeek = errors.New("a seek out of the block")

// window shows size bytes of its reader from start on as if they were all.
// The SDK closes what it sends; the item stays open for the next block.
type window struct {
	io.ReadSeekCloser
	start, size, pos int64
}

func (w *window) Read(p []byte) (int, error) {
	if w.pos >= w.size {
		return 0, io.EOF
	}
	n, err := w.ReadSeekCloser.Read(p[:min(int64(len(p)), w.size-w.pos)])
	w.pos += int64(n)
	if errors.Is(err, io.EOF) && w.pos < w.size {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (w *window) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += w.pos
	case io.SeekEnd:
		offset += w.size
	}
	if offset < 0 || offset > w.size {
		return 0, errSeek
	}
	if _, err := w.ReadSeekCloser.Seek(w.start+offset, io.SeekStart); err != nil {
		return 0, err
	}
	w.pos = offset
	return offset, nil
}

func (w *window) Close() error { return nil }
