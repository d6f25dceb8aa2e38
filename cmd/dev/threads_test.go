package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// Widgets are touched on the UI goroutine only, and what runs beside it has
// one home: a go statement or fyne.Do elsewhere in gui is refused.
func TestGoroutinesOfTheWindowHaveOneHome(t *testing.T) {
	seen := 0
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		if !match(all("gui"), from) || match(all("gui/async"), from) {
			continue
		}
		for _, name := range p.GoFiles {
			seen++
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Error(err)
				continue
			}
			for _, at := range goroutines(file) {
				t.Errorf("%s: only gui/async starts goroutines and calls fyne.Do", fset.Position(at))
			}
		}
	}
	if seen == 0 {
		t.Fatal("no file of the window was looked at")
	}
}

func TestGoroutinesAreFound(t *testing.T) {
	const source = `package p
func f() {
	go f()
	fyne.Do(f)
	fyne.DoAndWait(f)
	fyne.NewSize(1, 2)
}`
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(goroutines(file)); n != 3 {
		t.Errorf("found %d of 3", n)
	}
}

func goroutines(file *ast.File) []token.Pos {
	var found []token.Pos
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = append(found, n.Pos())
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait") {
				found = append(found, n.Pos())
			}
		}
		return true
	})
	return found
}
