package preview

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

const plainChunk = "GET /a.ism/QualityLevels(1)/Fragments(video=0) HTTP/1.1\r\n"

// chromium is what Chromium 156 sends with a request of a page's script.
const chromium = "Host: 127.0.0.1:18777\r\nConnection: keep-alive\r\nsec-ch-ua-platform: \"Linux\"\r\n" +
	"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\n" +
	"sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"\r\nsec-ch-ua-mobile: ?0\r\nAccept: */*\r\nSec-Fetch-Site: same-origin\r\n" +
	"Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nReferer: http://127.0.0.1:18777/\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-US,en;q=0.9\r\n"

func TestPlainHeads(t *testing.T) {
	for _, c := range []struct {
		request      string
		plain, short bool
	}{
		{plainChunk + "Host: a\r\n\r\n", true, true},
		{plainChunk + "hOST:a\r\nuser-AGENT: x y\r\nConnection: Keep-Alive\r\nOrigin: http://b\r\nSec-Fetch-Mode: cors\r\n\r\n", true, true},
		{plainChunk + chromium + "\r\n", true, true},
		{plainChunk + "Host: a\r\nRange: bytes=0-1\r\n\r\n", true, false},
		{plainChunk + "Host: a\r\nIf-None-Match: *\r\n\r\n", true, false},
		{plainChunk + "Host: a\r\nX-Whatever: " + strings.Repeat("b", 2000) + "\r\n\r\n", true, false},
		{plainChunk + "Host: a\r\n" + strings.Repeat("X", 100) + ": b\r\n\r\n", true, false},
		{strings.Replace(plainChunk, "GET", "HEAD", 1) + "Host: a\r\n\r\n", true, false},
		{strings.Replace(plainChunk, "GET", "OPTIONS", 1) + "Host: a\r\n\r\n", true, false},
		{strings.Replace(plainChunk, "(1)", "%281%29", 1) + "Host: a\r\n\r\n", true, false},
		{strings.Replace(plainChunk, " HTTP", "?b HTTP", 1) + "Host: a\r\n\r\n", true, false},
		{plainChunk + "Host: a\r\n", false, false},
		{plainChunk + "\r\n", false, false},
		{plainChunk + "Host: a\n\n", false, false},
		{plainChunk + "Host: a\r\nX: b\r\n c\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nHost: a\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nX : b\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nX: b\x00\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nX: b\rc\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nno colon\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nContent-Length: 1\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nContent-Length: 0\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\ntransfer-encoding: chunked\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nExpect: 100-continue\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nConnection: close\r\n\r\n", false, false},
		{plainChunk + "Host: a\r\nConnection: keep-alive, Upgrade\r\n\r\n", false, false},
		{strings.Replace(plainChunk, "1.1", "1.0", 1) + "Host: a\r\n\r\n", false, false},
		{strings.Replace(plainChunk, "GET", "POST", 1) + "Host: a\r\n\r\n", false, false},
		{strings.Replace(plainChunk, "GET", "get", 1) + "Host: a\r\n\r\n", false, false},
		{strings.Replace(plainChunk, "GET ", "GET  ", 1) + "Host: a\r\n\r\n", false, false},
		{strings.Replace(plainChunk, "/a", "http://b/a", 1) + "Host: a\r\n\r\n", false, false},
		{"\r\n" + plainChunk + "Host: a\r\n\r\n", false, false},
		{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false, false},
		{"", false, false},
	} {
		h, size := readPlain([]byte(c.request + "more"))
		if size != 0 && size != len(c.request) {
			t.Errorf("%.200q ends at %d", c.request, size)
		}
		if plain := size > 0; plain != c.plain || plain && h.short != c.short {
			t.Errorf("%.200q: plain %v, short %v", c.request, plain, h.short)
		}
	}
}

// What is plain, net/http reads in the same way and to the same byte.
func FuzzPlainHead(f *testing.F) {
	for _, fields := range []string{
		"Host: a\r\n\r\n", "Host: a\r\nConnection: keep-alive\r\nUser-Agent: b\r\nOrigin: null\r\n\r\nGET /", "Host: a\r\nRange: bytes=0-\r\n\r\n",
		"Host: a\r\nContent-Length: 3\r\n\r\nabc", "Host: a\r\n\tb: c\r\n\r\n", "Host: a\n\n", "Host : a\r\n\r\n", "Host: a\r\nHost: b\r\n\r\n",
	} {
		f.Add([]byte(plainChunk + fields))
		f.Add([]byte("HEAD //%2e%2e/?x#y HTTP/1.1\r\n" + fields))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		h, size := readPlain(b)
		if size == 0 {
			return
		}
		in := bytes.NewReader(b)
		buffered := bufio.NewReaderSize(in, len(b)+16)
		r, err := http.ReadRequest(buffered)
		if err != nil {
			if !h.short {
				return // it ends the connection
			}
			t.Fatalf("%q: %v", b, err)
		}
		rest, err := io.ReadAll(buffered)
		if err != nil || len(b)-len(rest) != size {
			t.Errorf("%q ends at %d, net/http ends it at %d (%v)", b, size, len(b)-len(rest), err)
		}
		if r.Host != string(h.host) || r.ContentLength != 0 || r.Close || len(r.TransferEncoding) > 0 || r.ProtoMinor != 1 {
			t.Errorf("%q: net/http reads %+v", b, r)
		}
		if h.short {
			checkShort(t, h, r)
		}
	})
}

// checkShort compares what the short way does not look at again.
func checkShort(t *testing.T, h plainHead, r *http.Request) {
	t.Helper()
	if r.Method != http.MethodGet || r.URL.EscapedPath() != string(h.path) || r.URL.RawQuery != "" || r.URL.Fragment != "" {
		t.Errorf("%q: net/http reads %s %q", h.path, r.Method, r.URL)
	}
	if r.UserAgent() != string(h.agent) || len(r.Header["Origin"]) > 0 != h.origin || conditional(r.Header) || r.Header["Expect"] != nil {
		t.Errorf("%q: net/http reads %v", h.path, r.Header)
	}
}
