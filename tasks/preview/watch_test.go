package preview

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/testdata"
)

// A player that hangs up while net/http answers ends that answer, also when it
// is not the first of its connection. One that has sent its next request
// already gets both answers, the second the short way where that is possible.
func TestHangingUpIsSeen(t *testing.T) {
	asked, left, goOn := make(chan bool), make(chan bool), make(chan bool)
	c := startCounted(t, func(h *http.Server) {
		answer := h.Handler
		h.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.RawQuery {
			case "wait":
				asked <- true
				<-r.Context().Done()
				left <- true
			case "slow":
				asked <- true
				<-goOn
			}
			answer.ServeHTTP(w, r)
		})
	}, testdata.Path(t, "ladder", "ladder.ism"))
	for _, before := range []int{0, 1, 3} {
		p := c.player(t)
		for range before {
			p.ask(t, small)
		}
		p.send(t, strings.Replace(small, " HTTP", "?wait HTTP", 1))
		<-asked
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		<-left
	}
	p := c.player(t)
	want := p.ask(t, small)
	p.send(t, strings.Replace(small, " HTTP", "?slow HTTP", 1))
	<-asked
	p.send(t, small+small)
	goOn <- true
	for range 3 {
		if got := p.answer(t, "GET"); got != want {
			t.Errorf("%.300q", got)
		}
	}
}

// A player that has sent all its requests and closes its side gets every
// answer: none of those in front of the last is cut off.
func TestAPlayerThatHasAskedForAllIsThere(t *testing.T) {
	if !sureWays() {
		t.Skip("here net/http takes what follows")
	}
	c := startCounted(t, func(h *http.Server) {
		h.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RawQuery != "" {
				select {
				case <-r.Context().Done():
					t.Error("an answer was given up though its player waits for it")
				case <-time.After(100 * time.Millisecond): // long enough for a hang-up to be noticed
				}
			}
			w.WriteHeader(http.StatusNoContent)
		})
	}, testdata.Path(t, "ladder", "ladder.ism"))
	p := c.player(t)
	slow := strings.Replace(small, " HTTP", "?slow HTTP", 1)
	p.send(t, slow+slow+small)
	if err := p.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(p.in); strings.Count(string(b), "HTTP/1.1 204 ") != 3 || err != nil {
		t.Errorf("%q, %v", b, err)
	}
}

// What nobody waits for any more is no fault of the file. The answer names that,
// and does not say where it is; only who runs the server is told.
func TestGivenUpIsNoFaultOfTheServer(t *testing.T) {
	c := startCounted(t, nil, testdata.Path(t, "ladder", "ladder.ism"))
	c.warm(t)
	c.nth(t, 1)
	gone, end := context.WithCancel(t.Context())
	end()
	for i, form := range []string{"KeyFrames", "RawFragments"} {
		w := httptest.NewRecorder()
		c.ServeHTTP(w, httptest.NewRequestWithContext(gone, http.MethodGet, "http://localhost/ladder.ism/QualityLevels(20263)/"+form+"(video=0)", nil))
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: %d %s", form, w.Code, w.Body)
		}
		folder := filepath.Dir(testdata.Path(t, "ladder", "ladder.ism"))
		if said := w.Body.String(); strings.Contains(said, folder) || !strings.Contains(said, "v_20.ismv: ") || !strings.Contains(c.nth(t, 2+i).Err, folder) {
			t.Errorf("it says %q", said)
		}
	}
}
