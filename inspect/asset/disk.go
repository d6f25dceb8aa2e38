package asset

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// disk is where the files of an asset are: the disk, but for those that have
// another content, or none, for who has not saved it yet. The zero disk is the
// disk as it is.
type disk struct {
	instead map[string][]byte // by absolute path; nil: there is no such file
	spare   *spare            // open files that can be taken over
}

func newDisk(opts Options) disk {
	d := disk{spare: spareOf(opts.Like)}
	for path, content := range opts.Instead {
		if d.instead == nil {
			d.instead = map[string][]byte{}
		}
		d.instead[absolute(path)] = content
	}
	return d
}

func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return filepath.Clean(path)
}

// other is what stands for the file at path; false where the disk's counts.
func (d disk) other(path string) (content []byte, ok bool) {
	if len(d.instead) == 0 || source.IsURL(path) {
		return nil, false
	}
	content, ok = d.instead[absolute(path)]
	return content, ok
}

func absent(path string) error { return &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist} }

// stat is os.Stat.
func (d disk) stat(path string) (fs.FileInfo, error) {
	switch content, ok := d.other(path); {
	case !ok:
		return os.Stat(path)
	case content == nil:
		return nil, absent(path)
	default:
		return unsaved{filepath.Base(path), int64(len(content))}, nil
	}
}

// list is the names in a folder, in order.
func (d disk) list(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var names, gone []string
	for path, content := range d.instead {
		if filepath.Dir(path) != absolute(folder) {
			continue
		}
		gone = append(gone, filepath.Base(path))
		if content != nil {
			names, err = append(names, filepath.Base(path)), nil
		}
	}
	for _, e := range entries {
		if !slices.Contains(gone, e.Name()) {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, cmp.Compare[string])
	return names, err
}

// open is source.Open.
func (d disk) open(ctx context.Context, path string) (source.Source, error) {
	switch content, ok := d.other(path); {
	case !ok:
		return source.Open(ctx, path)
	case content == nil:
		return nil, absent(path)
	default:
		return source.Memory(path, content), nil
	}
}

// openFile is source.OpenFile.
func (d disk) openFile(ctx context.Context, path string) (source.Source, error) {
	if _, ok := d.other(path); ok {
		return d.open(ctx, path)
	}
	return source.OpenFile(path)
}

// fetch is source.Fetch of a manifest.
func (d disk) fetch(ctx context.Context, path string) ([]byte, error) {
	if _, ok := d.other(path); !ok {
		return source.Fetch(ctx, path, manifest.MaxSize)
	}
	src, err := d.open(ctx, path)
	if err != nil {
		return nil, err
	}
	return source.ReadAll(src, manifest.MaxSize)
}

// openMedia opens one media file; the source is closed when that fails.
func (d disk) openMedia(ctx context.Context, path string) (*media.File, error) {
	src, err := d.open(ctx, path)
	if err != nil {
		return nil, err
	}
	return mediaFrom(ctx, src)
}

// unsaved is what stat says of a file whose content is not the disk's.
type unsaved struct {
	name string
	size int64
}

func (u unsaved) Name() string       { return u.name }
func (u unsaved) Size() int64        { return u.size }
func (u unsaved) Mode() fs.FileMode  { return 0o666 }
func (u unsaved) ModTime() time.Time { return time.Time{} }
func (u unsaved) IsDir() bool        { return false }
func (u unsaved) Sys() any           { return nil }
