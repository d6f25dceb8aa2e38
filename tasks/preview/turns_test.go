package preview

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"smoothscope/testdata"
)

// A connection goes to and fro between both ways, also when requests come
// before the answers to those in front, and in pieces of any size.
func TestBothWaysOnOneConnection(t *testing.T) {
	c := startCounted(t, nil, testdata.Path(t, "ladder", "ladder.ism"))
	requests := []string{
		small, small, ladderHead + "Manifest" + ladderEnd + "\r\n", small, "HEAD" + small[3:], small, small,
		ladderHead + "none" + ladderEnd + "Range: bytes=0-1\r\n\r\n", small, "OPTIONS" + small[3:], small,
	}
	one, want := c.warm(t), []string(nil)
	for _, r := range requests {
		want = append(want, one.ask(t, r))
	}
	if long := c.long.Load(); sureWays() && long != 1+4 {
		t.Errorf("%d of %d requests were answered the long way", long-1, len(requests))
	}
	all := strings.Join(requests, "")
	for _, piece := range []int{len(all), 4096, 1000, len(small), 100, 7, 1} {
		p := c.player(t)
		go func() {
			for at := 0; at < len(all); at += piece {
				_, _ = io.WriteString(p, all[at:min(at+piece, len(all))]) // what is missing is missed below
				if piece < 10 && at%piece == 0 {
					time.Sleep(50 * time.Microsecond) // so that pieces come one by one
				}
			}
		}()
		for i, r := range requests {
			method, _, _ := strings.Cut(r, " ")
			if got := p.answer(t, method); got != want[i] {
				t.Fatalf("pieces of %d: %q: %.300q, want %.300q", piece, r, got, want[i])
			}
		}
	}
}

// Half a request behind answers that went the short way ends as it does
// anywhere, and so does silence.
func TestHalfRequestsOnTheShortWay(t *testing.T) {
	c := startCounted(t, func(h *http.Server) {
		h.ReadHeaderTimeout, h.IdleTimeout = 500*time.Millisecond, time.Second
	}, testdata.Path(t, "ladder", "ladder.ism"))
	for half, status := range map[string]string{"": "", "G": "408", "GET /": "408", small[:len(small)-2]: "408", "G\r\n\r\n": "400", small + "GET /": "200"} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			p := c.warm(t)
			for range 3 {
				p.ask(t, small)
			}
			p.send(t, half)
			b, err := io.ReadAll(p.in)
			if err != nil {
				t.Errorf("%q: %v", half, err)
			}
			if status == "" && len(b) > 0 || status != "" && !bytes.HasPrefix(b, []byte("HTTP/1.1 "+status)) {
				t.Errorf("%q: %.200q", half, b)
			}
		})
	}
}

// A clock that runs down is set anew where the last answer was not long ago.
func TestShortAnswersKeepAConnectionAlive(t *testing.T) {
	conns := make(chan *conn, 1)
	c := startCounted(t, func(h *http.Server) {
		h.ConnContext = func(ctx context.Context, nc net.Conn) context.Context {
			conns <- nc.(*conn)
			return withConn(ctx, nc)
		}
	}, testdata.Path(t, "ladder", "ladder.ism"))
	p := c.warm(t)
	server := <-conns
	for range 3 {
		want := p.ask(t, small)
		if err := server.SetReadDeadline(time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
		if got := p.ask(t, small); got != want {
			t.Errorf("%.300q", got)
		}
	}
	if n := c.long.Load(); sureWays() && n != 1 {
		t.Errorf("%d requests were answered the long way", n)
	}
}
