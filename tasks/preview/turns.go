package preview

import (
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"
)

// turns is where a connection stands between two that answer: net/http, which
// can do everything, and the short way, which sends known chunks at little cost
// (shortway.go). The short way sits where net/http waits for the next request,
// in Read: what it answers, net/http never sees, and what it does not, net/http
// reads as if nothing had been before. So timeouts, limits and what hostile
// requests get are net/http's in any case.
//
// For that, Read gives net/http one head at a time and keeps what follows it.
// Where that is not plain to see, the short way ends for good.
type turns struct {
	idle  bool          // net/http has answered all it was given, and waits for more
	over  bool          // only net/http answers from now on
	ahead []byte        // came behind the head that net/http has now
	last  time.Time     // when the short way had answered
	state atomic.Uint32 // what Close needs to know
	short *shortWay     // nil until it has answered
}

// The states of the short way.
const (
	resting   uint32 = iota
	answering        // Close must wait
	closing          // Close was called
)

// Read is called by net/http only: for the next request, for the rest of one,
// and for a single byte to see whether the player is still there.
func (c *conn) Read(p []byte) (int, error) {
	t := &c.turns
	switch {
	case t.over && len(t.ahead) == 0:
		return c.readOn(p)
	case t.over:
		n := copy(p, t.ahead)
		t.ahead = t.ahead[n:]
		c.asked.Store(true)
		return n, nil
	case len(p) == 1:
		return c.watch(p)
	}
	return c.readHead(p)
}

// readHead answers requests the short way until there is one for net/http.
func (c *conn) readHead(p []byte) (int, error) {
	t := &c.turns
	n := copy(p, t.ahead)
	t.ahead = t.ahead[n:]
	t.last = time.Now()
	for {
		if n == 0 {
			var err error
			if n, err = c.readNext(p); err != nil {
				return n, err
			}
		}
		h, size := readPlain(p[:n])
		if size == 0 {
			return c.handOver(n)
		}
		done, err := false, error(nil)
		if h.short && t.idle {
			done, err = c.answer(&h)
		}
		if err != nil {
			return 0, io.EOF // nothing more can be said: net/http closes the connection
		}
		if !done {
			t.idle = false
			t.ahead = append(append([]byte(nil), p[size:n]...), t.ahead...)
			c.asked.Store(true)
			return size, nil
		}
		n = copy(p, p[size:n])
	}
}

// handOver leaves the connection to net/http, with the n bytes that it reads
// now. They may be a part of a request: its time starts.
func (c *conn) handOver(n int) (int, error) {
	c.turns.over = true
	c.asked.Store(true)
	if !c.turns.idle {
		return n, nil // net/http has set the clock
	}
	return n, c.SetReadDeadline(time.Now().Add(c.server.http.IdleTimeout))
}

// readNext waits for bytes as long as a connection may be idle. net/http set the
// clock when it last answered; it is set anew only when it has run down.
func (c *conn) readNext(p []byte) (int, error) {
	for {
		n, err := c.TCPConn.Read(p)
		if !errors.Is(err, os.ErrDeadlineExceeded) || !c.turns.idle {
			return n, err
		}
		end := c.turns.last.Add(c.server.http.IdleTimeout)
		if !time.Now().Before(end) {
			return n, err
		}
		if err := c.SetReadDeadline(end); err != nil {
			return 0, err
		}
	}
}

// Close closes the connection. An answer of the short way, which net/http takes
// for an idle connection, gets its time to end as others do.
func (c *conn) Close() error {
	if c.turns.state.Swap(closing) == answering {
		time.AfterFunc(graceTime, func() { _ = c.TCPConn.Close() }) // closed by then, if all is well
		return nil
	}
	return c.TCPConn.Close()
}
