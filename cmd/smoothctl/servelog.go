package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"smoothscope/tasks/preview"
)

// logRoom is how many requests may wait for a slow terminal.
const logRoom = 4096

// requestLog writes a line per request without holding up the answers: what
// the terminal cannot keep up with is counted.
type requestLog struct {
	lines chan string
	lost  atomic.Int64
	gone  chan struct{}
}

func newRequestLog(w io.Writer) *requestLog {
	l := &requestLog{lines: make(chan string, logRoom), gone: make(chan struct{})}
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
	select {
	case l.lines <- requestLine(r):
	default:
		l.lost.Add(1)
	}
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
