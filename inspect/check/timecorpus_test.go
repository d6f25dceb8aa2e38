package check

import (
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// No real file of the corpus has an error in its time line or its ladder; those
// that were made wrong are in a folder of their own.
func TestTimesOfCorpus(t *testing.T) {
	var ids []string
	for _, r := range Rules() {
		for _, family := range []string{"TIME-", "ALIGN-", "LVL-", "FRAG-DUR", "AV-", "LANG-"} {
			if strings.HasPrefix(r.ID, family) {
				ids = append(ids, r.ID)
			}
		}
	}
	seen := 0
	for _, path := range testdata.CorpusFiles(t) {
		a, err := asset.Open(t.Context(), []string{path}, asset.Options{Alone: true})
		if err != nil {
			continue // no asset
		}
		for _, profile := range Profiles() {
			r, err := Run(t.Context(), a, Options{Profile: profile, Rules: ids})
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			for _, f := range r.Findings {
				if f.Severity == Error && profile == Smooth && filepath.Base(filepath.Dir(path)) != "_made" {
					t.Errorf("%s: %s: %s", path, f.Rule, f.Message)
				}
				if f.Message == "" || f.Measured == "" || f.Expected == "" || f.Hint == "" || strings.Contains(f.Message, "%!") {
					t.Errorf("%s: %s: %+v", path, f.Rule, f)
				}
			}
		}
		seen++
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
	if seen < 150 {
		t.Errorf("only %d assets were looked at", seen)
	}
}
