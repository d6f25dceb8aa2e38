package save

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// Pending is a file that is on the disk and waits to take its place. Either
// Commit or Discard ends it.
type Pending struct {
	root       *os.Root
	path       string // for messages
	name, temp string // below root
}

// Prepare does what Save does up to its last step: all that needs space and
// permissions. Whoever saves several files prepares all of them before the
// first takes its place. Every error is an *Error.
func Prepare(ctx context.Context, path string, write func(io.Writer) error) (*Pending, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		real = path
	} else if err != nil {
		return nil, Explain(path, err)
	}
	root, err := os.OpenRoot(filepath.Dir(real))
	if err != nil {
		return nil, Explain(path, err)
	}
	p := &Pending{root: root, path: path, name: filepath.Base(real)}
	if p.temp, err = prepare(ctx, root, p.name, write); err != nil {
		closeQuietly(root)
		return nil, Explain(path, err)
	}
	return p, nil
}

// Commit puts the file in its place. When that fails the old file stays and
// nothing else.
func (p *Pending) Commit() error {
	defer closeQuietly(p.root)
	return Explain(p.path, commit(p.root, p.temp, p.name))
}

// Discard removes the file; the old one stays.
func (p *Pending) Discard() error {
	defer closeQuietly(p.root)
	return Explain(p.path, removed(p.root, p.temp))
}

// forgotten is how much older than a new file an unfinished one is that nobody
// writes any more.
const forgotten = time.Hour

// Sweep removes the unfinished files beside p that a crash left behind: those
// that nobody has written to for an hour. What it cannot remove stays.
func (p *Pending) Sweep() {
	own, err := p.root.Stat(p.temp)
	if err != nil {
		return
	}
	entries, err := fs.ReadDir(p.root.FS(), ".")
	if err != nil {
		return
	}
	for _, e := range entries {
		if !IsTemp(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && own.ModTime().Sub(info.ModTime()) > forgotten {
			_ = p.root.Remove(e.Name())
		}
	}
}

// commit gives a file that is whole its name.
func commit(root *os.Root, temp, name string) error {
	if err := root.Rename(temp, name); err != nil {
		return errors.Join(err, removed(root, temp))
	}
	SyncFolder(root, path.Dir(name))
	return nil
}
