package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A process is a server under test.
type process struct {
	name string
	url  string // without a slash at the end
	cmd  *exec.Cmd
	said *bytes.Buffer // on stderr; to be read after stop
	gone chan struct{} // closed when nobody reads its output any more
}

// start starts a server that says where it listens with a line
// "listening URL" on its standard output.
func start(ctx context.Context, name, program string, args ...string) (*process, error) {
	p := &process{name: name, said: &bytes.Buffer{}, gone: make(chan struct{})}
	p.cmd = exec.CommandContext(ctx, program, args...)
	p.cmd.Stderr = p.said
	lines, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	address := make(chan string, 1)
	go func() {
		defer close(p.gone)
		defer close(address)
		in := bufio.NewScanner(lines)
		for in.Scan() {
			if url, ok := strings.CutPrefix(in.Text(), "listening "); ok {
				address <- url
			}
		}
	}()
	select {
	case p.url = <-address:
	case <-time.After(30 * time.Second):
	}
	if p.url == "" {
		p.stop()
		return nil, fmt.Errorf("%s does not listen: %s", name, strings.TrimSpace(p.said.String()))
	}
	return p, nil
}

// stop asks the process to end and waits for it.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(os.Interrupt) // it may have ended by itself
	kill := time.AfterFunc(10*time.Second, func() { _ = p.cmd.Process.Kill() })
	<-p.gone
	_ = p.cmd.Wait() // an interrupted server ends with 130
	kill.Stop()
}

// memory is the resident set in bytes.
func (p *process) memory() int64 {
	b, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "status"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kb << 10
		}
	}
	return 0
}

// handles is how many files and sockets the process has open.
func (p *process) handles() int {
	entries, err := os.ReadDir(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "fd"))
	if err != nil {
		return -1
	}
	return len(entries)
}

// clockTick is the unit of times in /proc, the same on every Linux that Go runs on.
const clockTick = 10 * time.Millisecond

// cpu is the processor time that the process and its children took so far.
func (p *process) cpu() time.Duration {
	id := strconv.Itoa(p.cmd.Process.Pid)
	all := cpuOf(id)
	children, err := os.ReadFile(filepath.Join("/proc", id, "task", id, "children"))
	if err != nil {
		return all
	}
	for child := range strings.FieldsSeq(string(children)) {
		all += cpuOf(child)
	}
	return all
}

func cpuOf(id string) time.Duration {
	b, err := os.ReadFile(filepath.Join("/proc", id, "stat"))
	if err != nil {
		return 0
	}
	// The name may hold anything, so count from behind it: proc(5), fields 14, 15.
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	var ticks int64
	for _, f := range fields[11:13] {
		n, _ := strconv.ParseInt(f, 10, 64)
		ticks += n
	}
	return time.Duration(ticks) * clockTick
}

// A gauge is the most that a process took while it was watched.
type gauge struct {
	most     int64 // bytes
	handles  int
	quit     context.CancelFunc
	finished chan struct{}
}

// watch looks at a process five times a second until end is called.
func (p *process) watch(ctx context.Context) *gauge {
	ctx, quit := context.WithCancel(ctx)
	g := &gauge{quit: quit, finished: make(chan struct{})}
	go func() {
		defer close(g.finished)
		for {
			g.most = max(g.most, p.memory())
			g.handles = max(g.handles, p.handles())
			if sleep(ctx, 200*time.Millisecond) != nil {
				return
			}
		}
	}()
	return g
}

// end ends the watch, also a second time; then the gauge may be read.
func (g *gauge) end() *gauge {
	g.quit()
	<-g.finished
	return g
}

func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	one, _, _ := strings.Cut(string(b), " ")
	return one
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
