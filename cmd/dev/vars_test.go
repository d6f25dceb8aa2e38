package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"
)

// A package variable may hold a table or an error; nobody changes it after the
// program started.
func TestPackageVariablesAreNotChanged(t *testing.T) {
	for _, p := range packages(t) {
		fset := token.NewFileSet()
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Error(err)
				continue
			}
			files = append(files, file)
		}
		for _, at := range changed(fset, files) {
			t.Errorf("%s: a package variable is changed, or its address given away", fset.Position(at))
		}
	}
}

func TestChangesOfPackageVariablesAreFound(t *testing.T) {
	const source = `package p
import "sort"
var table = []int{1}
var count int
func bad() {
	count = 1
	count++
	table[0] = 2
	_ = &count
	for count = range table {
	}
}
func good() int {
	count := 1
	count++
	table := append(table, 2)
	table[0] = 1
	sort.Ints(table)
	return count
}`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if at := changed(fset, []*ast.File{file}); len(at) != 5 {
		t.Errorf("found %d of 5", len(at))
	}
}

// changed finds where package variables are assigned to, counted up, or have
// their address taken. Imports are not looked into: a name of the own package
// is known without them.
func changed(fset *token.FileSet, files []*ast.File) []token.Pos {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: nothing{}, Error: func(error) {}}
	pkg, _ := config.Check("p", fset, files, info) // the errors are the absent imports
	var found []token.Pos
	note := func(e ast.Expr) {
		id := variableOf(e)
		if id == nil {
			return
		}
		if v, ok := info.Uses[id].(*types.Var); ok && v.Parent() == pkg.Scope() {
			found = append(found, id.Pos())
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, e := range n.Lhs {
					note(e)
				}
			case *ast.IncDecStmt:
				note(n.X)
			case *ast.RangeStmt:
				note(n.Key)
				note(n.Value)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					note(n.X)
				}
			}
			return true
		})
	}
	return found
}

// variableOf is the variable that an expression is a part of.
func variableOf(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

type nothing struct{}

func (nothing) Import(path string) (*types.Package, error) {
	p := types.NewPackage(path, path[strings.LastIndexByte(path, '/')+1:])
	p.MarkComplete()
	return p, nil
}
