package main

import (
	"context"
	"fmt"
	"path/filepath"
)

// bench runs the Go benchmarks and the load on the preview server, or one of
// them: "go [regexp]", "load [part …]".
func bench(ctx context.Context, s *shop, args []string) error {
	if len(args) == 0 {
		if err := s.benchGo(ctx, "."); err != nil {
			return err
		}
		return s.benchLoad(ctx, nil)
	}
	switch {
	case args[0] == "load":
		return s.benchLoad(ctx, args[1:])
	case args[0] == "go" && len(args) == 1:
		return s.benchGo(ctx, ".")
	case args[0] == "go" && len(args) == 2:
		return s.benchGo(ctx, args[1])
	}
	return fmt.Errorf("bench %q: say nothing for all, or go [regexp], or load [part …]", args)
}

// benchGo runs the Go benchmarks that match a regular expression.
func (s *shop) benchGo(ctx context.Context, match string) error {
	return s.run(ctx, "go", "test", "-run", "^$", "-bench", match, "-benchmem", "./inspect/...", "./tasks/...", "./gui/...")
}

// loadNeeds is what the load takes beside the own programs. Debian's nginx is
// a service, which starts with the machine.
func loadNeeds() []need {
	return []need{{"ffmpeg", "ffmpeg"}, {"wrk", "wrk"}, {"nginx", "nginx"}}
}

// benchLoad builds smoothctl and puts it under load; args are those of
// cmd/dev/load.
func (s *shop) benchLoad(ctx context.Context, args []string) error {
	if err := s.install(ctx, loadNeeds()); err != nil {
		return err
	}
	programs := filepath.Join(s.cache, "bin")
	for _, name := range []string{"./cmd/smoothctl", "./cmd/dev/load"} {
		if err := s.run(ctx, "go", "build", "-buildvcs=false", "-o", filepath.Join(programs, filepath.Base(name)+exeSuffix()), name); err != nil {
			return err
		}
	}
	flags := []string{"-smoothctl", filepath.Join(programs, "smoothctl"+exeSuffix()), "-cache", filepath.Join(s.cache, "load")}
	return s.run(ctx, filepath.Join(programs, "load"+exeSuffix()), append(flags, args...)...)
}
