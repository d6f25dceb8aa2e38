package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// onScreen calls do with the environment of a screen of its own, so that a
// test neither disturbs a person nor needs one. Xvfb picks a free display.
func (s *shop) onScreen(ctx context.Context, do func(env []string) error) error {
	if runtime.GOOS != "linux" || !s.has("Xvfb") {
		if s.strict {
			return errors.New("missing: Xvfb")
		}
		return do(nil) // the tests say themselves what they cannot do
	}
	number, told, err := os.Pipe()
	if err != nil {
		return err
	}
	defer number.Close()
	ctx, stop := context.WithCancel(ctx)
	c := s.command(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp")
	c.ExtraFiles = append(c.ExtraFiles, told)
	c.Stdout, c.Stderr = nil, nil
	err = c.Start()
	told.Close()
	if err != nil {
		stop()
		return fmt.Errorf("start Xvfb: %w", err)
	}
	defer func() {
		stop()
		c.Wait() //nolint:errcheck // it was told to end
	}()
	_ = number.SetReadDeadline(time.Now().Add(20 * time.Second))
	display, err := bufio.NewReader(number).ReadString('\n')
	if err != nil {
		return fmt.Errorf("xvfb did not come up: %w", err)
	}
	return do([]string{
		"DISPLAY=:" + strings.TrimSpace(display), "WAYLAND_DISPLAY=", "XDG_SESSION_TYPE=x11",
		"LIBGL_ALWAYS_SOFTWARE=1", "GDK_BACKEND=x11",
	})
}
