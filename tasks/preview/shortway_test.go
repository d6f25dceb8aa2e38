package preview

import (
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// Every request gets the same bytes both ways, and is told of alike.
func TestShortWayAnswersAsTheLong(t *testing.T) {
	folder := t.TempDir()
	big := bigChunk(t, folder, 100_000)
	c := startCounted(t, nil, testdata.Path(t, "ladder", "ladder.ism"), big)
	headers := []string{
		"", "Origin: http://example.com\r\n", "Origin:\r\n", "User-Agent: a player\r\nAccept: */*\r\nConnection: keep-alive\r\n",
		"Range: bytes=10-19\r\n", "Range: bytes=999999999-\r\n", "If-None-Match: *\r\n", "If-Match: \"x\"\r\n", "X-Unknown: 1\r\n", "Accept-Encoding: gzip\r\n",
	}
	first, n, short := c.warm(t), 1, 0
	first.ask(t, c.big)
	n++
	bigPath, _, _ := strings.Cut(strings.TrimPrefix(c.big, "GET /"), " ")
	for path, mayBeShort := range map[string]bool{
		"ladder.ism/QualityLevels(20263)/Fragments(video=0)":    true,
		"ladder.ism/QualityLevels(20263)/FragmentInfo(video=0)": true,
		"LADDER.ISM/qualitylevels(20263)/FRAGMENTS(video=0)":    true,
		bigPath: true,
		"ladder.ism/QualityLevels(20263)/KeyFrames(video=0)":    false,
		"ladder.ism/QualityLevels(20263)/RawFragments(video=0)": false,
		"ladder.ism/QualityLevels(20263)/Fragments(video=1)":    false,
		"ladder.ism/QualityLevels(20263)/Fragments(video=x)":    false,
		"ladder.ism/QualityLevels(20263)/Fragments(video=0,x)":  false,
		"ladder.ism/QualityLevels(1)/Fragments(video=0)":        false,
		"ladder.ism/Manifest":                                   false,
		"ladder.ism/dash/0/0/0.m4s":                             false,
		"none.ism/Manifest":                                     false,
		"":                                                      false,
	} {
		for i, more := range headers {
			for _, method := range []string{"GET", "HEAD", "OPTIONS"} {
				request := method + " /" + path + ladderEnd + more + "\r\n"
				before := c.long.Load()
				got := first.ask(t, request)
				if c.long.Load() == before {
					short++
					if !mayBeShort || method != "GET" || i >= 4 && i <= 8 {
						t.Errorf("%q was answered the short way", request)
					}
				} else if sureWays() && mayBeShort && method == "GET" && i < 4 {
					t.Errorf("%q was answered the long way", request)
				}
				if want := c.player(t).ask(t, request); got != want {
					t.Errorf("%q: %.600q, the long way %.600q", request, got, want)
				}
				n += 2
				a, b := c.nth(t, n-1), c.nth(t, n)
				if a != b {
					t.Errorf("%q was told as %+v, the long way as %+v", request, a, b)
				}
			}
		}
	}
	if sureWays() && short != 4*5 {
		t.Errorf("%d requests went the short way", short)
	}
}

// Close lets an answer end that is nearly there, and ends one that nobody
// takes. Connections at rest end at once.
func TestCloseEndsShortAnswers(t *testing.T) {
	const payload = 32 << 20
	for _, reads := range []bool{true, false} {
		c := startCounted(t, nil, bigChunk(t, t.TempDir(), payload))
		rests, busy := c.player(t), c.player(t)
		for _, p := range []*talker{rests, busy} {
			p.ask(t, "HEAD"+c.big[3:])
		}
		busy.send(t, c.big)
		head := make([]byte, 100)
		if _, err := io.ReadFull(busy.in, head); err != nil {
			t.Fatal(err)
		}
		closed := make(chan error, 1)
		go func() { closed <- c.Close() }()
		if b, err := io.ReadAll(rests.in); len(b) > 0 || err != nil {
			t.Errorf("at rest: %q, %v", b, err)
		}
		if reads {
			n, err := io.Copy(io.Discard, busy.in)
			if err != nil || n < payload {
				t.Errorf("%d bytes of the answer, %v", n, err)
			}
		}
		if err := <-closed; err != nil {
			t.Error(err)
		}
		if r := c.nth(t, 3); (r.Err == "") != reads || r.Status != 200 {
			t.Errorf("reads %v: told as %+v", reads, r)
		}
		if sureWays() && c.long.Load() != 2 {
			t.Error("not the short way")
		}
	}
}

// A file that gets shorter while the short way sends it ends the connection.
func TestShortAnswerThatIsCut(t *testing.T) {
	const payload = 32 << 20
	folder := t.TempDir()
	name := bigChunk(t, folder, payload)
	c := startCounted(t, nil, name)
	p := c.player(t)
	p.ask(t, "HEAD"+c.big[3:])
	p.send(t, c.big)
	answer, err := http.ReadResponse(p.in, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if err := os.Truncate(name, 1<<20); err != nil {
		t.Skipf("this system does not let an open file be cut: %v", err)
	}
	if n, err := io.Copy(io.Discard, answer.Body); err == nil {
		t.Errorf("%d bytes of %d without an error", n, answer.ContentLength)
	}
	if r := c.nth(t, 2); r.Err == "" || r.Err == HungUp || r.Bytes >= payload {
		t.Errorf("told as %+v", r)
	}
	again := c.player(t)
	again.ask(t, "HEAD"+c.big[3:])
	if got := again.ask(t, c.big); !strings.HasPrefix(got, "HTTP/1.1 500 ") {
		t.Errorf("asked again: %.300q", got)
	}
}

// A site that is removed or replaced is gone on the short way, too, and a
// foreign name stays one.
func TestShortWayLooksEachTime(t *testing.T) {
	c := startCounted(t, nil, testdata.Path(t, "ladder", "ladder.ism"))
	p := c.warm(t)
	for host, status := range map[string]string{"localhost": "200", "evil.example": "403", c.Addr(): "200", "127.0.0.1": "200", "10.1.2.3": "403"} {
		for range 2 {
			if got := p.ask(t, strings.Replace(small, "localhost", host, 1)); !strings.HasPrefix(got, "HTTP/1.1 "+status) {
				t.Errorf("%s: %.100q", host, got)
			}
		}
	}
	c.Remove(c.Sites()[0])
	if got := p.ask(t, small); !strings.HasPrefix(got, "HTTP/1.1 404 ") {
		t.Errorf("removed: %.100q", got)
	}
}
