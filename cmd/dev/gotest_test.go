package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestTallyCountsLeaves(t *testing.T) {
	const events = `{"Action":"output","Package":"p/a","Test":"TestOne","Output":"x"}
{"Action":"pass","Package":"p/a","Test":"TestOne"}
{"Action":"pass","Package":"p/a","Test":"TestTwo/left"}
{"Action":"output","Package":"p/a","Test":"TestTwo/right","Output":"    a_test.go:12: boom\n"}
{"Action":"fail","Package":"p/a","Test":"TestTwo/right"}
{"Action":"fail","Package":"p/a","Test":"TestTwo"}
{"Action":"output","Package":"p/a","Test":"TestThree","Output":"    a_test.go:12: no Xvfb here\n"}
{"Action":"skip","Package":"p/a","Test":"TestThree"}
{"Action":"fail","Package":"p/a","Elapsed":1.5}
{"Action":"skip","Package":"p/none"}
not an event
{"ImportPath":"p/b [p/b.test]","Action":"build-output","Output":"b.go:1:1: syntax error\n"}
{"ImportPath":"p/b [p/b.test]","Action":"build-fail"}
{"Action":"fail","Package":"p/b"}
`
	var out strings.Builder
	var n tally
	w := watcher{out: &out, tally: &n, results: map[string]string{}, said: map[string]*strings.Builder{}}
	w.read(strings.NewReader(events))
	if got := n.line(); got != "2 passed, 2 failed, 1 skipped" {
		t.Error(got)
	}
	if len(n.reasons) != 1 || n.reasons[0] != "TestThree: no Xvfb here" {
		t.Errorf("reasons: %q", n.reasons)
	}
	for _, text := range []string{"boom", "not an event", "syntax error", "FAILED p/a"} {
		if !strings.Contains(out.String(), text) {
			t.Errorf("%q is not shown:\n%s", text, out.String())
		}
	}
}

func TestReportEndsWithTheCount(t *testing.T) {
	var out strings.Builder
	r := &report{out: &out, counts: true}
	err := r.all(t.Context(), []step{
		{"one", func(context.Context) error { return nil }},
		{"two", func(context.Context) error { return errors.New("broken") }},
		{"three", func(context.Context) error { r.tests.passed = 7; return nil }},
	})
	if err == nil || err.Error() != "failed: two" {
		t.Errorf("error: %v", err)
	}
	if !strings.HasSuffix(out.String(), "failed: two\n7 passed, 1 failed, 0 skipped\n") {
		t.Errorf("the end is %q", out.String())
	}
}

func TestUnknownVerbIsRefused(t *testing.T) {
	for _, args := range [][]string{nil, {"dance"}} {
		if err := dev(t.Context(), args, io.Discard); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
}

// A fuzzer whose time ran out is not one that found something.
func TestFuzzersThatEndLate(t *testing.T) {
	late := "--- FAIL: FuzzX (5.19s)\n    context deadline exceeded\nFAIL\n"
	found := "--- FAIL: FuzzX (0.19s)\n    x_test.go:3: context deadline exceeded\n    Failing input written to testdata/fuzz/FuzzX/1\n"
	if !endedLate(late) || endedLate(found) || endedLate("--- FAIL: FuzzX\n    panic\n") {
		t.Error("what a fuzzer says is not told apart")
	}
}
