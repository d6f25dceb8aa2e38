package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A shop knows where things lie and runs programs there.
type shop struct {
	root   string // the folder of go.mod
	cache  string // .ci/cache: tools and packages, kept between runs
	made   string // .ci/out: what a run leaves for people
	out    io.Writer
	env    []string // added to the environment of every program
	strict bool     // CI: what cannot be tested is a failure
}

func newShop(out io.Writer) (*shop, error) {
	root, err := top()
	if err != nil {
		return nil, err
	}
	s := &shop{
		root:   root,
		cache:  filepath.Join(root, ".ci", "cache"),
		made:   filepath.Join(root, ".ci", "out"),
		out:    out,
		strict: os.Getenv("CI") != "" && os.Getenv("CI") != "false",
	}
	path := []string{filepath.Join(s.cache, "bin"), filepath.Join(s.npm(), "node_modules", ".bin"), os.Getenv("PATH")}
	s.env = []string{"PATH=" + strings.Join(path, string(os.PathListSeparator))}
	for _, folder := range []string{s.cache, s.made} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, fmt.Errorf("a folder for tools: %w", err)
		}
	}
	return s, nil
}

// npm is the folder that holds node_modules.
func (s *shop) npm() string { return filepath.Join(s.cache, "npm") }

// command prepares a program in the project's folder. An interrupt asks it to
// stop and ends it after a grace time.
func (s *shop) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, name, args...)
	c.Dir, c.Stdout, c.Stderr = s.root, s.out, s.out
	c.Env = append(os.Environ(), s.env...)
	c.WaitDelay = 10 * time.Second
	if runtime.GOOS != "windows" {
		c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	}
	return c
}

// run runs a program and shows what it prints.
func (s *shop) run(ctx context.Context, name string, args ...string) error {
	return named(s.command(ctx, name, args...).Run(), name, args)
}

// quiet runs a program and shows what it prints only when it fails.
func (s *shop) quiet(ctx context.Context, name string, args ...string) error {
	return named(s.muted(s.command(ctx, name, args...)), name, args)
}

func (s *shop) muted(c *exec.Cmd) error {
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	if err != nil {
		fmt.Fprintln(s.out, strings.TrimSpace(said.String()))
	}
	return err
}

// ask runs a program and answers what it prints on its standard output.
func (s *shop) ask(ctx context.Context, name string, args ...string) (string, error) {
	c := s.command(ctx, name, args...)
	c.Stdout, c.Stderr = nil, nil
	b, err := c.Output()
	return strings.TrimSpace(string(b)), named(err, name, args)
}

func named(err error, name string, args []string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", filepath.Base(name), strings.Join(args[:min(3, len(args))], " "), err)
}

// has reports whether a program can be found, also among the own tools.
func (s *shop) has(program string) bool {
	_, err := s.look(program)
	return err == nil
}

// look is the path of a program; the project's own tools come first.
func (s *shop) look(program string) (string, error) {
	own := filepath.Join(s.cache, "bin", program+exeSuffix())
	if _, err := os.Stat(own); err == nil {
		return own, nil
	}
	return exec.LookPath(program)
}

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
