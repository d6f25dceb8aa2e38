package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	connectTime = 10 * time.Second // until a connection stands
	headerTime  = 30 * time.Second // from the request to the answer's head
	requestTime = 60 * time.Second // for one whole request
	retryPause  = 200 * time.Millisecond
)

// remote is a file on a web server, read by range requests through a cache of
// blocks.
type remote struct {
	ctx    context.Context // bounds every read: io.ReaderAt has no room for one
	client *http.Client
	own    bool // the client is ours and its connections end with Close
	url    string
	size   int64
	stamp  string // ETag, else Last-Modified, of the first answer
	blocks *blocks
}

// OpenHTTP opens a file on a web server that answers range requests; nil means
// a client with sensible timeouts. The context bounds the opening and every
// later read. Reads go through a cache of 4 MiB and run ahead only while they
// are sequential. A file that changes on the server while it is being read is
// an error, as bytes of two versions would be mixed.
func OpenHTTP(ctx context.Context, url string, client *http.Client) (Source, error) {
	r := &remote{ctx: ctx, client: client, own: client == nil, url: url, size: -1}
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
		return nil, errors.Join(err, r.Close())
	}
	r.blocks.size = r.size
	r.blocks.put(0, first)
	return r, nil
}

func (r *remote) Size() int64  { return r.size }
func (r *remote) Name() string { return shown(r.url) }

func (r *remote) Close() error {
	if r.own {
		r.client.CloseIdleConnections()
	}
	return nil
}

func (r *remote) ReadAt(p []byte, off int64) (int, error) {
	return r.readAt(r.ctx, p, off)
}

func (r *remote) readAt(ctx context.Context, p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, fmt.Errorf("%s: read at negative offset %d", r.Name(), off)
	}
	if err := r.ctx.Err(); err != nil {
		return 0, err
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
	if answer.StatusCode == http.StatusRequestedRangeNotSatisfiable && strings.TrimSpace(answer.Header.Get("Content-Range")) == "bytes */0" {
		r.size, r.stamp = 0, stampOf(answer)
		return nil, nil
	}
	if answer.StatusCode == http.StatusOK && answer.ContentLength == 0 {
		r.size, r.stamp = 0, stampOf(answer)
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
	r.size, r.stamp = total, stampOf(answer)
	return r.body(answer, to)
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
		if err := r.unchanged(answer); err != nil {
			return err
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
		b, err = r.body(answer, n)
		return err
	})
	return b, err
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
		return 0, 0, 0, fmt.Errorf("%s: the server cannot send parts of a file (no range requests); download it first and open the copy", r.Name())
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

// unchanged compares the answer's stamp with the first one.
func (r *remote) unchanged(answer *http.Response) error {
	if answer.StatusCode != http.StatusPartialContent && answer.StatusCode != http.StatusOK {
		return nil
	}
	if stamp := stampOf(answer); stamp != r.stamp {
		return fmt.Errorf("%s: changed on the server while it was read (it was %s and is %s now); open it again", r.Name(), r.stamp, stamp)
	}
	return nil
}

// stampOf is what tells two versions of a file apart: the ETag, else the date.
func stampOf(answer *http.Response) string {
	if tag := answer.Header.Get("ETag"); tag != "" {
		return tag
	}
	return answer.Header.Get("Last-Modified")
}

// contentRange reads "bytes 0-99/1234" (RFC 9110, 14.4) as a half-open range.
func contentRange(text string) (from, to, total int64, ok bool) {
	unit, rest, found := strings.Cut(strings.TrimSpace(text), " ")
	if !found || !strings.EqualFold(unit, "bytes") {
		return 0, 0, 0, false
	}
	span, size, found := strings.Cut(rest, "/")
	first, last, dashed := strings.Cut(strings.TrimSpace(span), "-")
	if !found || !dashed {
		return 0, 0, 0, false
	}
	from, err1 := strconv.ParseInt(first, 10, 64)
	last64, err2 := strconv.ParseInt(last, 10, 64)
	total = -1
	var err3 error
	if size != "*" {
		total, err3 = strconv.ParseInt(size, 10, 64)
	}
	if errors.Join(err1, err2, err3) != nil || from < 0 || last64 < from || last64 == 1<<63-1 || (total >= 0 && last64 >= total) {
		return 0, 0, 0, false
	}
	return from, last64 + 1, total, true
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

// transient is an error that may be gone at the next attempt.
type transient struct{ error }

func (t *transient) Unwrap() error { return t.error }

// twice does what is to be done, and once more after a short pause when it
// failed for a reason that may pass.
func twice(ctx context.Context, do func(context.Context) error) error {
	err := do(ctx)
	var passing *transient
	if !errors.As(err, &passing) {
		return err
	}
	timer := time.NewTimer(retryPause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	}
	err = do(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// statusError words a status that is not success.
func statusError(address string, answer *http.Response) error {
	name := shown(address)
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		return fmt.Errorf("%s: the server has no such file (%s)", name, answer.Status)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return fmt.Errorf("%s: the server does not allow reading it (%s); the address may need a signature or a login", name, answer.Status)
	case code >= 500 || code == http.StatusTooManyRequests || code == http.StatusRequestTimeout:
		return &transient{fmt.Errorf("%s: the server failed (%s)", name, answer.Status)}
	}
	return fmt.Errorf("%s: unexpected answer %s", name, answer.Status)
}

// bare takes the address off an error of net/http: ours names it already, and
// theirs would show secrets of its query.
func bare(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// shown is an address without its password and signatures.
func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return strings.SplitN(address, "?", 2)[0]
	}
	if u.RawQuery != "" {
		parts := strings.Split(u.RawQuery, "&")
		for i, part := range parts {
			if name, _, _ := strings.Cut(part, "="); secret(name) {
				parts[i] = name + "=..."
			}
		}
		u.RawQuery = strings.Join(parts, "&")
	}
	return u.Redacted()
}

// secret reports whether a query parameter of this name lets its bearer in.
func secret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"sig", "token", "key", "password", "credential", "secret"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
