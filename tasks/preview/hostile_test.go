package preview_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// raw sends bytes as they are and reads one answer.
func raw(t *testing.T, addr, request string) (int, http.Header, string) {
	t.Helper()
	var d net.Dialer
	c, err := d.DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%.80q: %v", request, err)
	}
	defer func() { _ = answer.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		t.Fatalf("%.80q: %v", request, err)
	}
	return answer.StatusCode, answer.Header, string(b)
}

func TestHostileRequestsGetA4xx(t *testing.T) {
	s := start(t, preview.Options{Player: player()})
	add(t, s, open(t, testdata.Path(t, "ladder", "ladder.ism")))
	const chunk = "/ladder.ism/QualityLevels(20263)/Fragments(video=0)"
	for request, want := range map[string]int{
		"GET /../../etc/passwd":                      400,
		"GET /ladder.ism/../../etc/passwd":           400,
		"GET /ladder.ism/%2e%2e/%2e%2e/etc/passwd":   400,
		"GET /ladder.ism/..%2f..%2fetc/passwd":       400,
		"GET /player/../../../etc/passwd":            400,
		"GET /player/%2e%2e%2findex.html":            400,
		"GET /player/..%5cindex.html":                400,
		"GET /player//etc/passwd":                    400,
		"GET /player/":                               404,
		"GET /player/none.js":                        404,
		"GET /player/folder":                         404,
		"GET //etc/passwd":                           400,
		"GET /%2fetc%2fpasswd":                       400,
		"GET /ladder.ism/Manifest%00":                400,
		"GET /ladder.ism/Manifest%0d%0aX-Evil:%201":  400,
		"GET /ladder.ism/Manifest/":                  404,
		"GET /ladder.ism/manifest(format=m3u8-aapl)": 404,
		"GET /ladder.ism/v_20.ismv":                  404,
		"GET /ladder.ism/ladder.ism":                 404,
		"GET /other.ism/Manifest":                    404,
		"GET /ladder.ism/%":                          400,
		"GET /ladder.ism/%ff%fe":                     400,
		"GET " + chunk + "/x":                        400,
		"GET " + strings.Replace(chunk, "=0", "="+strings.Repeat("9", 1000), 1):      400,
		"GET " + strings.Replace(chunk, "=0", "=18446744073709551616", 1):            400,
		"GET " + strings.Replace(chunk, "=0", "=18446744073709551615", 1):            404,
		"GET " + strings.Replace(chunk, "=0", "=-1", 1):                              400,
		"GET " + strings.Replace(chunk, "=0", "=1", 1):                               404,
		"GET " + strings.Replace(chunk, "20263", "20264", 1):                         404,
		"GET " + strings.Replace(chunk, "20263", "020263", 1):                        404,
		"GET " + strings.Replace(chunk, "20263", strings.Repeat("9", 900), 1):        404,
		"GET " + strings.Replace(chunk, "20263", "lots", 1):                          400,
		"GET " + strings.Replace(chunk, "20263", "20263,A=B", 1):                     404,
		"GET " + strings.Replace(chunk, "video=", "audio=", 1):                       404,
		"GET " + strings.Replace(chunk, "video=", "VIDEO=", 1):                       404,
		"GET " + strings.Replace(chunk, "video=0", "video=0,format=m3u8-aapl-v8", 1): 404,
		"GET " + strings.Replace(chunk, "Fragments", "RawKeyFrames", 1):              400,
		"GET /ladder.ism/dash/99/0/init.mp4":                                         404,
		"GET /ladder.ism/dash/0/99/0.m4s":                                            404,
		"GET /ladder.ism/dash/0/0/1.m4s":                                             404,
		"GET /ladder.ism/dash/-1/0/0.m4s":                                            400,
		"GET /" + strings.Repeat("a", 5000):                                          400,
		"GET /" + strings.Repeat("a", 40000):                                         431,
		"POST " + chunk:                                                              405,
		"PUT " + chunk:                                                               405,
		"DELETE /ladder.ism/Manifest":                                                405,
		"TRACE /":                                                                    405,
		"CONNECT evil.example:80":                                                    403,
		"PROPFIND /":                                                                 405,
		"GET *":                                                                      400,
		"GET http://evil.example/ladder.ism/Manifest":                                403,
		"BR EW": 400,
	} {
		status, header, body := raw(t, s.Addr(), request+" HTTP/1.1\r\nHost: "+s.Addr()+"\r\nConnection: close\r\n\r\n")
		if status != want {
			t.Errorf("%.100s: %d, want %d: %.100s", request, status, want, body)
		}
		if want == 405 && header.Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("%.100s: Allow is %q", request, header.Get("Allow"))
		}
		if strings.Count(body, "\n") > 1 || strings.Contains(body, "goroutine") || strings.Contains(body, "root:") {
			t.Errorf("%.100s: the answer has more than a line: %.200q", request, body)
		}
		if header.Get("X-Evil") != "" {
			t.Errorf("%.100s: a header came out of the path", request)
		}
	}
}

func TestForeignHostIsRefused(t *testing.T) {
	s := start(t, preview.Options{})
	add(t, s, open(t, testdata.Path(t, "ladder", "ladder.ism")))
	_, port, err := net.SplitHostPort(s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{
		s.Addr(): 200, "localhost:" + port: 200, "LOCALHOST": 200, "localhost.:" + port: 200, "127.0.0.1": 200, "127.9.9.9:1": 200,
		"[::1]:" + port: 200, "[::1]": 200,
		"evil.example": 403, "evil.example:" + port: 403, "localhost.evil.example": 403, "127.0.0.1.evil.example:" + port: 403,
		"10.0.0.1:" + port: 403, "[fe80::1]:" + port: 403, "notlocalhost": 403, "127.0.0.1:" + port + ".evil.example": 403, "127.0.0.1:x": 403, "0.0.0.0:" + port: 403,
	} {
		status, header, _ := raw(t, s.Addr(), "GET /ladder.ism/Manifest HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
		if status != want {
			t.Errorf("Host %s: %d, want %d", host, status, want)
		}
		if status == 403 && header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("Host %s: the refusal may be read by any page", host)
		}
	}
	for _, request := range []string{"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"} {
		if status, _, _ := raw(t, s.Addr(), request); status != 403 {
			t.Errorf("%q: %d, want 403", request, status)
		}
	}
	for _, request := range []string{"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"} {
		if status, _, _ := raw(t, s.Addr(), request); status != 400 {
			t.Errorf("%q: %d, want 400", request, status)
		}
	}
}

// A server that listens on a name answers for that name too.
func TestListeningNameIsKnown(t *testing.T) {
	s := start(t, preview.Options{Addr: "localhost:0"})
	if status, _, _ := raw(t, s.Addr(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); status != 200 {
		t.Errorf("%d", status)
	}
}

// A request that promises a body is not waited for.
func TestBodiesAreNotWaitedFor(t *testing.T) {
	s := start(t, preview.Options{})
	add(t, s, open(t, testdata.Path(t, "ladder", "ladder.ism")))
	for _, head := range []string{"Content-Length: 1000000000\r\n", "Transfer-Encoding: chunked\r\n"} {
		for method, want := range map[string]int{"GET": 400, "POST": 405} {
			status, _, _ := raw(t, s.Addr(), fmt.Sprintf("%s /ladder.ism/Manifest HTTP/1.1\r\nHost: %s\r\n%s\r\n", method, s.Addr(), head))
			if status != want {
				t.Errorf("%s with %q: %d, want %d", method, head, status, want)
			}
		}
	}
}
