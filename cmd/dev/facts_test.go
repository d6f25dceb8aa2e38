package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"strconv"
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

// The packager takes the program's id, name and version from FyneApp.toml, and
// the program itself has them from its source: preferences, keys and windows
// hang on the id.
func TestFactsAreThoseOfTheProgram(t *testing.T) {
	f, err := readFacts(filepath.Join(root(t), "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	said := literals(t, filepath.Join(root(t), "cmd", "smoothscope"))
	maps.Copy(said, literals(t, filepath.Join(root(t), "gui")))
	for what, value := range map[string]string{"id": f.ID, "name": f.Name, "version": f.Version} {
		if !said[value] {
			t.Errorf("neither cmd/smoothscope nor gui says the %s %q", what, value)
		}
	}
}

// literals is the texts in the sources of a package.
func literals(t *testing.T, folder string) map[string]bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if text, err := strconv.Unquote(l.Value); err == nil {
					found[text] = true
				}
			}
			return true
		})
	}
	return found
}
