package preview

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// stuckTime is how long a player may take nothing before it is given up.
const stuckTime = 10 * time.Minute

// mostAtOnce is how much one call of the system sends.
const mostAtOnce = 4 << 20

// letGoMore writes what was held back and tells the system that more follows,
// so that it does not send a packet for the headers alone.
func (c *conn) letGoMore() error {
	if c.held == nil {
		return nil
	}
	if len(*c.held) == 0 {
		return c.letGo()
	}
	sent, failed := 0, error(nil)
	err := c.raw.Write(func(fd uintptr) bool {
		sent, failed = syscall.SendmsgN(int(fd), *c.held, nil, nil, syscall.MSG_MORE|syscall.MSG_DONTWAIT|syscall.MSG_NOSIGNAL)
		return true
	})
	if err != nil {
		return err
	}
	if failed != nil {
		sent = 0 // the usual way waits, or finds the same fault
	}
	*c.held = append((*c.held)[:0], (*c.held)[max(sent, 0):]...)
	return c.letGo()
}

// sendfile sends bytes of a file without a copy in memory (sendfile(2) with a
// place of its own). can is false where the system cannot do that with these
// two, and nothing was sent.
func (c *conn) sendfile(f *os.File, offset, size int64) (sent int64, err error, can bool) {
	at, failed := offset, error(nil)
	from := int(f.Fd())
	some := func(fd uintptr) (done bool) {
		for sent < size {
			n, err := syscall.Sendfile(int(fd), from, &at, int(min(size-sent, mostAtOnce)))
			if n > 0 {
				sent += int64(n)
			}
			switch {
			case errors.Is(err, syscall.EAGAIN):
				return false
			case errors.Is(err, syscall.EINTR):
			case err != nil:
				failed = err
				return true
			case n == 0:
				failed = io.ErrUnexpectedEOF // the file is shorter than it was
				return true
			}
		}
		return true
	}
	full := false
	err = c.raw.Write(func(fd uintptr) bool { full = !some(fd); return true })
	if err == nil && full {
		err = c.wait(some, &sent)
	}
	if err == nil {
		err = failed
	}
	if sent == 0 && (errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EOPNOTSUPP)) {
		return 0, nil, false
	}
	return sent, err, true
}

// wait goes on sending to a player that is slower than the file, as long as it
// takes anything at all.
func (c *conn) wait(some func(fd uintptr) bool, sent *int64) error {
	defer func() { _ = c.SetWriteDeadline(time.Time{}) }()
	for {
		if err := c.SetWriteDeadline(time.Now().Add(stuckTime)); err != nil {
			return err
		}
		before, done := *sent, false
		err := c.raw.Write(func(fd uintptr) bool {
			done = some(fd)
			return done || *sent-before >= mostAtOnce // come back to set the clock anew
		})
		if err != nil || done {
			return err
		}
	}
}
