package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// serve is a server that answers ranges as one should.
func serve(t *testing.T, b []byte) *httptest.Server {
	t.Helper()
	return handle(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	})
}

func handle(t *testing.T, f http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return server
}

func open(t *testing.T, url string) Source {
	t.Helper()
	src, err := OpenHTTP(t.Context(), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := src.Close(); err != nil {
			t.Error(err)
		}
	})
	return src
}

// What servers do wrong when a file is opened, and what a person is told.
func TestOpenHTTPErrors(t *testing.T) {
	partial := func(w http.ResponseWriter, span, body string) {
		w.Header().Set("Content-Range", span)
		w.WriteHeader(http.StatusPartialContent)
		_, _ = w.Write([]byte(body))
	}
	for _, test := range []struct {
		name  string
		serve http.HandlerFunc
		want  string
	}{
		{"no ranges", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("hello")) }, "download it first"},
		{"not found", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, "no such file (404"},
		{"gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) }, "no such file (410"},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, "does not allow reading it (403"},
		{"login", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, "does not allow"},
		{"teapot", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(418) }, "unexpected answer 418"},
		{"broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }, "the server failed (503"},
		{"no size", func(w http.ResponseWriter, _ *http.Request) { partial(w, "bytes 0-4/*", "hello") }, "how large"},
		{"nonsense", func(w http.ResponseWriter, _ *http.Request) { partial(w, "bytes five/5", "hello") }, "makes no sense"},
		{"no Content-Range", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(206) }, "makes no sense"},
		{"wrong place", func(w http.ResponseWriter, _ *http.Request) { partial(w, "bytes 1-4/5", "ello") }, "where 0 to 5"},
		{"cut", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5")
			partial(w, "bytes 0-4/5", "hel")
		}, "broke off after 3 of 5 bytes"},
		{"compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			partial(w, "bytes 0-4/5", "hello")
		}, "compressed (gzip)"},
		{"endless redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) }, "redirects"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := handle(t, test.serve)
			src, err := OpenHTTP(t.Context(), server.URL+"/clip.ismv?sv=1&sig=hidden", nil)
			if err == nil {
				t.Fatalf("it opens: %v", src.Close())
			}
			text := err.Error()
			if !strings.Contains(text, test.want) || !strings.HasPrefix(text, server.URL+"/clip.ismv?sv=1&sig=...: ") {
				t.Errorf("%q, want %q", text, test.want)
			}
			if strings.Contains(text, "hidden") || strings.Contains(text, "\n") {
				t.Errorf("%q", text)
			}
		})
	}
}

func TestOpenHTTPUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	if _, err := OpenHTTP(t.Context(), server.URL, nil); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("%v", err)
	}
	if _, err := OpenHTTP(t.Context(), "http://[", nil); err == nil || !strings.Contains(err.Error(), "not a usable address") {
		t.Errorf("%v", err)
	}
}

// A failure that passes is retried once, one that stays is not hidden.
func TestRetry(t *testing.T) {
	b := letters(100)
	for _, fails := range []int32{0, 1, 2} {
		var asked atomic.Int32
		server := handle(t, func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) <= fails {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
		})
		src, err := OpenHTTP(t.Context(), server.URL, nil)
		if (err == nil) != (fails < 2) {
			t.Fatalf("%d failures: %v", fails, err)
		}
		if err == nil {
			checkRead(t, "web", src, b, 0, 100)
			if err := src.Close(); err != nil {
				t.Error(err)
			}
		}
		if want := min(fails+1, 2); asked.Load() != want {
			t.Errorf("%d failures: asked %d times", fails, asked.Load())
		}
	}
}

// A file that changes between two reads must not be mixed with itself.
func TestChangingFile(t *testing.T) {
	old, young := letters(3*blockSize), bytes.Repeat([]byte("x"), 3*blockSize)
	for _, test := range []struct {
		name  string
		then  http.HandlerFunc
		first func(http.Header)
		want  string
	}{
		{"other tag", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"two"`)
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(young))
		}, func(h http.Header) { h.Set("ETag", `"one"`) }, `"one" then, "two" now`},
		{"other date", func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "", time.Unix(2000000000, 0), bytes.NewReader(young))
		}, func(h http.Header) { h.Set("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT") }, "changed on the server"},
		{"other size", func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(young[1:]))
		}, func(http.Header) {}, "it was 196608 bytes and is 196607 now"},
		{"shorter", func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(young[:10]))
		}, func(http.Header) {}, "is gone"},
		{"removed", http.NotFound, func(http.Header) {}, "no such file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var changed atomic.Bool
			server := handle(t, func(w http.ResponseWriter, r *http.Request) {
				if changed.Load() {
					test.then(w, r)
					return
				}
				test.first(w.Header())
				http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(old))
			})
			src := open(t, server.URL)
			changed.Store(true)
			checkRead(t, "cached", src, old[:blockSize], 0, 100)
			n, err := src.ReadAt(make([]byte, 100), 2*blockSize)
			if err == nil || n != 0 || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%d bytes, %v, want %q", n, err, test.want)
			}
			// An error is not kept: the file may come back.
			changed.Store(false)
			checkRead(t, "again", src, old, 2*blockSize, 100)
		})
	}
}

// A weak tag and a cache that leaves the tag out are no change.
func TestSameFile(t *testing.T) {
	b := letters(5 * blockSize)
	var asked atomic.Int32
	server := handle(t, func(w http.ResponseWriter, r *http.Request) {
		switch asked.Add(1) {
		case 1:
			w.Header().Set("ETag", `"one"`)
		case 2:
			w.Header().Set("ETag", `W/"one"`)
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	})
	src := open(t, server.URL)
	for _, off := range []int{4 * blockSize, 2 * blockSize} {
		checkRead(t, "web", src, b, off, 10)
	}
	if asked.Load() != 3 {
		t.Errorf("asked %d times", asked.Load())
	}
}

// counted counts the requests and the bytes that were asked for.
type counted struct {
	mu       sync.Mutex
	requests int
	ranges   []string
}

func (c *counted) serve(t *testing.T, b []byte) *httptest.Server {
	return handle(t, func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.requests++
		c.ranges = append(c.ranges, r.Header.Get("Range"))
		c.mu.Unlock()
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	})
}

func (c *counted) take() (int, []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, ranges := c.requests, c.ranges
	c.requests, c.ranges = 0, nil
	return n, ranges
}

func TestCache(t *testing.T) {
	b := letters(200 * blockSize)
	var c counted
	src := open(t, c.serve(t, b).URL)
	if n, ranges := c.take(); n != 1 || ranges[0] != "bytes=0-65535" {
		t.Errorf("opening asked %d times: %v", n, ranges)
	}
	for i := range 100 {
		checkRead(t, "first block", src, b, i*10, 10)
	}
	if n, _ := c.take(); n != 0 {
		t.Errorf("the first block was asked for again, %d times", n)
	}
	// Jumps read one block each.
	for _, block := range []int{100, 50, 150} {
		checkRead(t, "jump", src, b, block*blockSize+5, 10)
	}
	if n, ranges := c.take(); n != 3 || ranges[0] != "bytes=6553600-6619135" {
		t.Errorf("three jumps asked %d times: %v", n, ranges)
	}
	// What follows each other is read in ever longer steps, but bounded ones.
	for off := blockSize; off < 50*blockSize; off += 4096 {
		checkRead(t, "sequence", src, b, off, 4096)
	}
	n, ranges := c.take()
	if n > 10 {
		t.Errorf("49 blocks in sequence asked %d times", n)
	}
	for _, r := range ranges {
		var from, to int
		if _, err := fmt.Sscanf(r, "bytes=%d-%d", &from, &to); err != nil || to-from+1 > maxAhead*blockSize {
			t.Errorf("%s, %v", r, err)
		}
	}
	// One long read is few requests.
	checkRead(t, "whole", src, b, 0, len(b))
	if n, _ := c.take(); n > 16 {
		t.Errorf("the whole file asked %d times", n)
	}
	if kept := src.(*remote).blocks.order.Len(); kept > maxBlocks {
		t.Errorf("%d blocks are kept", kept)
	}
}

func TestConcurrentReads(t *testing.T) {
	b := letters(40*blockSize + 11)
	var c counted
	src := open(t, c.serve(t, b).URL)
	c.take()
	var readers sync.WaitGroup
	for i := range 16 {
		readers.Go(func() {
			for k := range 40 {
				checkRead(t, "web", src, b, (i*7+k*3)%41*blockSize, 3*blockSize)
			}
		})
	}
	readers.Wait()
	if n, _ := c.take(); n > 41 {
		t.Errorf("41 blocks, of which all fit in the cache, asked %d times", n)
	}
}

// Many goroutines that want one block ask once.
func TestOneRequestPerBlock(t *testing.T) {
	b := letters(10 * blockSize)
	var c counted
	src := open(t, c.serve(t, b).URL)
	c.take()
	var readers sync.WaitGroup
	for range 20 {
		readers.Go(func() { checkRead(t, "web", src, b, 5*blockSize, 10) })
	}
	readers.Wait()
	if n, _ := c.take(); n != 1 {
		t.Errorf("one block asked %d times", n)
	}
}

// A reader that gives up in the middle leaves the block to those who wait.
func TestCancel(t *testing.T) {
	b := letters(4 * blockSize)
	hold, asked := make(chan struct{}), make(chan struct{}, 10)
	var slow atomic.Bool
	server := handle(t, func(w http.ResponseWriter, r *http.Request) {
		if slow.Load() {
			asked <- struct{}{}
			select {
			case <-hold:
			case <-r.Context().Done():
				return
			}
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
	})
	src := open(t, server.URL)
	slow.Store(true)
	ctx, cancel := context.WithCancel(t.Context())
	gaveUp, waited := make(chan error), make(chan error)
	go func() {
		_, err := WithContext(ctx, src).ReadAt(make([]byte, 10), 2*blockSize)
		gaveUp <- err
	}()
	<-asked
	go func() {
		p := make([]byte, 10)
		_, err := src.ReadAt(p, 2*blockSize)
		if err == nil && !bytes.Equal(p, b[2*blockSize:2*blockSize+10]) {
			err = errors.New("other bytes")
		}
		waited <- err
	}()
	cancel()
	if err := <-gaveUp; !errors.Is(err, context.Canceled) {
		t.Errorf("who gave up: %v", err)
	}
	<-asked // the second reader asks on its own
	close(hold)
	if err := <-waited; err != nil {
		t.Errorf("who waited: %v", err)
	}
}

// The context of the opening ends with the job that opened; what it opened
// stays until it is closed.
func TestOpeningContext(t *testing.T) {
	b := letters(4 * blockSize)
	ctx, cancel := context.WithCancel(t.Context())
	src, err := OpenHTTP(ctx, serve(t, b).URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, view := range []Source{src, WithContext(t.Context(), src)} {
		p := make([]byte, 10)
		if _, err := view.ReadAt(p, 2*blockSize); err != nil || !bytes.Equal(p, b[2*blockSize:2*blockSize+10]) {
			t.Errorf("read %q: %v", p, err)
		}
	}
	if err := src.Close(); err != nil {
		t.Error(err)
	}
	for _, view := range []Source{src, WithContext(t.Context(), src)} {
		if _, err := view.ReadAt(make([]byte, 1), 0); !errors.Is(err, os.ErrClosed) {
			t.Errorf("read after closing: %v", err)
		}
	}
	if _, err := OpenHTTP(ctx, serve(t, b).URL, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("opening with a finished context: %v", err)
	}
}

func TestContentRange(t *testing.T) {
	for _, test := range []struct {
		text            string
		from, to, total int64
		ok              bool
	}{
		{"bytes 0-99/1234", 0, 100, 1234, true},
		{"Bytes 5-5/6", 5, 6, 6, true},
		{"bytes 0-99/*", 0, 100, -1, true},
		{"bytes */1234", 0, 0, 0, false},
		{"bytes 5-4/10", 0, 0, 0, false},
		{"bytes 0-10/10", 0, 0, 0, false},
		{"bytes -1-5/10", 0, 0, 0, false},
		{"bytes 0-9223372036854775807/*", 0, 0, 0, false},
		{"items 0-1/2", 0, 0, 0, false},
		{"", 0, 0, 0, false},
	} {
		from, to, total, ok := contentRange(test.text)
		if ok != test.ok || ok && (from != test.from || to != test.to || total != test.total) {
			t.Errorf("%s: %d %d %d %v", test.text, from, to, total, ok)
		}
	}
}

func TestShown(t *testing.T) {
	for address, want := range map[string]string{
		"http://user:word@host/a.ismv":                "http://user:xxxxx@host/a.ismv",
		"https://acc/c/a.ismv?sv=2&sig=abc%2B&se=3":   "https://acc/c/a.ismv?sv=2&sig=...&se=3",
		"https://h/a?X-Amz-Signature=1&id=5&Token=zz": "https://h/a?X-Amz-Signature=...&id=5&Token=...",
		"http://[?sig=secret":                         "http://[",
	} {
		if got := Shown(address); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
}

func TestFetch(t *testing.T) {
	text := strings.Repeat("<a/>", 1000)
	var asked atomic.Int32
	server := handle(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/plain":
			_, _ = w.Write([]byte(text))
		case "/gzip":
			if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				t.Error("compression is not asked for")
			}
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write([]byte(text))
			_ = z.Close()
		case "/cut":
			w.Header().Set("Content-Length", "5000")
			_, _ = w.Write([]byte(text))
		case "/once":
			if asked.Add(1) == 1 {
				w.WriteHeader(500)
				return
			}
			_, _ = w.Write([]byte(text))
		default:
			http.NotFound(w, r)
		}
	})
	for _, path := range []string{"/plain", "/gzip", "/once"} {
		got, err := Fetch(t.Context(), server.URL+path, int64(len(text)))
		if err != nil || string(got) != text {
			t.Errorf("%s: %d bytes, %v", path, len(got), err)
		}
		if _, err := Fetch(t.Context(), server.URL+path, int64(len(text))-1); err == nil || !strings.Contains(err.Error(), "more than") {
			t.Errorf("%s above the limit: %v", path, err)
		}
	}
	for path, want := range map[string]string{"/none": "no such file", "/cut": "broke off after 4000 bytes"} {
		if _, err := Fetch(t.Context(), server.URL+path, 1<<20); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	file := filepath.Join(t.TempDir(), "Manifest")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Fetch(t.Context(), file, 1<<20); err != nil || string(got) != text {
		t.Errorf("file: %d bytes, %v", len(got), err)
	}
	if _, err := Fetch(t.Context(), file, 10); err == nil {
		t.Error("a file above the limit gave no error")
	}
	if _, err := Fetch(t.Context(), filepath.Dir(file), 10); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("folder: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, name := range []string{file, server.URL + "/plain"} {
		if _, err := Fetch(ctx, name, 1<<20); !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a finished context: %v", name, err)
		}
	}
}
