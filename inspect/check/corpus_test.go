package check

import (
	"context"
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// What is wrong with damaged files is one finding, at the chunk where it is.
func TestDamagedFiles(t *testing.T) {
	for _, c := range []struct {
		path  []string
		rules []string
		chunk int
	}{
		{[]string{"broken", "truncated.ismv"}, []string{"BOX-TRUNC"}, 2},
		{[]string{"broken", "moof_size.ismv"}, []string{"BOX-SIZE"}, 1},
		{[]string{"broken", "long_trun.ismv"}, []string{"TRUN-SIZES", "X-MFRA"}, 0},
		{[]string{"broken", "lying_mfra.ismv"}, []string{"X-TFRA"}, -1},
		{[]string{"broken", "no_mfra.ismv"}, []string{"X-MFRA"}, -1},
		{[]string{"broken", "nested.ismv"}, []string{"BOX-SIZE", "MVEX-TREX", "MOOF-MDAT"}, -1},
	} {
		sameRules(t, testdata.Path(t, c.path...), c.rules, c.chunk)
	}
}

func TestDamagedFilesOfTheCorpus(t *testing.T) {
	made := filepath.Join(testdata.Corpus(t), "_made")
	for _, c := range []struct {
		name  string
		rules []string
		chunk int
	}{
		{"bad_truncated.ismv", []string{"BOX-TRUNC"}, 4},
		{"bad_moof_size.ismv", []string{"BOX-SIZE"}, 2},
		{"v_noflags.ismv", nil, 0},
		{"v_bframes.ismv", nil, 0},
		{"v_20_piff_ctr.ismv", nil, 0},
		{"mux_av2.ismv", nil, 0},
	} {
		sameRules(t, filepath.Join(made, c.name), c.rules, c.chunk)
	}
}

// sameRules demands that a file alone breaks these rules as errors, the first of
// them at a chunk.
func sameRules(t *testing.T, path string, rules []string, chunk int) {
	t.Helper()
	var got []string
	for i, f := range alone(t, path).Findings {
		if f.Severity != Error {
			continue
		}
		got = append(got, f.Rule)
		if i == 0 && f.Chunk != chunk {
			t.Errorf("%s: %s at chunk %d, want %d", filepath.Base(path), f.Rule, f.Chunk, chunk)
		}
	}
	if len(got) != len(rules) {
		t.Fatalf("%s breaks %v, want %v", filepath.Base(path), got, rules)
	}
	for i := range got {
		if got[i] != rules[i] {
			t.Errorf("%s breaks %v, want %v", filepath.Base(path), got, rules)
		}
	}
}

func alone(t *testing.T, path string) *Report {
	t.Helper()
	a, err := asset.Open(context.Background(), []string{path}, asset.Options{Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	r, err := Run(context.Background(), a, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Every media file of the corpus goes through every rule, in every profile.
func TestEveryFileOfTheCorpus(t *testing.T) {
	seen := 0
	for _, path := range testdata.CorpusFiles(t, ".ismv", ".isma", ".ismt", ".mp4", ".m4s", ".m4a", ".m4v", ".mov", ".cmfv", ".cmfa", ".dash") {
		a, err := asset.Open(context.Background(), []string{path}, asset.Options{Alone: true})
		if err != nil {
			continue
		}
		for _, p := range Profiles() {
			if _, err := Run(context.Background(), a, Options{Profile: p}); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
		seen++
	}
	if seen == 0 {
		t.Error("no file was looked at")
	}
}
