package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// file is a regular file of this machine.
type file struct {
	*os.File
	size int64
	path string
}

// OpenFile opens a regular file for reading. The error says whether the file
// is missing, is a folder, may not be read, or is something that has no size
// (a pipe, a device).
func OpenFile(path string) (Source, error) {
	// Asked before opening: opening a pipe would wait for its writer.
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder, not a file", path)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: is not a regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	// The size of what was opened, should the name have changed hands.
	if info, err = f.Stat(); err != nil {
		return nil, errors.Join(fileError(path, err), f.Close())
	}
	return &file{File: f, size: info.Size(), path: path}, nil
}

func (f *file) Size() int64  { return f.size }
func (f *file) Name() string { return f.path }

// ReadAt adds the file's name to what os says only where os does not.
func (f *file) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, fmt.Errorf("%s: read at negative offset %d", f.path, off)
	}
	return f.File.ReadAt(p, off)
}

// fileError words the usual causes for a person and keeps the cause.
func fileError(path string, err error) error {
	var cause *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file; check its name and folder%w", path, quiet{fs.ErrNotExist})
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: may not be read by you; ask its owner or copy it%w", path, quiet{fs.ErrPermission})
	case errors.As(err, &cause):
		return fmt.Errorf("%s: %w", path, cause.Err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// quiet is a cause for errors.Is that the words before it have told already.
type quiet struct{ error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.error }
