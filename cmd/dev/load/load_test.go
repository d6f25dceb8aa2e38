package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestMedians(t *testing.T) {
	if got := median([]float64{3, 1, 2}); got != 2 {
		t.Errorf("of three: %v", got)
	}
	if got := median([]float64{4, 1, 2, 3}); got != 2.5 {
		t.Errorf("of four: %v", got)
	}
	// The machine slowed down in the second round: the ratio did not change.
	if got := median(ratios([]float64{50, 5, 52}, []float64{100, 10, 100})); got != 0.5 {
		t.Errorf("ratio %v", got)
	}
}

func TestPartsAreChosenByName(t *testing.T) {
	if all, err := choose(nil); err != nil || len(all) != len(parts()) {
		t.Errorf("without names: %d parts, %v", len(all), err)
	}
	if one, err := choose([]string{"readers"}); err != nil || len(one) != 1 || one[0].name != "readers" {
		t.Errorf("readers: %v, %v", one, err)
	}
	if _, err := choose([]string{"6kB"}); err == nil || !strings.Contains(err.Error(), "6k, 60k, 1M") {
		t.Errorf("an unknown name: %v", err)
	}
}

// wrk has to walk through all paths, and an answer that is not good has to be
// seen.
func TestWrkWalksAndSeesErrors(t *testing.T) {
	if _, err := exec.LookPath("wrk"); err != nil {
		t.Skip("wrk is missing: go run ./cmd/dev bench load installs it")
	}
	asked := make(chan string, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case asked <- r.URL.Path:
		default:
		}
		if r.URL.Path == "/bad" {
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	b := &bench{scratch: t.TempDir()}
	p := &process{name: "test", url: server.URL}
	script, err := b.writeWalk("good", []string{"/a(1=2)", "/b", "/c"}, true)
	if err != nil {
		t.Fatal(err)
	}
	m, err := b.wrk(t.Context(), p, script, time.Second)
	if err != nil || m.Requests < 3 || m.perSecond() <= 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	seen := map[string]bool{}
	for len(asked) > 0 {
		seen[<-asked] = true
	}
	if len(seen) != 3 {
		t.Errorf("asked for %v", seen)
	}
	if script, err = b.writeWalk("bad", []string{"/bad"}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := b.wrk(t.Context(), p, script, time.Second); err == nil || !strings.Contains(err.Error(), "other than 200") {
		t.Errorf("404s: %v", err)
	}
}

// A reader that gets other bytes, or fewer, has to fail.
func TestDribbleChecksItsBytes(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/short" {
			w.Header().Set("Content-Length", "100")
		}
		_, _ = io.WriteString(w, "123456789")
	}))
	defer server.Close()
	const sum = 0xcbf43926 // the CRC-32 of 123456789
	if err := dribble(t.Context(), server.URL, []string{"/", "/"}, []uint32{sum, sum}, 0); err != nil {
		t.Error(err)
	}
	if err := dribble(t.Context(), server.URL, []string{"/", "/"}, []uint32{sum, sum + 1}, 0); err == nil {
		t.Error("other bytes are taken")
	}
	if err := dribble(t.Context(), server.URL, []string{"/short"}, []uint32{sum}, 0); err == nil {
		t.Error("fewer bytes are taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := dribble(ctx, server.URL, []string{"/"}, []uint32{sum}, time.Hour); err == nil {
		t.Error("it does not stop")
	}
}

func TestFreePort(t *testing.T) {
	port, err := freePort(t.Context())
	if err != nil || port == 0 {
		t.Fatal(port, err)
	}
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
