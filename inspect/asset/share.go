package asset

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"

	"smoothscope/inspect/media"
)

// shared is a media file that several assets may have open: an asset that was
// edited is opened again, and most of its files are what they were. The last
// one closes it.
type shared struct {
	*media.File
	info  fs.FileInfo // when it was opened; nil where that is not known
	users atomic.Int32
}

// share is a file with its first user.
func share(file *media.File) *shared {
	s := &shared{File: file}
	if f, ok := file.Source.(interface{ Stat() (fs.FileInfo, error) }); ok {
		s.info, _ = f.Stat() // without it, the file is not shared
	}
	s.users.Store(1)
	return s
}

// release ends the use of a file by one asset.
func (s *shared) release() error {
	if s.users.Add(-1) > 0 {
		return nil
	}
	return s.Source.Close()
}

// unchanged says whether the file at a path is still the one that was opened.
func (s *shared) unchanged(path string) bool {
	if s.info == nil {
		return false
	}
	now, err := os.Stat(path)
	return err == nil && os.SameFile(now, s.info) && now.Size() == s.info.Size() && now.ModTime().Equal(s.info.ModTime())
}

// spare is files that an asset may take over from another, by absolute path.
type spare struct {
	mu    sync.Mutex
	files map[string]*shared
}

// spareOf is the files of an asset that are on the disk as they were.
func spareOf(like *Asset) *spare {
	s := &spare{files: map[string]*shared{}}
	if like == nil {
		return s
	}
	like.mu.Lock()
	defer like.mu.Unlock()
	for path, o := range like.files {
		if m, ok := like.Member(path); ok && o.file != nil && m.Content == nil {
			s.add(absolute(m.Full), o.file)
		}
	}
	if like.disk.spare != nil {
		like.disk.spare.lend(s)
	}
	return s
}

// add keeps a file where it is as it was.
func (s *spare) add(path string, file *shared) {
	if file.unchanged(path) {
		file.users.Add(1)
		s.files[path] = file
	}
}

// lend gives what nobody has taken yet to others too: an asset may be edited
// several times before anybody looks at its media.
func (s *spare) lend(to *spare) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for path, file := range s.files {
		to.add(path, file)
	}
}

// take is a file that was left over, which then belongs to who took it.
func (s *spare) take(path string) (*shared, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, ok := s.files[absolute(path)]
	delete(s.files, absolute(path))
	return file, ok
}

// close lets go of what nobody took.
func (s *spare) close() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []error
	for _, file := range s.files {
		all = append(all, file.release())
	}
	clear(s.files)
	return errors.Join(all...)
}

// media opens a media file for an asset, or takes it over.
func (d disk) media(ctx context.Context, path string) (*shared, error) {
	if _, ok := d.other(path); !ok && d.spare != nil {
		if file, ok := d.spare.take(path); ok {
			return file, nil
		}
	}
	file, err := d.openMedia(ctx, path)
	if err != nil {
		return nil, err
	}
	return share(file), nil
}
