package edit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"smoothscope/tasks/save"
)

// ErrChanged says that a file is not what it was when it was read.
var ErrChanged = errors.New("was changed by another program since it was read; open it again, so that neither change is lost")

// FileState is what a file was when it was read.
type FileState struct {
	Present  bool
	Size     int64 // bytes
	Modified time.Time
	Sum      [sha256.Size]byte // of its content; not of a file above 64 MiB
}

// largest is the size of a file up to which its content counts: a manifest
// always, media by size and time.
const largest = 64 << 20

// Read reads a whole file of at most 64 MiB and says what it was.
func Read(ctx context.Context, path string) ([]byte, *FileState, error) {
	var content bytes.Buffer
	s, err := look(ctx, path, &content)
	switch {
	case err != nil:
		return nil, nil, err
	case !s.Present:
		return nil, nil, fmt.Errorf("%s: is not there (%w); check the path", path, fs.ErrNotExist)
	case s.Size > largest:
		return nil, nil, fmt.Errorf("%s: is %d bytes, more than can be edited", path, s.Size)
	}
	return content.Bytes(), s, nil
}

// StateOf says what a file is now. One that is not there is no error: saving
// then minds whether one has appeared.
func StateOf(ctx context.Context, path string) (*FileState, error) {
	return look(ctx, path, io.Discard)
}

func look(ctx context.Context, path string, to io.Writer) (_ *FileState, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &FileState{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: is no file", path)
	}
	s := &FileState{Present: true, Size: info.Size(), Modified: info.ModTime()}
	if s.Size > largest {
		return s, nil
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(sum, to), &ending{ctx.Err, io.LimitReader(file, s.Size+1)})
	if err != nil {
		return nil, fmt.Errorf("%s: read: %w", path, err)
	}
	if n != s.Size {
		return nil, fmt.Errorf("%s: %w", path, ErrChanged)
	}
	sum.Sum(s.Sum[:0])
	return s, nil
}

// same compares the file at path with what it was. A file that was only
// touched is the same, and one whose content changed within a tick of the
// clock is not.
func (s *FileState) same(ctx context.Context, path string) error {
	now, err := StateOf(ctx, path)
	if err != nil {
		return save.Explain(path, err)
	}
	changed := now.Present != s.Present || now.Size != s.Size || now.Sum != s.Sum
	if s.Size > largest {
		changed = changed || !now.Modified.Equal(s.Modified)
	}
	switch {
	case !changed:
		return nil
	case !now.Present:
		return fmt.Errorf("%s: is gone: it %w", path, ErrChanged)
	case !s.Present:
		return fmt.Errorf("%s: was not there and is now: it %w", path, ErrChanged)
	}
	return fmt.Errorf("%s: %w", path, ErrChanged)
}

// ending is a reader that stops when its context has ended.
type ending struct {
	ended func() error
	r     io.Reader
}

func (e *ending) Read(p []byte) (int, error) {
	if err := e.ended(); err != nil {
		return 0, err
	}
	return e.r.Read(p)
}
