package preview

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// A request of which only a part comes is ended with a word, whether its
// sender waits or has stopped sending.
func TestHalfRequestsAreEnded(t *testing.T) {
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(t.Context(), Options{Now: time.Now}, l)
	s.http.ReadHeaderTimeout = 50 * time.Millisecond
	s.serve(l)
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, half := range []string{"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "} {
		for _, stops := range []bool{false, true} {
			c := dial(t, l)
			if _, err := io.WriteString(c, half); err != nil {
				t.Fatal(err)
			}
			if stops {
				if err := c.CloseWrite(); err != nil {
					t.Fatal(err)
				}
			}
			answer, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatalf("%q, stops %v: %v", half, stops, err)
			}
			body, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if answer.StatusCode/100 != 4 || err != nil || len(body) == 0 {
				t.Errorf("%q, stops %v: %s %q %v", half, stops, answer.Status, body, err)
			}
			if rest, err := io.ReadAll(c); len(rest) > 0 || err != nil {
				t.Errorf("%q, stops %v: then %q %v", half, stops, rest, err)
			}
			_ = c.Close()
		}
	}
}

// A connection that says nothing is closed without a word, as is one between
// requests.
func TestSilentConnectionsAreClosed(t *testing.T) {
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(t.Context(), Options{Now: time.Now}, l)
	s.http.ReadHeaderTimeout, s.http.IdleTimeout = 50*time.Millisecond, 50*time.Millisecond
	s.serve(l)
	c := dial(t, l)
	if b, err := io.ReadAll(c); len(b) > 0 || err != nil {
		t.Errorf("%q %v", b, err)
	}
	c = dial(t, l)
	if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(c)
	answer, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if b, err := io.ReadAll(in); len(b) > 0 || err != nil {
		t.Errorf("after an answer: %q %v", b, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func dial(t *testing.T, l net.Listener) *net.TCPConn {
	t.Helper()
	var d net.Dialer
	c, err := d.DialContext(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c.(*net.TCPConn)
}
