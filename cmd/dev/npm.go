package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// npmPackages are the packages of the tests, pinned: the Azure Blob emulator,
// the player, and what drives the browser. Later playwright-core wants a newer
// Node.js than Debian 12 has.
func npmPackages() map[string]string {
	return map[string]string{"azurite": "3.35.0", "dashjs": "5.2.1", "playwright-core": "1.56.1"}
}

// installNPM puts the named packages into the cache. None of their install
// scripts run: a browser comes from the system.
func (s *shop) installNPM(ctx context.Context, names ...string) error {
	var wanted []string
	for _, name := range names {
		if version := npmPackages()[name]; s.npmVersion(name) != version {
			wanted = append(wanted, name+"@"+version)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	if !s.has("npm") {
		return errors.New("missing: npm, for " + strings.Join(wanted, " "))
	}
	fmt.Fprintln(s.out, "   npm install", strings.Join(wanted, " "))
	if err := os.MkdirAll(s.npm(), 0o755); err != nil {
		return err
	}
	args := []string{"install", "--prefix", s.npm(), "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"}
	// Those that are there are named too: npm removes what it was not told of.
	for _, name := range slices.Sorted(maps.Keys(npmPackages())) {
		if slices.Contains(names, name) || s.npmVersion(name) != "" {
			args = append(args, name+"@"+npmPackages()[name])
		}
	}
	return s.quiet(ctx, "npm", args...)
}

// npmVersion is the version of an installed package, "" when it is not there.
func (s *shop) npmVersion(name string) string {
	b, err := os.ReadFile(filepath.Join(s.npm(), "node_modules", name, "package.json"))
	if err != nil {
		return ""
	}
	var p struct{ Version string }
	if json.Unmarshal(b, &p) != nil {
		return ""
	}
	return p.Version
}
