package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	linter        = "github.com/golangci/golangci-lint/v2/cmd/golangci-lint"
	linterVersion = "2.11.4"
)

func lintAll(ctx context.Context, s *shop, _ []string) error {
	r := &report{out: s.out}
	return r.all(ctx, append([]step{
		{"packages of the system", func(ctx context.Context) error { return s.install(ctx, buildNeeds()) }},
	}, s.lintSteps()...))
}

func (s *shop) lintSteps() []step {
	return []step{
		{"gofmt", s.gofmt},
		{"go vet", func(ctx context.Context) error {
			return s.run(ctx, "go", "vet", "./...", "./testdata", "./testdata/broken")
		}},
		{"linters", s.linters},
	}
}

func (s *shop) gofmt(ctx context.Context) error {
	folders := []string{"assets", "cmd", "gui", "inspect", "tasks", "testdata"}
	names, err := s.ask(ctx, "gofmt", append([]string{"-l"}, folders...)...)
	if err != nil {
		return err
	}
	if names != "" {
		return errors.New("not formatted: " + strings.Join(strings.Fields(names), " "))
	}
	return nil
}

func (s *shop) linters(ctx context.Context) error {
	if err := s.installLinter(ctx); err != nil {
		return err
	}
	path, err := s.look("golangci-lint")
	if err != nil {
		return err
	}
	return s.run(ctx, path, "run", "--allow-parallel-runners", "--config", filepath.Join(".ci", "golangci.yml"), "./...")
}

// installLinter builds the pinned linter into the cache, once.
func (s *shop) installLinter(ctx context.Context) error {
	if path, err := s.look("golangci-lint"); err == nil {
		if version, err := s.ask(ctx, path, "version", "--short"); err == nil && version == linterVersion {
			return nil
		}
	}
	fmt.Fprintln(s.out, "   building golangci-lint", linterVersion)
	c := s.command(ctx, "go", "install", linter+"@v"+linterVersion)
	c.Dir = os.TempDir() // outside the module: its pins are not ours
	c.Env = append(c.Env, "GOBIN="+filepath.Join(s.cache, "bin"), "CGO_ENABLED=0", "GOFLAGS=")
	return named(c.Run(), "go", []string{"install", "golangci-lint"})
}
