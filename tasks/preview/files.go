package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

const (
	maxHandles = 192             // files open at once for answers under way, over the whole server
	maxShort   = 16              // files open for the time of one read, beside them
	restTime   = 2 * time.Second // that a file stays open when nobody reads it
)

// files opens media files for the whole server: each once however many answers
// read it, and only so many at once.
type files struct {
	slots chan struct{} // one for each open file
	short chan struct{}
}

func newFiles() *files {
	return &files{slots: make(chan struct{}, maxHandles), short: make(chan struct{}, maxShort)}
}

// file is one file that answers come from. What was looked at when the file
// was located tells whether it is still the same.
type file struct {
	pool    *files
	name    string // for people: its path below the asset
	open    func() (*os.File, error)
	stat    func() (fs.FileInfo, error)
	known   fs.FileInfo
	stamp   string // what its etags begin with: another one for another content
	content []byte // all of it where it is in memory: then nothing is opened
	once    bool   // it is closed as soon as nobody reads it

	mu     sync.Mutex
	handle *os.File
	users  int
	rest   *time.Timer
}

// fileAt is a file of this computer that was found to be known.
func (p *files) fileAt(path, name string, known fs.FileInfo) *file {
	return &file{pool: p, name: name, known: known, stamp: stampOf(known),
		open: func() (*os.File, error) { return os.Open(path) },
		stat: func() (fs.FileInfo, error) { return os.Stat(path) },
	}
}

// stampOf tells a file from what it is after a change.
func stampOf(info fs.FileInfo) string {
	return strconv.FormatInt(info.ModTime().UnixNano(), 36) + "-" + strconv.FormatInt(info.Size(), 36)
}

// errBusy says that all handles are in use; reads may still be made one by one.
var errBusy = errors.New("too many files are being read at this moment")

// check says what became of the file since it was located.
func (f *file) check() error {
	if f.content != nil {
		return nil
	}
	info, err := f.stat()
	if err != nil {
		return f.explain(err)
	}
	return f.compare(info)
}

func (f *file) compare(info fs.FileInfo) error {
	if !os.SameFile(info, f.known) {
		return failf(http.StatusInternalServerError, "%s: was replaced by another file: open the asset again", f.name)
	}
	if info.Size() != f.known.Size() {
		return failf(http.StatusInternalServerError, "%s: had %d bytes and now has %d: open the asset again", f.name, f.known.Size(), info.Size())
	}
	if !info.ModTime().Equal(f.known.ModTime()) {
		return failf(http.StatusInternalServerError, "%s: was changed on disk: open the asset again", f.name)
	}
	return nil
}

// explain words why a file cannot be opened.
func (f *file) explain(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return failf(http.StatusNotFound, "%s: is no longer there: put it back, or open the asset again", f.name)
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return failf(http.StatusInternalServerError, "%s: cannot be read: %v", f.name, err)
}

// opened opens the file and sees that it is the known one.
func (f *file) opened() (*os.File, error) {
	h, err := f.open()
	if err != nil {
		return nil, f.explain(err)
	}
	info, err := h.Stat()
	if err == nil {
		err = f.compare(info)
	}
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return h, nil
}

// take hands out the open file until release; errBusy where there are too many.
func (f *file) take() (*os.File, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.handle == nil {
		select {
		case f.pool.slots <- struct{}{}:
		default:
			return nil, errBusy
		}
		h, err := f.opened()
		if err != nil {
			<-f.pool.slots
			return nil, err
		}
		f.handle = h
	}
	f.users++
	return f.handle, nil
}

// release gives back what take handed out.
func (f *file) release() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.users--
	switch {
	case f.users > 0:
	case f.once:
		f.shut()
	case f.rest == nil:
		f.rest = time.AfterFunc(restTime, f.tire)
	default:
		f.rest.Reset(restTime)
	}
}

// tire closes the file when it has not been read for a while.
func (f *file) tire() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users == 0 {
		f.shut()
	}
}

func (f *file) shut() {
	if f.handle == nil {
		return
	}
	_ = f.handle.Close() // it was only read
	f.handle = nil
	<-f.pool.slots
}

// forget closes the file as soon as nobody reads it.
func (f *file) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.once = true
	if f.rest != nil {
		f.rest.Stop()
	}
	if f.users == 0 {
		f.shut()
	}
}

// readAt reads without a handle of one's own.
func (f *file) readAt(p []byte, off int64) (int, error) {
	f.pool.short <- struct{}{}
	defer func() { <-f.pool.short }()
	h, err := f.opened()
	if err != nil {
		return 0, err
	}
	n, err := h.ReadAt(p, off)
	return n, errors.Join(err, h.Close())
}

// shown is how messages call a file.
func shown(path string) string { return filepath.ToSlash(path) }

// failure is an answer other than the one that was asked for: its status and
// one line of text.
type failure struct {
	status int
	text   string
}

func (f *failure) Error() string { return f.text }

func failf(status int, format string, args ...any) error {
	return &failure{status: status, text: fmt.Sprintf(format, args...)}
}
