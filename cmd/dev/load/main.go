// Command load measures the preview server under load, next to nginx and a
// bare Go file server that send the same chunks as plain files. All of them
// run as processes of their own on the loopback, one after the other, several
// times, and medians are compared: figures of different runs do not compare.
//
//	go run ./cmd/dev bench load [6k|60k|1M|manifest|readers …]
//
// installs what it takes (ffmpeg, nginx, wrk), builds smoothctl and runs this.
// It knows media only through ffmpeg and smoothctl, and Linux's /proc. A new
// part is one file with its function and one line in parts.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A bench is one run: where things lie and how long it looks.
type bench struct {
	smoothctl string
	cache     string // media and published folders, kept between runs
	scratch   string // gone at the end
	rounds    int
	each      time.Duration // of one wrk
	readFor   time.Duration // the slow readers
	readers   int
	out       io.Writer
	missed    []string // targets that were not reached
}

// A part is something to measure.
type part struct {
	name string
	run  func(ctx context.Context, b *bench) error
}

func parts() []part {
	return []part{
		{"6k", func(ctx context.Context, b *bench) error { return b.chunks(ctx, small()) }},
		{"60k", func(ctx context.Context, b *bench) error { return b.chunks(ctx, middle()) }},
		{"1M", func(ctx context.Context, b *bench) error { return b.chunks(ctx, large()) }},
		{"manifest", func(ctx context.Context, b *bench) error { return b.manifest(ctx) }},
		{"readers", func(ctx context.Context, b *bench) error { return b.slowReaders(ctx) }},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := load(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func load(ctx context.Context, args []string, out io.Writer) (err error) {
	if len(args) == 2 && args[0] == fileServerVerb {
		return serveFiles(ctx, args[1], out)
	}
	b := &bench{out: out}
	chosen, err := b.parse(args)
	if err != nil {
		return err
	}
	if b.scratch, err = os.MkdirTemp("", "smoothscope-load-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.scratch)) }()
	fmt.Fprintln(out, b.conditions())
	for _, p := range chosen {
		if err := p.run(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	if len(b.missed) > 0 {
		return fmt.Errorf("not reached: %s", strings.Join(b.missed, "; "))
	}
	return nil
}

// parse reads the flags; without names it chooses all parts.
func (b *bench) parse(args []string) ([]part, error) {
	f := flag.NewFlagSet("load", flag.ContinueOnError)
	f.StringVar(&b.smoothctl, "smoothctl", "smoothctl", "the program under test")
	f.StringVar(&b.cache, "cache", filepath.Join(os.TempDir(), "smoothscope-load"), "folder that keeps the media between runs")
	f.IntVar(&b.rounds, "rounds", 3, "how often each server is asked")
	f.DurationVar(&b.each, "each", 3*time.Second, "how long each time")
	f.IntVar(&b.readers, "readers", 1000, "how many slow readers")
	f.DurationVar(&b.readFor, "readfor", time.Minute, "how long the slow readers take")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if runtime.GOOS != "linux" {
		return nil, errors.New("memory and handles are read from /proc, which only Linux has")
	}
	if b.rounds < 1 || b.readers < 1 || b.each < time.Second || b.readFor < time.Second {
		return nil, errors.New("there has to be a round, a reader and a second")
	}
	return choose(f.Args())
}

func choose(names []string) ([]part, error) {
	all := parts()
	if len(names) == 0 {
		return all, nil
	}
	var chosen []part
	for _, name := range names {
		at := slices.IndexFunc(all, func(p part) bool { return p.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no part %q: there are 6k, 60k, 1M, manifest and readers", name)
		}
		chosen = append(chosen, all[at])
	}
	return chosen, nil
}

// conditions says under what the figures came about.
func (b *bench) conditions() string {
	return fmt.Sprintf("%d cores, load average %s; %d rounds of %s, medians; wrk with %d keep-alive connections on the same cores",
		runtime.NumCPU(), loadAverage(), b.rounds, b.each, connections)
}

// want notes a target that was not reached, and says which it is.
func (b *bench) want(reached bool, what string) string {
	if reached {
		return "good"
	}
	b.missed = append(b.missed, what)
	return "MISSED"
}
