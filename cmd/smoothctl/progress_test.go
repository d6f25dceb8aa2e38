package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"smoothscope/tasks"
)

func halfDone() *tasks.Progress {
	p := tasks.NewProgress(nil)
	p.Start(tasks.Bytes, 2_000_000)
	p.Add(1_000_000)
	p.Doing("clip.ism/Manifest")
	return p
}

func TestFigures(t *testing.T) {
	got := figures(halfDone().Snapshot(), 2*time.Second)
	if want := "50 % · 1.0 MB of 2.0 MB · 500.0 kB/s · 2 s left · clip.ism/Manifest"; got != want {
		t.Errorf("figures are %q, want %q", got, want)
	}
	if got := figures(tasks.Snapshot{}, time.Minute); got != "" {
		t.Errorf("figures of nothing are %q", got)
	}
	if got := figures(tasks.Snapshot{Kind: tasks.Count, Done: 3}, 0); got != "3" {
		t.Errorf("figures of a count without a total are %q", got)
	}
}

func TestBarStaysInItsLine(t *testing.T) {
	s := halfDone().Snapshot()
	s.Doing = strings.Repeat("ä", 300)
	got := bar(s, time.Second)
	if n := len([]rune(got)); n > 79 || !strings.HasPrefix(got, "["+strings.Repeat("=", 12)+strings.Repeat(" ", 12)+"]") {
		t.Errorf("the bar has %d characters: %s", n, got)
	}
	s.Done = -5 // a failed item takes its bytes back
	if got := bar(s, time.Second); !strings.HasPrefix(got, "[ ") {
		t.Errorf("the bar of less than nothing is %s", got)
	}
}

func TestWatchEndsWithTheLastState(t *testing.T) {
	for mode, want := range map[string]string{
		"none": "", "auto": "", // a buffer is no terminal
		"bar":   "\r\x1b[K",
		"lines": "50 % · 1.0 MB of 2.0 MB · clip.ism/Manifest\n",
	} {
		var b bytes.Buffer
		stop, err := watch(mode, halfDone(), &b)
		if err != nil {
			t.Fatal(err)
		}
		stop()
		if got := b.String(); got != want {
			t.Errorf("%s ends with %q, want %q", mode, got, want)
		}
	}
	var b bytes.Buffer
	stop, err := watch("json", halfDone(), &b)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	var line map[string]any
	if err := json.Unmarshal(b.Bytes(), &line); err != nil || line["done"] != 1e6 || line["last"] != true || line["kind"] != "bytes" {
		t.Errorf("json says %s (%v)", b.String(), err)
	}
	if _, err := watch("wheel", halfDone(), &b); err == nil {
		t.Error("--progress=wheel is accepted")
	}
}

func TestByteText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 999_949: "999.9 kB", 999_960: "1.0 MB", 1_660_000_000: "1.7 GB"} {
		if got := byteText(n); got != want {
			t.Errorf("byteText(%d) = %s, want %s", n, got, want)
		}
	}
}
