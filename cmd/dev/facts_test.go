package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestDesktopEntry(t *testing.T) {
	f, err := readFacts(filepath.Join(root(t), "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	entry := f.desktopEntry()
	for _, line := range []string{
		"Name=Smoothscope", "Exec=smoothscope %F", "Categories=AudioVideo;Development;",
		"Icon=smoothscope", "Type=Application",
	} {
		if !strings.Contains(entry, line+"\n") {
			t.Errorf("no line %q in\n%s", line, entry)
		}
	}
}

func TestFactsMustBeWhole(t *testing.T) {
	if _, err := readFacts(filepath.Join(root(t), "go.mod")); err == nil {
		t.Error("go.mod passed for a FyneApp.toml")
	}
}
