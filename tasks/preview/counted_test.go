package preview

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// counted is a server that counts the requests that net/http answers.
type counted struct {
	*Server
	big  string // a request for the first chunk of the last asset
	long atomic.Int64
	mu   sync.Mutex
	told []Request
	now  time.Time
}

// startCounted serves assets; the clock of what it tells stands still.
func startCounted(t *testing.T, change func(*http.Server), names ...string) *counted {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &counted{now: time.Unix(1e9, 0)}
	c.Server = newServer(t.Context(), Options{OnRequest: c.tell, Now: func() time.Time { return c.now }}, l)
	c.http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.long.Add(1)
		c.ServeHTTP(w, r)
	})
	if change != nil {
		change(&c.http)
	}
	c.serve(l)
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, name := range names {
		a := openAsset(t, name)
		site, err := c.Add(a)
		if err != nil {
			t.Fatal(err)
		}
		c.big = "GET /" + site.Name + "/" + a.ChunkPath(0, 0, 0) + ladderEnd + "\r\n"
	}
	return c
}

func openAsset(t *testing.T, name string) *asset.Asset {
	t.Helper()
	a, err := asset.Open(t.Context(), []string{name}, asset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func (c *counted) tell(r Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told = append(c.told, r)
}

// nth waits for the n-th request that is told.
func (c *counted) nth(t *testing.T, n int) Request {
	t.Helper()
	for range 500 {
		c.mu.Lock()
		told := c.told
		c.mu.Unlock()
		if len(told) >= n {
			return told[n-1]
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("request %d was not told of", n)
	return Request{}
}

// talker is a connection to a server.
type talker struct {
	*net.TCPConn
	in *bufio.Reader
}

func (c *counted) player(t *testing.T) *talker {
	t.Helper()
	p, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", c.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return &talker{p.(*net.TCPConn), bufio.NewReader(p)}
}

func (p *talker) send(t *testing.T, bytes string) {
	t.Helper()
	if _, err := io.WriteString(p, bytes); err != nil {
		t.Fatal(err)
	}
}

// answer is one answer as it came, without the time in it.
func (p *talker) answer(t *testing.T, method string) string {
	t.Helper()
	var came bytes.Buffer
	answer, err := http.ReadResponse(bufio.NewReader(io.TeeReader(oneByOne{p.in}, &came)), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%v after %.200q", err, came.String())
	}
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return regexp.MustCompile(`\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n`).ReplaceAllString(came.String(), "\r\nDate\r\n")
}

// oneByOne keeps a buffered reader on top from taking the next answer along.
type oneByOne struct{ r io.Reader }

func (o oneByOne) Read(p []byte) (int, error) { return o.r.Read(p[:min(len(p), 1)]) }

func (p *talker) ask(t *testing.T, request string) string {
	t.Helper()
	p.send(t, request)
	method, _, _ := strings.Cut(request, " ")
	return p.answer(t, method)
}

const (
	ladderHead = "GET /ladder.ism/"
	ladderEnd  = " HTTP/1.1\r\nHost: localhost\r\n"
	small      = ladderHead + "QualityLevels(20263)/Fragments(video=0)" + ladderEnd + "\r\n"
)

// warm lets a connection have its first answer, from where on the short way is
// open.
func (c *counted) warm(t *testing.T) *talker {
	t.Helper()
	p := c.player(t)
	p.ask(t, small)
	return p
}

// sureWays says whether it is sure which way a request goes: where a byte cannot
// be looked at without taking it, net/http may have got one too many.
func sureWays() bool { return runtime.GOOS == "linux" || runtime.GOOS == "darwin" }

// bigChunk makes an asset big.ism whose chunk has about so many bytes.
func bigChunk(t *testing.T, folder string, payload int) string {
	t.Helper()
	b, err := os.ReadFile(testdata.Path(t, "ladder", "v_20.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(b, []byte("mdat")) - 4
	size := payload + 8
	b = append(bytes.Clone(b[:at]), byte(size>>24), byte(size>>16), byte(size>>8), byte(size), 'm', 'd', 'a', 't')
	name := filepath.Join(folder, "big.ismv")
	if err := os.WriteFile(name, append(b, make([]byte, payload)...), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}
