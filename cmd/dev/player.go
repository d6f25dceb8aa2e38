package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// playerFiles are what the preview page takes from dash.js, by their place in
// the package, and what its licence asks to be kept with them.
func playerFiles() map[string]string {
	return map[string]string{
		"dash.mediaplayer.min.js": "dist/modern/umd/dash.mediaplayer.min.js",
		"dash.mss.min.js":         "dist/modern/umd/dash.mss.min.js",
		"LICENSE.md":              "LICENSE.md",
	}
}

// player puts dash.js where the build embeds it, beside the preview page. The
// folder is not committed: without it all builds, and the page says what to do.
func (s *shop) player(ctx context.Context) error {
	if s.npmVersion("dashjs") != npmPackages()["dashjs"] {
		if err := s.install(ctx, []need{{"nodejs", "node"}, {"npm", "npm"}}); err != nil {
			return err
		}
		if err := s.installNPM(ctx, "dashjs"); err != nil {
			return err
		}
	}
	folder := filepath.Join(s.root, "assets", "player", "dashjs")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, place := range playerFiles() {
		from := filepath.Join(s.npm(), "node_modules", "dashjs", filepath.FromSlash(place))
		if err := refresh(filepath.Join(folder, name), from); err != nil {
			return fmt.Errorf("the player library: %w", err)
		}
	}
	return nil
}

// refresh copies a file unless the copy is equal: a new date would make Go
// build again what embeds it.
func refresh(to, from string) error {
	want, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if got, err := os.ReadFile(to); err == nil && bytes.Equal(got, want) {
		return nil
	}
	return os.WriteFile(to, want, 0o644)
}
