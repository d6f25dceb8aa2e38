package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A fuzzer is a Fuzz function and the package folder it lies in.
type fuzzer struct{ folder, name string }

// fuzzTime is short: the seeds and found cases run with the tests, this only
// keeps the fuzzers alive. Long runs are for people.
const fuzzTime = "5s"

// minimizeRuns bounds the shrinking of each input that reaches new code. Left
// alone, Go shrinks the first one for a minute and tries no other meanwhile.
const minimizeRuns = "10x"

func (s *shop) fuzz(ctx context.Context) error {
	list, err := fuzzers(s.root)
	if err != nil {
		return err
	}
	for _, f := range list {
		fmt.Fprintf(s.out, "   %s %s\n", f.folder, f.name)
		if err := s.fuzzOne(ctx, f); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

func (s *shop) fuzzOne(ctx context.Context, f fuzzer) error {
	args := []string{
		"test", "-vet=off", "-run", "^$", "-fuzz", "^" + f.name + "$", "-fuzztime", fuzzTime,
		"-fuzzminimizetime", minimizeRuns, "-parallel", "2", "./" + f.folder,
	}
	var said bytes.Buffer
	c := s.command(ctx, "go", args...)
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	if err == nil || endedLate(said.String()) {
		return nil
	}
	fmt.Fprintln(s.out, strings.TrimSpace(said.String()))
	return named(err, "go", args)
}

// endedLate tells a fuzzer that found nothing and was still at work when its
// time was up: Go calls that a failure now and then (golang/go#48591). A
// finding names the input that it wrote.
func endedLate(said string) bool {
	return strings.Contains(said, "context deadline exceeded") && !strings.Contains(said, "Failing input written")
}

// fuzzers finds the Fuzz functions by reading the tests: listing them with go
// test would link every package once more.
func fuzzers(root string) ([]fuzzer, error) {
	declared := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)
	var found []fuzzer
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		for _, m := range declared.FindAllSubmatch(b, -1) {
			found = append(found, fuzzer{filepath.ToSlash(folder), string(m[1])})
		}
		return nil
	})
	slices.SortFunc(found, func(a, b fuzzer) int { return strings.Compare(a.folder+" "+a.name, b.folder+" "+b.name) })
	return found, err
}
