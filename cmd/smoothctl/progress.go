package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"smoothscope/tasks"
)

const (
	barInterval  = 100 * time.Millisecond
	lineInterval = time.Second
	barWidth     = 24 // characters
)

// watch draws a progress on w in the way of the flag --progress until stop is
// called, which draws the last state or takes the bar away.
func watch(mode string, p *tasks.Progress, w io.Writer) (stop func(), err error) {
	draw, interval, err := painter(mode, w)
	if err != nil || draw == nil {
		return func() {}, err
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	start := time.Now()
	go func() {
		defer close(gone)
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				draw(p.Snapshot(), time.Since(start), false)
			case <-quit:
				draw(p.Snapshot(), time.Since(start), true)
				return
			}
		}
	}()
	return func() { close(quit); <-gone }, nil
}

type drawing func(s tasks.Snapshot, elapsed time.Duration, last bool)

// painter is how to draw; nil for not at all. Progress that cannot be written
// is no reason to stop the work, so its errors are dropped.
func painter(mode string, w io.Writer) (drawing, time.Duration, error) {
	if mode == "auto" {
		mode = "none"
		if isTerminal(w) {
			mode = "bar"
		}
	}
	switch mode {
	case "none":
		return nil, 0, nil
	case "bar":
		return func(s tasks.Snapshot, elapsed time.Duration, last bool) {
			text := ""
			if !last {
				text = bar(s, elapsed)
			}
			_, _ = fmt.Fprint(w, "\r\x1b[K"+text)
		}, barInterval, nil
	case "lines":
		return func(s tasks.Snapshot, elapsed time.Duration, _ bool) {
			_, _ = fmt.Fprintln(w, figures(s, elapsed))
		}, lineInterval, nil
	case "json":
		return func(s tasks.Snapshot, elapsed time.Duration, last bool) {
			line, err := json.Marshal(map[string]any{
				"kind": kindName(s.Kind), "total": s.Total, "done": s.Done, "doing": s.Doing,
				"seconds": elapsed.Seconds(), "last": last,
			})
			if err == nil {
				_, _ = fmt.Fprintln(w, string(line))
			}
		}, lineInterval, nil
	}
	return nil, 0, errors.New("unknown --progress=" + mode + ": use bar, lines, json or none")
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

func kindName(k tasks.Kind) string {
	switch k {
	case tasks.Count:
		return "count"
	case tasks.Bytes:
		return "bytes"
	}
	return "unknown"
}

func bar(s tasks.Snapshot, elapsed time.Duration) string {
	if s.Total <= 0 {
		return shorten(figures(s, elapsed))
	}
	full := int(min(max(s.Done, 0), s.Total) * barWidth / s.Total)
	return shorten("[" + strings.Repeat("=", full) + strings.Repeat(" ", barWidth-full) + "] " + figures(s, elapsed))
}

// shorten keeps a bar on one line of the narrowest usual terminal.
func shorten(text string) string {
	const width = 79
	runes := []rune(text)
	if len(runes) <= width {
		return text
	}
	return string(runes[:width-1]) + "…"
}

// figures is what is done of what, how fast, how long still, and what is
// being done.
func figures(s tasks.Snapshot, elapsed time.Duration) string {
	var parts []string
	switch {
	case s.Total > 0:
		parts = append(parts, fmt.Sprintf("%d %%", s.Done*100/s.Total), amount(s.Kind, s.Done)+" of "+amount(s.Kind, s.Total))
	case s.Done > 0:
		parts = append(parts, amount(s.Kind, s.Done))
	}
	if seconds := elapsed.Seconds(); s.Done > 0 && seconds >= 1 {
		perSecond := float64(s.Done) / seconds
		parts = append(parts, amount(s.Kind, int64(perSecond))+"/s")
		if left := float64(s.Total-s.Done) / perSecond; s.Total > s.Done {
			parts = append(parts, fmt.Sprintf("%.0f s left", left))
		}
	}
	if s.Doing != "" {
		parts = append(parts, s.Doing)
	}
	return strings.Join(parts, " · ")
}

func amount(k tasks.Kind, n int64) string {
	if k == tasks.Bytes {
		return byteText(n)
	}
	return fmt.Sprint(n)
}

// byteText is a number of bytes as people say it, in powers of thousand.
func byteText(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	value, unit := float64(n), 0
	for value >= 999.95 && unit < len(units)-1 {
		value, unit = value/1000, unit+1
	}
	return fmt.Sprintf("%.1f %s", value, units[unit])
}

var units = [...]string{"B", "kB", "MB", "GB", "TB", "PB"}
