package check

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/testdata"
)

// manifestsOf are the files that are manifests by what is in them or by what
// they are called.
func manifestsOf(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, path := range testdata.CorpusFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		named := strings.HasPrefix(filepath.Ext(path), ".ism") && !strings.HasSuffix(path, "v") && !strings.HasSuffix(path, "a")
		if manifest.Sniff(raw) != manifest.None || named {
			all = append(all, path)
		}
	}
	if len(all) == 0 {
		t.Fatal("the corpus holds no manifest")
	}
	return all
}

// Every manifest of the corpus is judged in every profile without a panic, and
// each finding says what it has to.
func TestManifestsOfTheCorpus(t *testing.T) {
	log := os.Getenv("CHECK_CORPUS_LOG")
	var lines strings.Builder
	for _, path := range manifestsOf(t) {
		for _, p := range Profiles() {
			a, err := asset.Open(context.Background(), []string{path}, asset.Options{Broken: true})
			if err != nil {
				t.Errorf("%s: %v", path, err)
				break
			}
			r, err := Run(context.Background(), a, Options{Profile: p})
			if err = errors.Join(err, a.Close()); err != nil {
				t.Errorf("%s: %v", path, err)
				break
			}
			for _, f := range r.Findings {
				if f.Message == "" || f.Count < 1 || f.Stream >= len(r.Streams) || f.Severity == Off {
					t.Errorf("%s: %+v", path, f)
				}
				if p == Smooth {
					lines.WriteString(strings.Join([]string{path, string(f.Severity), f.Rule, f.Message}, "\t") + "\n")
				}
			}
		}
	}
	if log != "" {
		if err := os.WriteFile(log, []byte(lines.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
