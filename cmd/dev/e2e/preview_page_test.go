package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"smoothscope/assets"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
	"smoothscope/testdata"
)

// previewing is a running preview server.
type previewing struct{ *preview.Server }

func startPreview(t *testing.T) previewing {
	t.Helper()
	_, err := assets.Player().Open("dashjs/dash.mss.min.js")
	need(t, err == nil, "dash.js in assets/player/dashjs")
	server, err := preview.Start(t.Context(), preview.Options{Player: assets.Player()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return previewing{server}
}

func (p previewing) add(t *testing.T, files ...string) *preview.Site {
	t.Helper()
	return p.addWith(t, asset.Options{}, files...)
}

func (p previewing) addWith(t *testing.T, o asset.Options, files ...string) *preview.Site {
	t.Helper()
	a, err := asset.Open(t.Context(), files, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	site, err := p.Add(a)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// visit is a page and what is done on it, see .ci/e2e/steps.mjs.
type visit struct {
	Name    string  `json:"name"`
	URL     string  `json:"url"`
	Steps   [][]any `json:"steps"`
	Picture string  `json:"picture"`
}

// visited is what was seen there.
type visited struct {
	Errors, Failed, Outside []string
	Trouble                 string // why the steps ended early
	Problem                 string // the sentence on the page, "" for none
	State                   *pageState
	Steps                   map[string]json.RawMessage
}

// pageState is a part of smoothscope.state, see assets/player/scope.js.
type pageState struct {
	Time, Duration float64
	Width          int
	Ended, Paused  bool
	Seeking        bool
	Buffered       [][2]float64
	Ahead          map[string]float64
	Errors         []string
}

// stretch is a while of playing.
type stretch struct {
	Wall, Media     float64 // seconds
	Frames, Dropped int
}

// visitAll lets Chromium visit pages.
func visitAll(t *testing.T, pages []visit) map[string]visited {
	t.Helper()
	node, browser, modules := tools(t)
	plan, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, node, filepath.Join(top(t), ".ci", "e2e", "preview.mjs"), modules, browser)
	c.WaitDelay = 5 * time.Second
	c.Stdin = bytes.NewReader(plan)
	var said bytes.Buffer
	c.Stderr = &said
	b, err := c.Output()
	if err != nil {
		t.Fatalf("the driver: %v\n%s", err, said.String())
	}
	var seen map[string]visited
	if err := json.Unmarshal(b, &seen); err != nil {
		t.Fatalf("the driver said %q: %v", b, err)
	}
	return seen
}

// quiet holds that nobody complained and nobody else was asked.
func (s visited) quiet(t *testing.T) {
	t.Helper()
	s.alone(t)
	for _, e := range append(s.Errors, s.Failed...) {
		t.Error(e)
	}
	if s.Problem != "" {
		t.Errorf("the page says %q", s.Problem)
	}
	if s.Trouble != "" || s.State == nil {
		t.Fatalf("on the page: %s", s.Trouble)
	}
	for _, e := range s.State.Errors {
		t.Errorf("the page said %q", e)
	}
}

// alone holds that no request left this computer, or tried to.
func (s visited) alone(t *testing.T) {
	t.Helper()
	for _, url := range s.Outside {
		t.Errorf("the page asked %s", url)
	}
}

// read is what a step answered.
func read[T any](t *testing.T, s visited, step string) T {
	t.Helper()
	var answer T
	if err := json.Unmarshal(s.Steps[step], &answer); err != nil {
		t.Fatalf("the step %q answered %q: %v", step, s.Steps[step], err)
	}
	return answer
}

// picture is a place for a screenshot that is kept.
func picture(t *testing.T, name string) string {
	t.Helper()
	out := filepath.Join(top(t), ".ci", "out")
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(out, name)
}

// pictures is the step that keeps the page in several sizes, dark and light.
func pictures(t *testing.T, name string) []any {
	t.Helper()
	var list []map[string]any
	for _, size := range [][2]int{{1440, 900}, {900, 600}, {390, 844}} {
		for _, theme := range []string{"dark", "light"} {
			file := name + "-" + theme + "-" + strconv.Itoa(size[0]) + ".png"
			list = append(list, map[string]any{"path": picture(t, file), "width": size[0], "height": size[1], "theme": theme})
		}
	}
	return []any{"pictures", list}
}

// times are the presentation times in seconds of the frames of a stream of a
// media file, in order, as ffprobe reads them.
func times(t *testing.T, file, stream string) []float64 {
	t.Helper()
	program := testdata.Tool(t, "ffprobe")
	b, err := exec.CommandContext(t.Context(), program, "-v", "error", "-select_streams", stream,
		"-show_entries", "packet=pts_time", "-of", "csv=p=0", file).Output()
	if err != nil {
		t.Fatalf("ffprobe %s: %v", file, err)
	}
	var times []float64
	for line := range strings.Lines(string(b)) {
		if at, err := strconv.ParseFloat(strings.Trim(strings.TrimSpace(line), ","), 64); err == nil {
			times = append(times, at)
		}
	}
	if len(times) == 0 {
		t.Fatalf("ffprobe reads no times from %s: %q", file, b)
	}
	slices.Sort(times)
	return times
}
