// Package preview serves assets over HTTP on this computer, as a Smooth
// Streaming server would: manifests, chunks straight from the media files, the
// same bytes once more as DASH, and a page that plays them. Published folders
// are served as they are.
//
// It knows addresses, files and HTTP; what an asset is and where its chunks lie
// it asks inspect/asset, how DASH looks it asks the package below. It changes
// no file. A new kind of answer is a Kind, a word in the parser of addresses
// (url.go) and a method of site content (content.go).
package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	headerTime  = 10 * time.Second // for a request to come in whole
	idleTime    = 2 * time.Minute  // of a connection between two requests
	headerBytes = 16 << 10         // of a request; browsers send less than one
	graceTime   = time.Second      // for answers under way when the server closes
)

// Options of a server. The zero Options listen on a free loopback port.
type Options struct {
	Addr      string        // host:port to listen on; "" is 127.0.0.1:0, a free port
	Player    fs.FS         // files of the player page, index.html among them; nil: none
	OnRequest func(Request) // told of every answer; called concurrently, must not block; may be nil
	Now       func() time.Time
}

// Server is a running server. Its methods may be called from several
// goroutines.
type Server struct {
	options Options
	host    string // that was asked to listen on, as a name or number
	addr    string // host:port as it listens
	http    http.Server
	chunks  *http.Request // stands for each that is answered the short way
	files   *files
	end     context.CancelFunc
	served  chan struct{}  // closed when no more connections are taken
	open    sync.WaitGroup // connections

	sites atomic.Pointer[sites]
	mu    sync.Mutex // one change of sites at a time
}

// Start listens, and serves in the background until Close. The context bounds
// the start, not the serving; its values go along.
func Start(ctx context.Context, o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", o.Addr)
	if err != nil {
		var cause *net.OpError
		if errors.As(err, &cause) {
			err = cause.Err // the address is said already
		}
		return nil, fmt.Errorf("%s: cannot be listened on: %w; choose another port, or 0 for a free one", o.Addr, err)
	}
	s := newServer(ctx, o, l)
	s.serve(l)
	return s, nil
}

func newServer(ctx context.Context, o Options, l net.Listener) *Server {
	base, end := context.WithCancel(context.WithoutCancel(ctx))
	host, _, _ := net.SplitHostPort(o.Addr)
	s := &Server{options: o, host: host, addr: l.Addr().String(), files: newFiles(), end: end,
		chunks: (&http.Request{Method: http.MethodGet}).WithContext(base), served: make(chan struct{})}
	s.sites.Store(&sites{})
	s.http = http.Server{
		Handler:                      s,
		BaseContext:                  func(net.Listener) context.Context { return base },
		ReadHeaderTimeout:            headerTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               headerBytes,
		DisableGeneralOptionsHandler: true,
		ConnContext:                  withConn,
		ConnState:                    s.count,
		ErrorLog:                     quiet(),
	}
	return s
}

// serve takes connections until Close.
func (s *Server) serve(l net.Listener) {
	go func() {
		defer close(s.served)
		_ = s.http.Serve(newListener(l, s)) // ends with ErrServerClosed
	}()
}

// count keeps track of connections, so that Close can wait for the last. One
// that has had an answer may get the next the short way.
func (s *Server) count(c net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.open.Add(1)
	case http.StateIdle:
		if c, ok := c.(*conn); ok {
			c.turns.idle = true
		}
	case http.StateClosed, http.StateHijacked:
		s.open.Done()
	}
}

// Close stops listening, gives answers under way a second, then ends them, and
// waits until the last is gone. It does not close the assets.
func (s *Server) Close() error {
	grace, cancel := context.WithTimeout(s.life(), graceTime)
	defer cancel()
	err := s.http.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = s.http.Close()
	}
	s.end()
	<-s.served
	s.open.Wait()
	s.clear()
	return err
}

// life is the context that ends with the server.
func (s *Server) life() context.Context { return s.http.BaseContext(nil) }

// Addr is the host and port that the server listens on.
func (s *Server) Addr() string { return s.addr }

// URL is the address of the list of what is served, without a slash at the end.
func (s *Server) URL() string {
	host, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		return "http://" + s.addr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // listening on all: this computer reaches it here
	}
	return "http://" + net.JoinHostPort(host, port)
}
