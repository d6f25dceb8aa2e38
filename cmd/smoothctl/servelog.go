package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"smoothscope/tasks/preview"
)

// logRoom is how many requests may wait for a slow terminal.
const logRoom = 4096

// mostTold bounds how many different troubles are told.
const mostTold = 100

// requestLog writes about requests without holding up the answers: what the
// terminal cannot keep up with is counted. It tells of each request, or only of
// what went wrong here, once each.
type requestLog struct {
	each  bool
	lines chan string
	lost  atomic.Int64
	gone  chan struct{}

	mu   sync.Mutex
	told map[string]bool
}

func newRequestLog(w io.Writer, each bool) *requestLog {
	l := &requestLog{each: each, lines: make(chan string, logRoom), gone: make(chan struct{}), told: map[string]bool{}}
	go func() {
		defer close(l.gone)
		for line := range l.lines {
			// Nobody is left to tell when stderr does not take it.
			_, _ = io.WriteString(w, line)
			if n := l.lost.Swap(0); n > 0 {
				_, _ = fmt.Fprintf(w, "%d more requests were too fast to be shown\n", n)
			}
		}
	}()
	return l
}

func (l *requestLog) add(r preview.Request) {
	var line string
	switch {
	case l.each:
		line = requestLine(r)
	case ours(r) && l.first(r.Err):
		line = "warning: " + printable(oneLine(errors.New(r.Err))) + "\n"
	default:
		return
	}
	select {
	case l.lines <- line:
	default:
		l.lost.Add(1)
	}
}

// ours says whether an answer is bad because of the asset, not the player: a
// chunk that there should be has no bytes, or the server could not do it.
func ours(r preview.Request) bool {
	switch {
	case r.Err == "", r.Status == http.StatusServiceUnavailable: // it was on its way when the server ended
		return false
	case r.Status == http.StatusNotFound:
		return r.Chunk >= 0
	}
	return r.Status >= http.StatusInternalServerError
}

func (l *requestLog) first(text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told[text] || len(l.told) >= mostTold {
		return false
	}
	l.told[text] = true
	return true
}

// close writes what waits. No request may come after it.
func (l *requestLog) close() {
	close(l.lines)
	<-l.gone
}

// requestLine is when, with what answer, what was asked for, how much was sent
// in what time, and what was wrong.
func requestLine(r preview.Request) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d %s %s %d bytes %s", r.At.Format("15:04:05.000"), r.Status, printable(r.Method), printable(r.Path), r.Bytes, milliseconds(r.Took))
	if r.Err != "" {
		b.WriteString(": " + printable(oneLine(errors.New(r.Err))))
	}
	b.WriteString("\n")
	return b.String()
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

// printable keeps what a stranger sent from steering the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}
