//go:build linux || darwin

package preview

import (
	"errors"
	"io"
	"syscall"
)

// watch waits until the player hangs up or nobody wants to know any more. It
// takes no byte of the next request: that may be one for the short way. A
// player that has asked for more already and then says that this was all has
// not hung up: it waits for its answers.
func (c *conn) watch(p []byte) (int, error) {
	more := len(c.turns.ahead) > 0
	n, failed := 0, error(nil)
	err := c.raw.Read(func(fd uintptr) bool {
		n, _, failed = syscall.Recvfrom(int(fd), p, syscall.MSG_PEEK)
		if errors.Is(failed, syscall.EAGAIN) || errors.Is(failed, syscall.EINTR) {
			return false
		}
		return failed != nil || n == 0 && !more
	})
	switch {
	case err != nil:
		return 0, err
	case failed != nil:
		return 0, failed
	}
	return 0, io.EOF
}
