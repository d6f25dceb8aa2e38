// Package folder publishes into a folder of this computer, for a web server
// to serve or a person to carry away. It knows files and folders, and nothing
// of what is published.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/save"
)

// parallel is how many files are written at once where nobody says otherwise.
const parallel = 8

// Target is a folder. Nothing is ever written outside it, also where symbolic
// links in it lead out.
type Target struct {
	path string
}

// New is the target at path. The folder is made when something is published.
func New(path string) *Target { return &Target{path: filepath.Clean(path)} }

// Parallel implements publish.Parallel.
func (t *Target) Parallel() int { return parallel }

// Prepare makes the folder and removes the unfinished files that a run left
// behind below prefix when it was killed.
func (t *Target) Prepare(ctx context.Context, prefix string) error {
	if err := os.MkdirAll(t.path, 0o777); err != nil {
		return t.explain(".", err)
	}
	return t.walk(ctx, prefix, func(root *os.Root, name string, entry fs.DirEntry) error {
		if !save.IsTemp(name) || !entry.Type().IsRegular() {
			return nil
		}
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// Put implements publish.Target.
func (t *Target) Put(ctx context.Context, item publish.Item) error {
	if err := publish.CheckName(item.Name); err != nil {
		return err
	}
	root, err := os.OpenRoot(t.path)
	if err != nil {
		return t.explain(item.Name, err)
	}
	defer func() { _ = root.Close() }()
	if err := root.MkdirAll(path.Dir(item.Name), 0o777); err != nil {
		return t.explain(item.Name, err)
	}
	err = save.In(ctx, root, item.Name, func(w io.Writer) error { return copyItem(w, item) })
	if err != nil {
		return t.explain(item.Name, err)
	}
	if item.Last {
		syncParents(root, item.Name)
	}
	return nil
}

func copyItem(w io.Writer, item publish.Item) (err error) {
	r, err := item.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	n, err := io.Copy(w, r)
	if err == nil && n != item.Size {
		return fmt.Errorf("got %d bytes, not %d", n, item.Size)
	}
	return err
}

// syncParents puts the names of the folders above an item on the disk. The
// items' own folders are there already, each since its first item.
func syncParents(root *os.Root, name string) {
	for dir := path.Dir(name); dir != "."; {
		dir = path.Dir(dir)
		save.SyncFolder(root, dir)
	}
}

// List implements publish.Target. The digests are not known; Get gives the
// bytes.
func (t *Target) List(ctx context.Context, prefix string) ([]publish.Object, error) {
	var objects []publish.Object
	err := t.walk(ctx, prefix, func(_ *os.Root, name string, entry fs.DirEntry) error {
		if save.IsTemp(name) || !entry.Type().IsRegular() {
			return nil
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed meanwhile
		}
		if err == nil {
			objects = append(objects, publish.Object{Name: name, Size: info.Size()})
		}
		return err
	})
	return objects, err
}

// walk visits everything whose name starts with prefix. What is not there is
// nothing.
func (t *Target) walk(ctx context.Context, prefix string, visit func(*os.Root, string, fs.DirEntry) error) error {
	root, err := os.OpenRoot(t.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return t.explain(".", err)
	}
	defer func() { _ = root.Close() }()
	err = fs.WalkDir(root.FS(), path.Dir(prefix), func(name string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !strings.HasPrefix(name, prefix):
			return nil
		}
		return visit(root, name, entry)
	})
	return t.explain(prefix, err)
}

// Get implements publish.Getter.
func (t *Target) Get(_ context.Context, name string) (io.ReadCloser, error) {
	root, err := os.OpenRoot(t.path)
	if err != nil {
		return nil, t.explain(name, err)
	}
	defer func() { _ = root.Close() }()
	file, err := root.Open(name)
	if err != nil {
		return nil, t.explain(name, err)
	}
	return file, nil
}

// Probe implements publish.PublicProbe.
func (t *Target) Probe(_ context.Context, name string) (string, string) {
	full, err := filepath.Abs(filepath.Join(t.path, filepath.FromSlash(name)))
	if err != nil {
		return "", err.Error()
	}
	slashed := filepath.ToSlash(full)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter
	}
	address := url.URL{Scheme: "file", Path: slashed}
	return address.String(), "players need a web server in front of this folder"
}
