package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// raw sends bytes as they are and reads one answer to a request of a method.
// Where half is set, nothing more follows the bytes.
func raw(t *testing.T, host, method, request string, half bool) (answer, error) {
	t.Helper()
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	// The server may answer and hang up before it has read everything.
	_, _ = io.WriteString(conn, request)
	if half {
		if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return readAnswer(bufio.NewReader(conn), method)
}

func readAnswer(in *bufio.Reader, method string) (answer, error) {
	r, err := http.ReadResponse(in, &http.Request{Method: method})
	if err != nil {
		return answer{}, err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return answer{r.StatusCode, r.Header, b}, err
}

// refused says whether it is a 4xx.
func (a answer) refused() bool { return a.status >= 400 && a.status <= 499 }

// hostile are requests that nobody means well with.
func hostile(host string) map[string]string {
	get := func(target string) string { return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n" }
	chunk := "/ladder.ism/QualityLevels(20263)/Fragments(video=0)"
	return map[string]string{
		"up":                           get("/../../../../etc/passwd"),
		"up from the asset":            get("/ladder.ism/../../../../etc/passwd"),
		"up to the media":              get("/ladder.ism/../v_20.ismv"),
		"up, encoded":                  get("/ladder.ism/%2e%2e/%2e%2e/etc/passwd"),
		"up, slash encoded":            get("/ladder.ism/..%2f..%2fetc%2fpasswd"),
		"up, encoded twice":            get("/ladder.ism/%252e%252e%252fetc%252fpasswd"),
		"up, overlong":                 get("/ladder.ism/%c0%ae%c0%ae/etc/passwd"),
		"up, backslash":                get(`/ladder.ism/..\..\etc\passwd`),
		"up, backslash encoded":        get("/ladder.ism/..%5c..%5cetc%5cpasswd"),
		"up from the player":           get("/player/../../etc/passwd"),
		"up from the player, encoded":  get("/player/%2e%2e%2f%2e%2e%2fetc/passwd"),
		"up from dash":                 get("/ladder.ism/dash/../../../etc/passwd"),
		"drive":                        get("/C:/Windows/win.ini"),
		"file":                         get("/ladder.ism/v_20.ismv"),
		"server manifest":              get("/ladder.ism/ladder.ism"),
		"double slash":                 get("//etc/passwd"),
		"NUL":                          get("/ladder.ism/Manifest%00"),
		"NUL in the name":              get("/ladder.ism%00/Manifest"),
		"NUL, raw":                     get("/ladder.ism/Manifest\x00"),
		"new line, encoded":            get("/ladder.ism/Manifest%0d%0aX-Evil:%201"),
		"slash in a level":             get("/ladder.ism/QualityLevels(20263%2f..)/Fragments(video=0)"),
		"slash in a chunk":             get("/ladder.ism/QualityLevels(20263)/Fragments(video=0%2f)"),
		"broken percent":               get("/ladder.ism/%zz"),
		"cut percent":                  get("/ladder.ism/Manifest%"),
		"no Unicode":                   get("/ladder.ism/%ff%fe"),
		"giant time":                   get("/ladder.ism/QualityLevels(20263)/Fragments(video=" + strings.Repeat("9", 400) + ")"),
		"time of 2^64":                 get("/ladder.ism/QualityLevels(20263)/Fragments(video=18446744073709551616)"),
		"time of 2^64-1":               get("/ladder.ism/QualityLevels(20263)/Fragments(video=18446744073709551615)"),
		"negative time":                get("/ladder.ism/QualityLevels(20263)/Fragments(video=-1)"),
		"signed time":                  get("/ladder.ism/QualityLevels(20263)/Fragments(video=+0)"),
		"time in hex":                  get("/ladder.ism/QualityLevels(20263)/Fragments(video=0x0)"),
		"time with a point":            get("/ladder.ism/QualityLevels(20263)/Fragments(video=0.0)"),
		"no time":                      get("/ladder.ism/QualityLevels(20263)/Fragments(video=)"),
		"time off by one":              get("/ladder.ism/QualityLevels(20263)/Fragments(video=1)"),
		"giant bitrate":                get("/ladder.ism/QualityLevels(" + strings.Repeat("9", 400) + ")/Fragments(video=0)"),
		"unknown bitrate":              get("/ladder.ism/QualityLevels(20264)/Fragments(video=0)"),
		"empty bitrate":                get("/ladder.ism/QualityLevels()/Fragments(video=0)"),
		"unknown stream":               get("/ladder.ism/QualityLevels(20263)/Fragments(sound=0)"),
		"unknown noun":                 get("/ladder.ism/QualityLevels(20263)/Fragment(video=0)"),
		"open bracket":                 get("/ladder.ism/QualityLevels(20263/Fragments(video=0"),
		"brackets in brackets":         get("/ladder.ism/QualityLevels((20263))/Fragments((video=0))"),
		"dash, giant index":            get("/ladder.ism/dash/99999999999999999999/0/init.mp4"),
		"dash, negative index":         get("/ladder.ism/dash/-1/0/init.mp4"),
		"dash, index too high":         get("/ladder.ism/dash/9/9/init.mp4"),
		"dash, giant time":             get("/ladder.ism/dash/0/0/" + strings.Repeat("9", 400) + ".m4s"),
		"unknown asset":                get("/none.ism/Manifest"),
		"unknown format":               get("/ladder.ism/Manifest(format=m3u8-aapl)"),
		"URL of 100 kB":                get("/" + strings.Repeat("a", 100_000)),
		"deep path":                    get("/ladder.ism" + strings.Repeat("/a", 2000)),
		"query of 100 kB":              get("/ladder.ism/Manifest?" + strings.Repeat("a", 100_000)),
		"header of 100 kB":             "GET / HTTP/1.1\r\nHost: " + host + "\r\nX: " + strings.Repeat("a", 100_000) + "\r\n\r\n",
		"ten thousand headers":         "GET / HTTP/1.1\r\nHost: " + host + "\r\n" + strings.Repeat("X: y\r\n", 10_000) + "\r\n",
		"no host":                      "GET / HTTP/1.1\r\n\r\n",
		"two hosts":                    "GET / HTTP/1.1\r\nHost: " + host + "\r\nHost: evil.example\r\n\r\n",
		"foreign host":                 "GET " + chunk + " HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"foreign host with our port":   "GET / HTTP/1.1\r\nHost: evil.example" + host[strings.LastIndex(host, ":"):] + "\r\n\r\n",
		"host that looks like ours":    "GET / HTTP/1.1\r\nHost: " + host + ".evil.example\r\n\r\n",
		"host with a user":             "GET / HTTP/1.1\r\nHost: evil.example@" + host + "\r\n\r\n",
		"absolute form, foreign":       "GET http://evil.example/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"HTTP/1.0 with a foreign host": "GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n",
		"asterisk":                     get("*"),
		"authority":                    "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
		"POST":                         "POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 5\r\n\r\nhello",
		"PUT":                          "PUT " + chunk + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n\r\n",
		"DELETE":                       "DELETE " + chunk + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"TRACE":                        "TRACE / HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"unknown method":               "BREW / HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"method in lower case":         "get / HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"two lengths":                  "GET / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
		"negative length":              "POST / HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: -1\r\n\r\n",
		"space before the colon":       "GET / HTTP/1.1\r\nHost : " + host + "\r\n\r\n",
		"folded header":                "GET / HTTP/1.1\r\nHost: " + host + "\r\n evil.example\r\n\r\n",
		"no HTTP":                      "hello\r\n\r\n",
		"TLS":                          "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
		"HTTP/2 preface":               "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"range out of reach":           "GET " + chunk + " HTTP/1.1\r\nHost: " + host + "\r\nRange: bytes=99999999-\r\n\r\n",
	}
}

// Each of them gets a 4xx and nothing of a file, and the server goes on.
func TestServeHostileRequests(t *testing.T) {
	s := serve(t, ladder(t))
	host := strings.TrimPrefix(s.addresses("listening")[0], "http://")
	for name, request := range hostile(host) {
		method, _, _ := strings.Cut(request, " ")
		got, err := raw(t, host, method, request, false)
		if err != nil || !got.refused() && got.status != http.StatusHTTPVersionNotSupported {
			t.Errorf("%s: %d, %v", name, got.status, err)
		}
		b := got.body
		if bytes.Contains(b, []byte("moof")) || bytes.Contains(b, []byte("root:")) || len(b) > 1000 || got.header.Get("X-Evil") != "" {
			t.Errorf("%s: %q", name, b[:min(len(b), 200)])
		}
	}
	for _, address := range s.lines {
		_, address, _ = strings.Cut(address, " ")
		if got := fetch(t, address); got.status != http.StatusOK {
			t.Errorf("afterwards %s: %d", address, got.status)
		}
	}
	if s.ended() != exitInterrupted || s.stderr.String() != "smoothctl: interrupted\n" {
		t.Errorf("stderr %q", s.stderr)
	}
}

// Odd but honest requests are answered.
func TestServeOddRequests(t *testing.T) {
	s := serve(t, ladder(t))
	host := strings.TrimPrefix(s.addresses("listening")[0], "http://")
	for name, request := range map[string]string{
		"HTTP/1.0":            "GET /ladder.ism/Manifest HTTP/1.0\r\nHost: " + host + "\r\n\r\n",
		"absolute form":       "GET http://" + host + "/ladder.ism/Manifest HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"lower case":          "GET /LADDER.ISM/manifest HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"encoded brackets":    "GET /ladder.ism/QualityLevels%2820263%29/Fragments%28video%3D0%29 HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"words in lower case": "GET /ladder.ism/qualitylevels(20263)/fragments(video=0) HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"query":               "GET /ladder.ism/Manifest?x=%00 HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"HEAD":                "HEAD /ladder.ism/Manifest HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"strange range":       "GET /ladder.ism/Manifest HTTP/1.1\r\nHost: " + host + "\r\nRange: apples=1-2\r\n\r\n",
	} {
		method, _, _ := strings.Cut(strings.TrimSpace(request), " ")
		got, err := raw(t, host, method, request, false)
		if err != nil || got.status != http.StatusOK {
			t.Errorf("%s: %d, %v", name, got.status, err)
		}
	}
}

// A hundred requests in one go are answered in order, and a bad one among them
// does not change the others.
func TestServePipelining(t *testing.T) {
	s := serve(t, ladder(t))
	host := strings.TrimPrefix(s.addresses("listening")[0], "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var all strings.Builder
	times := []string{"0", "20000000", "40000000", "60000000", "1"}
	for i := range 100 {
		fmt.Fprintf(&all, "GET /ladder.ism/QualityLevels(20263)/Fragments(video=%s) HTTP/1.1\r\nHost: %s\r\n\r\n", times[i%5], host)
	}
	sent := make(chan error, 1)
	go func() {
		_, err := io.WriteString(conn, all.String())
		sent <- err
	}()
	in := bufio.NewReader(conn)
	sizes := map[int]int{}
	for i := range 100 {
		got, err := readAnswer(in, http.MethodGet)
		if err != nil {
			t.Fatalf("answer %d: %v", i, err)
		}
		want := http.StatusOK
		if i%5 == 4 {
			want = http.StatusNotFound
		}
		if got.status != want || i >= 5 && sizes[i%5] != len(got.body) {
			t.Errorf("answer %d: %d, %d bytes, want %d and %d", i, got.status, len(got.body), want, sizes[i%5])
		}
		sizes[i%5] = len(got.body)
	}
	if err := <-sent; err != nil {
		t.Error(err)
	}
}

// Requests that stay half get a 4xx, and hold up nobody.
func TestServeHalfRequests(t *testing.T) {
	s := serve(t, ladder(t))
	host := strings.TrimPrefix(s.addresses("listening")[0], "http://")
	whole := "GET /ladder.ism/Manifest HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: test\r\n\r\n"
	for n := range len(whole) - 1 {
		if conn, err := net.Dial("tcp", host); err != nil {
			t.Fatal(err)
		} else if _, err := io.WriteString(conn, whole[:n]); err != nil {
			t.Fatal(err)
		} else {
			defer conn.Close() // it stays open and silent meanwhile
		}
		if got, err := raw(t, host, http.MethodGet, whole[:n], true); n > 0 && (err != nil || !got.refused()) {
			t.Errorf("%q: %d, %v", whole[:n], got.status, err)
		}
	}
	if got := fetch(t, s.addresses("smooth")[0]); got.status != http.StatusOK {
		t.Errorf("afterwards: %d", got.status)
	}
	if code := s.ended(); code != exitInterrupted {
		t.Errorf("with half requests open it ends with %d", code)
	}
}

// A request that never ends is refused by the server after a while.
func TestServeSlowHeaders(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: it waits until the server has had enough")
	}
	t.Parallel()
	s := serve(t, ladder(t))
	host := strings.TrimPrefix(s.addresses("listening")[0], "http://")
	got, err := raw(t, host, http.MethodGet, "GET / HTTP/1.1\r\nHost: "+host+"\r\nX-Slow: ", false)
	if err != nil || !got.refused() {
		t.Errorf("answer %d, %v", got.status, err)
	}
}

// longChunk is an asset of one file with one chunk of 64 MB, more than fits
// into the buffers between server and client.
func longChunk(t *testing.T) string {
	t.Helper()
	b := readFile(t, testdataFile(t, "v_20.ismv"))
	moof := bytes.Index(b, []byte("moof")) - 4
	size := int(binary.BigEndian.Uint32(b[moof:]))
	head := binary.BigEndian.AppendUint32(bytes.Clone(b[:moof+size]), longChunkSize)
	file := filepath.Join(t.TempDir(), "long.ismv")
	if err := os.WriteFile(file, append(head, "mdat"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, int64(moof+size+longChunkSize)); err != nil {
		t.Fatal(err)
	}
	return file
}

const longChunkSize = 64 << 20

func testdataFile(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join(filepath.Dir(ladder(t)), name)
}

// What happens to the file while it is read slowly reaches the player as an
// answer that ends early, the next one as an error, and the server goes on.
func TestServeFileThatChangesMeanwhile(t *testing.T) {
	for name, change := range map[string]func(file string) error{
		"truncated": func(file string) error { return os.Truncate(file, 1<<20) },
		"removed":   os.Remove,
		"replaced": func(file string) error {
			if err := os.WriteFile(file+".new", []byte("something else"), 0o600); err != nil {
				return err
			}
			return os.Rename(file+".new", file)
		},
	} {
		t.Run(name, func(t *testing.T) {
			file := longChunk(t)
			s := serve(t, file)
			offsets := runLine(t, "offsets", file, "--format", "json").stdout
			_, bitrate, _ := strings.Cut(offsets, `"bitrate":`)
			bitrate, _, _ = strings.Cut(bitrate, ",")
			address := strings.TrimSuffix(s.addresses("smooth")[0], "Manifest") + "QualityLevels(" + strings.TrimSpace(bitrate) + ")/Fragments(video=0)"
			answer, err := http.Get(address)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if answer.StatusCode != http.StatusOK || answer.ContentLength < longChunkSize {
				t.Fatalf("%s: %s, %d bytes", address, answer.Status, answer.ContentLength)
			}
			if _, err := io.CopyN(io.Discard, answer.Body, 1<<20); err != nil {
				t.Fatal(err)
			}
			if err := change(file); err != nil {
				t.Skipf("this system does not let it be %s: %v", name, err)
			}
			n, err := io.Copy(io.Discard, answer.Body)
			// The handle of a file that is only gone from its folder still reads.
			if name == "truncated" && err == nil || err == nil && n+1<<20 != answer.ContentLength {
				t.Errorf("after %d of %d bytes: %v", n+1<<20, answer.ContentLength, err)
			}
			time.Sleep(300 * time.Millisecond) // the server may have looked at the file just before
			fetch(t, address)
			if got := fetch(t, address); got.status != http.StatusNotFound && got.status/100 != 5 || !bytes.Contains(got.body, []byte("long.ismv")) {
				t.Errorf("the next request: %d, %s", got.status, got.body)
			}
			if got := fetch(t, s.addresses("smooth")[0]); got.status != http.StatusOK {
				t.Errorf("the manifest: %d", got.status)
			}
			s.ended()
			if text := s.stderr.String(); strings.Count(text, "warning: long.ismv") != 1 {
				t.Errorf("it was told: %q", text)
			}
		})
	}
}
