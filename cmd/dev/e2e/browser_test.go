package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/testdata"
)

// seen is what the driver saw, see .ci/e2e/play.mjs.
type seen struct {
	Samples []struct {
		Time   float64 // seconds
		Frames int     // decoded so far
		Width  int
	}
	Errors   []string
	Requests []string // "200 URL"
	Failed   []string
	Duration float64
}

// play lets Chromium play a manifest until it has gone on for three seconds.
func play(t *testing.T, manifest, picture string) seen {
	t.Helper()
	node, browser, modules := tools(t)
	page := httptest.NewServer(player(t, modules))
	t.Cleanup(page.Close)
	out := filepath.Join(top(t), ".ci", "out")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, node, filepath.Join(top(t), ".ci", "e2e", "play.mjs"),
		modules, browser, page.URL+"/", manifest, filepath.Join(out, picture))
	c.WaitDelay = 5 * time.Second
	var said bytes.Buffer
	c.Stderr = &said
	b, err := c.Output()
	if err != nil {
		t.Fatalf("the driver: %v\n%s", err, said.String())
	}
	var s seen
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatalf("the driver said %q: %v", b, err)
	}
	return s
}

// plays holds what a person would call playing: the time goes on, pictures of
// the right size are decoded, and nobody complains.
func (s seen) plays(t *testing.T, seconds float64) {
	t.Helper()
	for _, e := range append(s.Errors, s.Failed...) {
		t.Error(e)
	}
	if len(s.Samples) < 2 {
		t.Fatalf("%d looks at the player", len(s.Samples))
	}
	first, last := s.Samples[0], s.Samples[len(s.Samples)-1]
	if last.Time < 3 || last.Time <= first.Time {
		t.Errorf("the time went from %.2f s to %.2f s", first.Time, last.Time)
	}
	if last.Frames <= first.Frames || last.Frames < 50 {
		t.Errorf("%d frames are decoded, %d at first", last.Frames, first.Frames)
	}
	if last.Width == 0 {
		t.Error("the picture has no width")
	}
	if s.Duration < seconds-1 || s.Duration > seconds+1 {
		t.Errorf("the player says %.2f s, the asset has %.2f s", s.Duration, seconds)
	}
}

// asked counts the answers of status 200 whose URL contains part.
func (s seen) asked(part string) int {
	n := 0
	for _, r := range s.Requests {
		if strings.HasPrefix(r, "200 ") && strings.Contains(r, part) {
			n++
		}
	}
	return n
}

// player serves the page and dash.js from the loopback.
func player(t *testing.T, modules string) http.Handler {
	t.Helper()
	files := map[string]string{"/": filepath.Join(top(t), ".ci", "e2e", "play.html")}
	for _, script := range []string{"dash.mediaplayer.min.js", "dash.mss.min.js"} {
		files["/"+script] = filepath.Join(modules, "dashjs", "dist", "modern", "umd", script)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		http.ServeFile(w, r, path)
	})
}

// tools finds node, Chromium and the npm packages, or skips; in CI they must
// be there.
func tools(t *testing.T) (node, browser, modules string) {
	t.Helper()
	node, err := exec.LookPath("node")
	need(t, err == nil, "node")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if browser, err = exec.LookPath(name); err == nil {
			break
		}
	}
	need(t, err == nil, "chromium")
	modules = filepath.Join(top(t), ".ci", "cache", "npm", "node_modules")
	for _, name := range []string{"dashjs", "playwright-core"} {
		_, err := os.Stat(filepath.Join(modules, name))
		need(t, err == nil, "the npm package "+name)
	}
	return node, browser, modules
}

// need skips the test where something is missing; in CI it fails.
func need(t *testing.T, ok bool, what string) {
	t.Helper()
	testdata.Need(t, ok, what+" is missing: go run ./cmd/dev e2e installs it")
}

func top(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return folder
}
