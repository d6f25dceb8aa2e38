package preview

import (
	"errors"
	"io"
	"os"
	"time"

	"smoothscope/inspect/media"
)

// body is the bytes of an answer and what its headers say of them: some made
// here, some straight from one file.
type body struct {
	contentType []string // as a header has it
	etag        string
	modified    time.Time      // the zero time where unknown
	head        []byte         // goes first
	file        *file          // nil where all is in head
	spans       []media.Extent // of file, in the order in which they are sent
}

// The content types of chunks. Text goes as video, as IIS sends it.
var (
	videoType = []string{"video/mp4"}
	audioType = []string{"audio/mp4"}
	otherType = []string{"application/mp4"}
)

func (b *body) size() int64 {
	n := int64(len(b.head))
	for _, s := range b.spans {
		n += s.Size
	}
	return n
}

// reader reads a body from any place. It is one request's own.
type reader struct {
	*body
	handle *os.File // nil: each read opens the file for itself
	at     int64
	total  int64
	err    error // why it ended early
}

// errSeek says that a place lies before the start.
var errSeek = errors.New("seek before the start")

func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.total
	}
	if offset < 0 {
		return 0, errSeek
	}
	r.at = offset
	return offset, nil
}

// Read reads what follows; it ends early with an error, never with less.
func (r *reader) Read(p []byte) (int, error) {
	if r.at >= r.total {
		return 0, io.EOF
	}
	data, s := r.here()
	if data != nil {
		n := copy(p, data)
		r.at += int64(n)
		return n, nil
	}
	n, err := r.readFile(p[:min(int64(len(p)), s.Size)], s.Offset)
	r.at += int64(n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if n > 0 && errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil // the next read will tell
	}
	if err != nil {
		r.err = err
	}
	return n, err
}

// here is what comes next: bytes in memory, or a span of the file.
func (r *reader) here() ([]byte, media.Extent) {
	at := r.at
	if at < int64(len(r.head)) {
		return r.head[at:], media.Extent{}
	}
	at -= int64(len(r.head))
	for _, s := range r.spans {
		if at < s.Size {
			return nil, media.Extent{Offset: s.Offset + at, Size: s.Size - at}
		}
		at -= s.Size
	}
	return nil, media.Extent{}
}

func (r *reader) readFile(p []byte, off int64) (int, error) {
	if r.handle == nil {
		return r.file.readAt(p, off)
	}
	return r.handle.ReadAt(p, off)
}
