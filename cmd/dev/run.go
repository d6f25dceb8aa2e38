package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// The wrong-thread checks of Fyne cost time and are for the tests: this tag
// says that every widget is touched on the UI goroutine only.
const releaseTag = "migrated_fynedo"

// runApp builds the app and opens it on files, else on the bundled sample.
func runApp(ctx context.Context, s *shop, files []string) error {
	if err := s.install(ctx, buildNeeds()); err != nil {
		return err
	}
	if err := s.player(ctx); err != nil {
		fmt.Fprintln(s.out, "   the preview page goes without its player library:", err)
	}
	program := filepath.Join(s.cache, "bin", "smoothscope"+exeSuffix())
	fmt.Fprintln(s.out, "   building; the first time takes some minutes")
	if err := s.run(ctx, "go", "build", "-buildvcs=false", "-tags", releaseTag, "-o", program, "./cmd/smoothscope"); err != nil {
		return err
	}
	if len(files) == 0 {
		files = []string{"--sample"}
	}
	c := s.command(ctx, program, files...)
	// Paths are as the person typed them: relative to where that was.
	if here, err := os.Getwd(); err == nil {
		c.Dir = here
	}
	return named(c.Run(), program, nil)
}
