// Package save writes a file so that a crash leaves the old one or the new
// one, never a half. It knows nothing of what is written.
package save

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

const (
	tempPrefix = ".smoothscope-"
	tempSuffix = ".tmp"
)

// IsTemp reports whether a file name is one that this package gives to a file
// that is still being written. Whoever finds one after a crash may remove it.
func IsTemp(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, tempPrefix) && strings.HasSuffix(base, tempSuffix)
}

// Save writes the file at path with what write writes. Until everything is on
// the disk the old file, if there is one, stays as it was; a failure or the
// end of ctx leaves no trace. A symbolic link is followed, and the permissions
// of an old file are kept. The folder must exist. Every error is an *Error.
func Save(ctx context.Context, path string, write func(io.Writer) error) error {
	p, err := Prepare(ctx, path, write)
	if err != nil {
		return err
	}
	return p.Commit()
}

// In does what Save does for name (slash separated) below root, which no
// symbolic link can leave. Unlike Save it replaces a link instead of
// following it. The folder of name must exist.
func In(ctx context.Context, root *os.Root, name string, write func(io.Writer) error) error {
	temp, err := prepare(ctx, root, name, write)
	if err != nil {
		return err
	}
	return commit(root, temp, name)
}

// prepare writes the file that shall be name under another name, which it
// returns.
func prepare(ctx context.Context, root *os.Root, name string, write func(io.Writer) error) (_ string, err error) {
	temp := path.Join(path.Dir(name), tempPrefix+rand.Text()+tempSuffix)
	mode, keep, err := modeOf(root, name)
	if err != nil {
		return "", err
	}
	file, err := root.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return "", err
	}
	if keep { // whatever the umask says of new files
		_ = file.Chmod(mode)
	}
	closed := false
	defer func() { // also when write panics
		if !closed {
			closeQuietly(file)
		}
		if err != nil || !closed {
			err = errors.Join(err, removed(root, temp))
		}
	}()
	if err := fill(ctx, file, write); err != nil {
		return "", err
	}
	closed = true
	return temp, file.Close()
}

// modeOf is the permissions that the file shall have, and whether an old file
// has them; a folder in its place is an error that says so.
func modeOf(root *os.Root, name string) (mode fs.FileMode, keep bool, err error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0o666, false, nil
	case err != nil:
		return 0, false, err
	case info.IsDir():
		return 0, false, errIsFolder
	case info.Mode()&fs.ModeSymlink != 0:
		return 0o666, false, nil
	}
	return info.Mode().Perm(), true, nil
}

func fill(ctx context.Context, file *os.File, write func(io.Writer) error) error {
	if err := write(&stopping{ctx.Err, file}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return file.Sync()
}

// removed removes temp; that it is gone already is no error.
func removed(root *os.Root, temp string) error {
	if err := root.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the unfinished file stays behind: %w", err)
	}
	return nil
}

// SyncFolder puts the names in a folder below root on the disk. Not every
// system can, and the files themselves are whole without it, so it says
// nothing when it fails.
func SyncFolder(root *os.Root, name string) {
	folder, err := root.Open(name)
	if err != nil {
		return
	}
	_ = folder.Sync()
	closeQuietly(folder)
}

// closeQuietly closes what was only read, or what has failed already.
func closeQuietly(c io.Closer) { _ = c.Close() }

// stopping refuses to write once its context has ended.
type stopping struct {
	ended func() error
	w     io.Writer
}

func (s *stopping) Write(p []byte) (int, error) {
	if err := s.ended(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}
