package main

import "context"

// bench runs the benchmarks that match a regular expression, by default all.
func bench(ctx context.Context, s *shop, args []string) error {
	match := "."
	if len(args) > 0 {
		match = args[0]
	}
	return s.run(ctx, "go", "test", "-run", "^$", "-bench", match, "-benchmem", "./inspect/...", "./tasks/...", "./gui/...")
}
