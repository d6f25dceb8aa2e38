// Package testdata finds the fixtures of the tests: the small files committed
// beside it, and the corpus of real files where that is present.
package testdata

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// Path is a committed fixture; parts are joined below the testdata folder.
func Path(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{folder(t)}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("fixture: %v", err)
	}
	return path
}

// Corpus is the folder of real files from other projects that lies beside the
// project. The test is skipped where it is absent.
func Corpus(t testing.TB) string {
	t.Helper()
	path := filepath.Join(folder(t), "..", "..", "shared", "corpus")
	if _, err := os.Stat(path); err != nil {
		t.Skip("the corpus of real files is not beside the project")
	}
	return path
}

var update = flag.Bool("update", false, "rewrite the goldens")

// CorpusFiles are the files of the corpus that have one of the endings (".ismv"),
// or all of them without any. The test is skipped where there is no corpus.
func CorpusFiles(t testing.TB, endings ...string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(Corpus(t), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && (len(endings) == 0 || slices.Contains(endings, filepath.Ext(path))) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Golden compares got with testdata/golden/NAME. With -update,
// it writes the file instead.
func Golden(t testing.TB, name string, got []byte) {
	t.Helper()
	path := filepath.Join(folder(t), "golden", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("golden: %v (run the test with -update to write it)", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs from what the program says now; the first difference is at byte %d\n got: %s\nwant: %s",
			name, firstDifference(want, got), around(got, firstDifference(want, got)), around(want, firstDifference(want, got)))
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func around(b []byte, at int) []byte {
	return b[max(0, at-80):min(len(b), at+80)]
}

func folder(t testing.TB) string {
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("the folder of the fixtures cannot be found")
	}
	return filepath.Dir(file)
}
