package preview

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
)

// smallBody is up to how many bytes of a file are read and sent together with
// the headers, in one go. Larger ones go from the file to the socket without
// passing through the program.
const smallBody = 16 << 10

// listener hands out connections that know how to send files.
type listener struct {
	*net.TCPListener
	server  *Server
	buffers *sync.Pool // of *[]byte
}

func newListener(l net.Listener, s *Server) net.Listener {
	tcp, ok := l.(*net.TCPListener)
	if !ok {
		return l
	}
	return &listener{TCPListener: tcp, server: s, buffers: &sync.Pool{New: func() any {
		b := make([]byte, 0, smallBody+4096)
		return &b
	}}}
}

func (l *listener) Accept() (net.Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	raw, err := c.SyscallConn()
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return &conn{TCPConn: c, server: l.server, raw: raw, buffers: l.buffers}, nil
}

// conn is a connection that holds the headers of an answer back until its body
// follows, and sends what lies in files straight from there. A file is sent
// from a given place without moving its own: any number of answers may come
// from one open file at once, which is what net.TCPConn cannot do.
//
// Only the one goroutine that answers writes.
type conn struct {
	*net.TCPConn
	server  *Server
	raw     syscall.RawConn
	buffers *sync.Pool
	held    *[]byte     // what is held back; nil where nothing is
	asked   atomic.Bool // something came since the last answer
	over    atomic.Bool // the last word was said

	turns turns
}

// connKey is where a request keeps its connection.
type connKey struct{}

func withConn(ctx context.Context, c net.Conn) context.Context {
	if c, ok := c.(*conn); ok {
		return context.WithValue(ctx, connKey{}, c)
	}
	return ctx
}

// hold keeps back what is written from now on, until ReadFrom or letGo.
func (c *conn) hold() {
	if c.held == nil {
		c.held = c.buffers.Get().(*[]byte)
	}
}

// letGo writes what was held back.
func (c *conn) letGo() error {
	if c.held == nil {
		return nil
	}
	b := c.held
	c.held = nil
	var err error
	if len(*b) > 0 { // an empty write still asks the system
		_, err = c.TCPConn.Write(*b)
	}
	*b = (*b)[:0]
	c.buffers.Put(b)
	return err
}

// tooSlow answers a request of which only a part came; net/http would hang up
// without a word.
const tooSlow = "HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\nContent-Length: 34\r\n\r\nthe request did not come in whole\n"

// readOn reads what is for net/http in any case.
func (c *conn) readOn(p []byte) (int, error) {
	n, err := c.TCPConn.Read(p)
	if n > 0 {
		c.asked.Store(true)
	} else if errors.Is(err, os.ErrDeadlineExceeded) && c.asked.Swap(false) {
		_, _ = c.TCPConn.Write([]byte(tooSlow)) // best effort: the connection ends anyway
		c.over.Store(true)                      // where net/http has a word of its own, it is one too many
	}
	return n, err
}

func (c *conn) Write(p []byte) (int, error) {
	c.asked.Store(false)
	if c.over.Load() {
		return len(p), nil
	}
	if c.held == nil {
		return c.TCPConn.Write(p)
	}
	if len(*c.held)+len(p) > cap(*c.held) {
		if err := c.letGo(); err != nil {
			return 0, err
		}
		return c.TCPConn.Write(p)
	}
	*c.held = append(*c.held, p...)
	return len(p), nil
}

// ReadFrom sends what r reads. It is what net/http calls for a body.
func (c *conn) ReadFrom(r io.Reader) (int64, error) {
	if limited, ok := r.(*io.LimitedReader); ok {
		if body, ok := limited.R.(*reader); ok {
			n, err := c.sendBody(body, limited.N)
			limited.N -= n
			return n, err
		}
	}
	if err := c.letGo(); err != nil {
		return 0, err
	}
	return c.TCPConn.ReadFrom(r)
}

// sendBody sends the next n bytes of a body.
func (c *conn) sendBody(r *reader, n int64) (sent int64, err error) {
	n = min(n, r.total-r.at)
	if n <= smallBody || r.handle == nil {
		return c.sendRead(r, n)
	}
	for sent < n {
		data, s := r.here()
		var one int64
		if data != nil {
			var k int
			k, err = c.Write(data[:min(int64(len(data)), n-sent)])
			one = int64(k)
		} else {
			one, err = c.sendSpan(r, s.Offset, min(s.Size, n-sent))
		}
		sent += one
		r.at += one
		if err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.EIO) {
				r.err = err
			}
			return sent, err
		}
	}
	return sent, c.letGo()
}

// sendRead reads into memory and writes, with what was held back in front.
func (c *conn) sendRead(r *reader, n int64) (sent int64, err error) {
	c.hold()
	defer func() {
		if e := c.letGo(); err == nil {
			err = e
		}
	}()
	for sent < n {
		b := *c.held
		if len(b) == cap(b) {
			if err := c.letGo(); err != nil {
				return sent, err
			}
			c.hold()
			b = *c.held
		}
		room := b[len(b):min(int64(cap(b)), int64(len(b))+n-sent)]
		k, err := r.Read(room)
		*c.held = b[:len(b)+k]
		sent += int64(k)
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// sendSpan sends bytes of the file of a body.
func (c *conn) sendSpan(r *reader, offset, size int64) (int64, error) {
	if err := c.letGoMore(); err != nil {
		return 0, err
	}
	n, err, can := c.sendfile(r.handle, offset, size)
	if can {
		return n, err
	}
	sent := int64(0)
	for sent < size {
		n, err := c.copySome(r, offset+sent, size-sent)
		sent += n
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// copySome sends bytes of the file of a body by way of memory.
func (c *conn) copySome(r *reader, offset, size int64) (int64, error) {
	b := c.buffers.Get().(*[]byte)
	defer c.buffers.Put(b)
	whole := (*b)[:cap(*b)]
	n, err := r.handle.ReadAt(whole[:min(int64(len(whole)), size)], offset)
	if n == 0 {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		r.err = err // the file's fault, not the player's
		return 0, err
	}
	n, err = c.TCPConn.Write(whole[:n])
	return int64(n), err
}
