package edit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/tasks/save"
)

// Change is the new content of several files of an asset. They take their
// places in this order, so that whoever opens the asset between two of them
// finds nothing that is named and not there: media, client manifests, server
// manifests.
type Change struct {
	Media, Client, Server []File
}

// File is the new content of one file.
type File struct {
	Path  string                // relative to the asset's folder, with slashes
	Write func(io.Writer) error // writes the content; may be called again
	Was   *FileState            // when it was read, see Read; nil replaces whatever there is
}

// Content is a File whose content is at hand.
func Content(path string, content []byte, was *FileState) File {
	return File{Path: path, Was: was, Write: func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}}
}

// Options of Save.
type Options struct {
	Out      string   // save into this folder instead, which is made; the asset stays as it is
	Rest     []string // with Out: paths of further files of the asset that are copied along
	NoBackup bool     // do not keep what is replaced
}

// Save writes all files of a change to the disk beside those they replace, and
// only then lets them take their places, one after the other in the order of
// Change; each is at any moment the old one or the new one. What was there is
// kept: NAME.bak is the file before the first save, NAME.2.bak before the
// last. An error is one line and names the file; unless it says what has been
// saved before it, nothing has changed. It is ErrChanged where a file is not
// what it was when it was read.
func Save(ctx context.Context, folder string, c Change, o Options) error {
	files := slices.Concat(c.Media, c.Client, c.Server)
	if err := usable(files); err != nil {
		return err
	}
	if err := unchanged(ctx, folder, files); err != nil {
		return err
	}
	target := folder
	if o.Out != "" {
		target = o.Out
		rest, err := outside(folder, files, o)
		if err != nil {
			return err
		}
		files = append(rest, files...)
	}
	return commit(ctx, folder, target, files, o)
}

// usable checks the paths.
func usable(files []File) error {
	seen := map[string]bool{}
	for _, f := range files {
		clean, err := manifest.LocalPath(f.Path)
		switch {
		case err != nil:
			return fmt.Errorf("cannot write it: %w", err)
		case seen[clean]:
			return fmt.Errorf("%s: would be written twice", f.Path)
		}
		seen[clean] = true
	}
	return nil
}

// unchanged says which file is no longer what it was.
func unchanged(ctx context.Context, folder string, files []File) error {
	for _, f := range files {
		if f.Was == nil {
			continue
		}
		if err := f.Was.same(ctx, below(folder, f.Path)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func below(folder, path string) string { return filepath.Join(folder, filepath.FromSlash(path)) }

// outside is the files that are copied to another folder along with files.
func outside(folder string, files []File, o Options) ([]File, error) {
	if err := os.MkdirAll(o.Out, 0o777); err != nil {
		return nil, save.Explain(o.Out, err)
	}
	if a, err := os.Stat(folder); err == nil {
		if b, err := os.Stat(o.Out); err == nil && os.SameFile(a, b) {
			return nil, fmt.Errorf("%s: is the folder of the asset itself; choose another to write a copy", o.Out)
		}
	}
	var rest []File
	for _, path := range o.Rest {
		if !slices.ContainsFunc(files, func(f File) bool { return f.Path == path }) {
			rest = append(rest, File{Path: path, Write: copyOf(below(folder, path))})
		}
	}
	return rest, usable(rest)
}

// copyOf writes the content of a file.
func copyOf(path string) func(io.Writer) error {
	return func(w io.Writer) (err error) {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		_, err = io.Copy(w, file)
		return err
	}
}

// commit prepares all files and then gives them their places.
func commit(ctx context.Context, folder, target string, files []File, o Options) (err error) {
	var ready []*save.Pending
	saved := 0
	defer func() {
		for _, p := range ready[saved:] {
			err = errors.Join(err, p.Discard())
		}
	}()
	for _, f := range files {
		p, err := prepare(ctx, target, f)
		if err != nil {
			return err
		}
		ready = append(ready, p)
	}
	if err := unchanged(ctx, folder, files); err != nil {
		return err // while the new ones were being written
	}
	if !o.NoBackup {
		for _, f := range files {
			if err := backup(ctx, below(target, f.Path)); err != nil {
				return err
			}
		}
	}
	for i, p := range ready {
		if i == 0 {
			p.Sweep()
		}
		saved++
		if err := p.Commit(); err != nil {
			return done(err, files[:i])
		}
	}
	return nil
}

func prepare(ctx context.Context, target string, f File) (*save.Pending, error) {
	path := below(target, f.Path)
	if strings.Contains(f.Path, "/") {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, save.Explain(path, err)
		}
	}
	return save.Prepare(ctx, path, f.Write)
}

// done tells of the files that were saved before an error.
func done(err error, files []File) error {
	if len(files) == 0 {
		return err
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
	}
	return fmt.Errorf("%w (saved before it: %s)", err, strings.Join(names, ", "))
}
