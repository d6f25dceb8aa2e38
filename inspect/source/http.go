package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	connectTime = 10 * time.Second // until a connection stands
	headerTime  = 30 * time.Second // from the request to the answer's head
	requestTime = 60 * time.Second // for one whole request
	retryPause  = 200 * time.Millisecond
)

// ErrNoRanges tells that a web server sends whole files only.
var ErrNoRanges = errors.New("the server cannot send parts of a file (no range requests)")

// remote is a file on a web server, read by range requests through a cache of
// blocks.
type remote struct {
	life   context.Context //nolint:containedctx // from OpenHTTP to Close: io.ReaderAt has no room for a context
	end    context.CancelFunc
	client *http.Client
	own    bool // the client is ours and its connections end with Close
	url    string
	size   int64
	stamp  stamp // of the first answer
	blocks *blocks
}

// OpenHTTP opens a file on a web server that answers range requests; nil means
// a client with sensible timeouts. The context bounds the opening; reads under
// way are given up by Close, or through WithContext. They go through a cache of
// 4 MiB and run ahead only while they are sequential. A file that changes on the server while it is being read is
// an error, as bytes of two versions would be mixed.
func OpenHTTP(ctx context.Context, url string, client *http.Client) (Source, error) {
	r := &remote{client: client, own: client == nil, url: url, size: -1}
	r.life, r.end = context.WithCancel(context.WithoutCancel(ctx))
	if r.own {
		r.client = newClient()
	}
	r.blocks = newBlocks(r.fetch)
	// The first block tells whether ranges work, the size and the stamp.
	var first []byte
	err := twice(ctx, func(ctx context.Context) error {
		var err error
		first, err = r.open(ctx)
		return err
	})
	if err != nil {
		_ = r.Close() // it gives up connections and cannot fail
		return nil, err
	}
	r.blocks.size = r.size
	r.blocks.put(0, first)
	return r, nil
}

func (r *remote) Size() int64  { return r.size }
func (r *remote) Name() string { return Shown(r.url) }

func (r *remote) Close() error {
	r.end()
	if r.own {
		r.client.CloseIdleConnections()
	}
	return nil
}

func (r *remote) ReadAt(p []byte, off int64) (int, error) {
	return r.readAt(r.life, p, off)
}

func (r *remote) readAt(ctx context.Context, p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, fmt.Errorf("%s: read at negative offset %d", r.Name(), off)
	}
	if r.life.Err() != nil {
		return 0, fmt.Errorf("%s: %w", r.Name(), os.ErrClosed)
	}
	if ctx != r.life {
		// Whichever of the two ends first ends the read.
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(r.life, cancel)() //nolint:contextcheck // it only waits for Close
	}
	return r.blocks.readAt(ctx, p, off)
}

// open asks for the first block and learns size and stamp from the answer.
func (r *remote) open(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	answer, err := r.ask(ctx, 0, blockSize)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	r.stamp = stampOf(answer)
	if empty(answer) {
		r.size = 0
		return nil, nil
	}
	from, to, total, err := r.span(answer)
	if err != nil {
		return nil, err
	}
	if total < 0 {
		return nil, fmt.Errorf("%s: the server does not say how large the file is; download it first and open the copy", r.Name())
	}
	if want := min(total, blockSize); from != 0 || to != want {
		return nil, fmt.Errorf("%s: the server answered bytes %d to %d where 0 to %d were asked for; download the file first and open the copy", r.Name(), from, to, want)
	}
	r.size = total
	return r.body(answer, to)
}

// empty says whether the answer is that of a file without bytes, of which no
// range can be sent.
func empty(answer *http.Response) bool {
	switch answer.StatusCode {
	case http.StatusRequestedRangeNotSatisfiable:
		return strings.TrimSpace(answer.Header.Get("Content-Range")) == "bytes */0"
	case http.StatusOK:
		return answer.ContentLength == 0
	}
	return false
}

// fetch reads the bytes from off on, which lie inside the file. It is the
// cache's way to the server.
func (r *remote) fetch(ctx context.Context, off, n int64) (b []byte, err error) {
	err = twice(ctx, func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, requestTime)
		defer cancel()
		answer, err := r.ask(ctx, off, n)
		if err != nil {
			return err
		}
		defer func() { _ = answer.Body.Close() }()
		if err := r.check(answer, off, n); err != nil {
			return err
		}
		b, err = r.body(answer, n)
		return err
	})
	return b, err
}

// check says whether the answer carries the n bytes at off of the file that was
// opened.
func (r *remote) check(answer *http.Response, off, n int64) error {
	switch answer.StatusCode {
	case http.StatusPartialContent, http.StatusOK:
		if now := stampOf(answer); r.stamp.differs(now) {
			return fmt.Errorf("%s: changed on the server while it was read (%s then, %s now); open it again", r.Name(), r.stamp, now)
		}
	case http.StatusRequestedRangeNotSatisfiable:
		return fmt.Errorf("%s: changed on the server while it was read: byte %d is gone; open it again", r.Name(), off)
	}
	from, to, total, err := r.span(answer)
	if err != nil {
		return err
	}
	if total >= 0 && total != r.size {
		return fmt.Errorf("%s: changed on the server while it was read: it was %d bytes and is %d now; open it again", r.Name(), r.size, total)
	}
	if from != off || to != off+n {
		return &transient{fmt.Errorf("%s: the server answered bytes %d to %d where %d to %d were asked for", r.Name(), from, to, off, off+n)}
	}
	return nil
}

// ask sends one range request.
func (r *remote) ask(ctx context.Context, off, n int64) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: is not a usable address: %w", r.Name(), bare(err))
	}
	request.Header.Set("Range", fmt.Sprintf("bytes=%d-%d", off, off+n-1))
	// A compressed answer would count other bytes than the file's.
	request.Header.Set("Accept-Encoding", "identity")
	answer, err := r.client.Do(request)
	if err != nil {
		return nil, &transient{fmt.Errorf("%s: %w", r.Name(), bare(err))}
	}
	return answer, nil
}

// span is the half-open range that a partial answer carries, and the size of
// the file, -1 where the server does not say.
func (r *remote) span(answer *http.Response) (from, to, total int64, err error) {
	if answer.StatusCode == http.StatusOK {
		return 0, 0, 0, fmt.Errorf("%s: %w; download it first and open the copy", r.Name(), ErrNoRanges)
	}
	if answer.StatusCode != http.StatusPartialContent {
		return 0, 0, 0, statusError(r.url, answer)
	}
	if coding := answer.Header.Get("Content-Encoding"); coding != "" && coding != "identity" {
		return 0, 0, 0, fmt.Errorf("%s: the server sends the file compressed (%s); download it first and open the copy", r.Name(), coding)
	}
	from, to, total, ok := contentRange(answer.Header.Get("Content-Range"))
	if !ok {
		return 0, 0, 0, fmt.Errorf("%s: the server's Content-Range %q makes no sense; download the file first and open the copy", r.Name(), answer.Header.Get("Content-Range"))
	}
	return from, to, total, nil
}

// body reads the n bytes of a partial answer.
func (r *remote) body(answer *http.Response, n int64) ([]byte, error) {
	b := make([]byte, n)
	got, err := io.ReadFull(answer.Body, b)
	if err != nil {
		return nil, &transient{fmt.Errorf("%s: the answer broke off after %d of %d bytes: %w", r.Name(), got, n, bare(err))}
	}
	return b, nil
}

// newClient is a client that never waits for ever.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: connectTime}).DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   connectTime,
		ResponseHeaderTimeout: headerTime,
		IdleConnTimeout:       headerTime,
		MaxIdleConnsPerHost:   8,
	}}
}
