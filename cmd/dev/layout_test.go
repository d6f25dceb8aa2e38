package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The top level is fixed: a new thing finds its room below.
func TestTopLevel(t *testing.T) {
	want := []string{
		".ci", ".gitattributes", ".gitignore", "FyneApp.toml", "LICENSE", "README.md", "assets",
		"cmd", "go.mod", "go.sum", "gui", "inspect", "tasks", "testdata",
	}
	if _, err := os.Stat(filepath.Join(root(t), ".git")); err != nil {
		t.Skip("this is no git clone")
	}
	c := exec.CommandContext(t.Context(), "git", "-c", "safe.directory=*", "ls-files")
	c.Dir = root(t)
	b, err := c.Output()
	if err != nil {
		t.Skipf("git ls-files: %v", err)
	}
	var got []string
	for name := range strings.FieldsSeq(string(b)) {
		first, _, _ := strings.Cut(name, "/")
		got = append(got, first)
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("the tracked top level is\n%v, it must be\n%v", got, want)
	}
}
