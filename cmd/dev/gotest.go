package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// A tally counts tests. A test with subtests is not counted itself, unless it
// failed and none of them did.
type tally struct {
	passed, failed, skipped int
	reasons                 []string // why tests were skipped, with their names
}

func (t *tally) line() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, t.skipped)
}

// event is a line of go test -json.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
	Elapsed    float64
}

// goTest runs go test with args and adds its tests to the tally. It shows a
// line per package and everything that a failed test printed.
func (s *shop) goTest(ctx context.Context, t *tally, env []string, args ...string) error {
	c := s.command(ctx, "go", append([]string{"test", "-json", "-vet=off"}, args...)...)
	c.Env = append(c.Env, env...)
	c.Stdout = nil
	lines, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	w := watcher{out: s.out, tally: t, results: map[string]string{}, said: map[string]*strings.Builder{}}
	w.read(lines)
	if err := c.Wait(); err != nil {
		return named(err, "go", append([]string{"test"}, args...))
	}
	if len(w.results) == 0 {
		return errors.New("no test ran")
	}
	return nil
}

// A watcher follows the events of one go test.
type watcher struct {
	out     io.Writer
	tally   *tally
	results map[string]string           // action by package and test
	said    map[string]*strings.Builder // output by package and test
}

func (w *watcher) read(lines io.Reader) {
	in := bufio.NewReader(lines)
	for {
		line, err := in.ReadBytes('\n')
		var e event
		if len(line) > 0 {
			if json.Unmarshal(line, &e) == nil && e.Action != "" {
				w.event(e)
			} else {
				fmt.Fprint(w.out, string(line)) // what the toolchain says in between
			}
		}
		if err != nil {
			return
		}
	}
}

func (w *watcher) event(e event) {
	key := e.Package + e.ImportPath + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		if w.said[key] == nil {
			w.said[key] = &strings.Builder{}
		}
		w.said[key].WriteString(e.Output)
	case "build-fail":
		fmt.Fprint(w.out, w.take(key))
	case "pass", "fail", "skip":
		if e.Test == "" {
			w.closePackage(e, key)
			return
		}
		w.results[key] = e.Action
		w.closeTest(e, key)
	}
}

func (w *watcher) closeTest(e event, key string) {
	said := w.take(key)
	switch e.Action {
	case "fail":
		fmt.Fprint(w.out, said)
	case "skip":
		w.tally.reasons = append(w.tally.reasons, e.Test+": "+reason(said))
	}
}

func (w *watcher) closePackage(e event, key string) {
	if e.Action == "fail" {
		fmt.Fprint(w.out, w.take(key))
	}
	passed, failed, skipped := w.count(e.Package)
	if e.Action == "fail" && failed == 0 {
		failed = 1 // it did not build, or it died outside a test
	}
	w.tally.passed += passed
	w.tally.failed += failed
	w.tally.skipped += skipped
	if e.Action == "skip" {
		return // a package without tests
	}
	word := "ok    "
	if e.Action == "fail" {
		word = "FAILED"
	}
	took := time.Duration(e.Elapsed * float64(time.Second)).Round(10 * time.Millisecond)
	fmt.Fprintf(w.out, "   %s %-42s %4d passed %7s\n", word, strings.TrimPrefix(e.Package, "smoothscope/"), passed, took)
}

// count counts the tests of a package that have no subtests.
func (w *watcher) count(pkg string) (passed, failed, skipped int) {
	groups := map[string]bool{}
	for key := range w.results {
		for at := strings.LastIndexByte(key, '/'); at > len(pkg); at = strings.LastIndexByte(key[:at], '/') {
			groups[key[:at]] = true
		}
	}
	for key, action := range w.results {
		if !strings.HasPrefix(key, pkg+" ") || groups[key] {
			continue
		}
		switch action {
		case "pass":
			passed++
		case "fail":
			failed++
		case "skip":
			skipped++
		}
	}
	return passed, failed, skipped
}

func (w *watcher) take(key string) string {
	b := w.said[key]
	delete(w.said, key)
	if b == nil {
		return ""
	}
	return b.String()
}

// reason is the text of t.Skip in what a skipped test printed.
func reason(said string) string {
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		if _, text, ok := strings.Cut(line, ".go:"); ok {
			_, text, _ = strings.Cut(text, ": ")
			return text
		}
	}
	return "no reason given"
}
