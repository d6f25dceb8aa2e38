package gui

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"smoothscope/assets"
	"smoothscope/inspect/check"
	"smoothscope/tasks/offsets"
	"smoothscope/tasks/publish/targets"
	"smoothscope/tasks/report"
)

// wordsUsed are the words that the window's code translates, by where they
// are used, with those that come from lists.
func wordsUsed(t *testing.T) map[string]string {
	t.Helper()
	used := map[string]string{"Light": "menu", "Dark": "menu", "As the system": "menu", "Hex": "menu", "Base64": "menu", "C array": "menu", "Go slice": "menu"}
	for _, f := range offsets.Formats() {
		used[f.Title] = "offset formats"
	}
	for _, f := range report.Formats() {
		used[f.Title] = "report formats"
	}
	for _, text := range slices.Concat(check.Heads(), check.Reasons(), []string{check.OtherErrors}) {
		used[text] = "verdicts"
	}
	for _, k := range targets.All() {
		used[k.Label] = "targets"
		for _, f := range k.Fields {
			for _, text := range append([]string{f.Label, f.Placeholder}, f.Options...) {
				if text != "" {
					used[text] = "targets"
				}
			}
		}
	}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if words, ok := translated(n); ok {
				used[words] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return used
}

// translated is the literal of a call of lang.L.
func translated(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "L" {
		return "", false
	}
	words, ok := call.Args[0].(*ast.BasicLit)
	if !ok || words.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(words.Value)
	return text, err == nil
}

func languages(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := fs.Glob(assets.Translations, "translations/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("%d languages, %v", len(files), err)
	}
	all := map[string]map[string]string{}
	for _, name := range files {
		b, err := fs.ReadFile(assets.Translations, name)
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(b, &words); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = words
	}
	return all
}

func TestEveryWordIsInEveryLanguage(t *testing.T) {
	used := wordsUsed(t)
	if len(used) < 150 {
		t.Fatalf("only %d words are found in the code", len(used))
	}
	for name, words := range languages(t) {
		for key, where := range used {
			if words[key] == "" {
				t.Errorf("%s lacks %q of %s", name, key, where)
			}
		}
		for key := range words {
			if used[key] == "" {
				t.Errorf("%s has %q, which nothing uses", name, key)
			}
		}
	}
}

var holes = regexp.MustCompile(`\{\{\.\w+\}\}`)

func TestTranslationsFillTheSameHoles(t *testing.T) {
	for name, words := range languages(t) {
		for key, text := range words {
			want, got := holes.FindAllString(key, -1), holes.FindAllString(text, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q fills %v, want %v", name, key, got, want)
			}
		}
	}
}
