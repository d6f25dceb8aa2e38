package check

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
	"smoothscope/testdata/spoil"
)

// FuzzRun: whatever bytes a media file holds, a check of it ends, soon, and with
// findings that have their rule, severity and place.
func FuzzRun(f *testing.F) {
	for _, name := range []string{"ladder/v_20.ismv", "ladder/mux_av.ismv", "broken/long_trun.ismv", "broken/lying_mfra.ismv", "broken/truncated.ismv", "broken/nested.ismv", "broken/moof_size.ismv"} {
		b, err := os.ReadFile(testdata.Path(f, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, c := range spoil.Cases() {
		if a, err := spoil.Ladder(testdata.Path(f, "ladder")); err == nil && c.Bad != nil {
			c.Bad(a)
			f.Add(a.Files["v_40.ismv"])
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "fuzz.ismv")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		a, err := asset.Open(ctx, []string{path}, asset.Options{Alone: true})
		if err != nil {
			return
		}
		r, err := Run(ctx, a, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range r.Findings {
			if found.Rule == "" || found.Message == "" || found.Count < 1 || found.Severity == "" {
				t.Errorf("half a finding: %+v", found)
			}
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
}
