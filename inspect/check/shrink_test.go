package check

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// A file that gets shorter under the check, or that cannot be read to its end,
// is a finding and no end.
func TestFileThatGetsShorter(t *testing.T) {
	raw, err := os.ReadFile(testdata.Path(t, "ladder", "v_40.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "shrinks.ismv")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := asset.Open(context.Background(), []string{path}, asset.Options{Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := os.Truncate(path, int64(len(raw)/2)); err != nil {
		t.Skip(err)
	}
	r, err := Run(context.Background(), a, Options{Rules: []string{"BOX-TRUNC", "BOX-SIZE", "MOOF-MDAT", "TRUN-SIZES", "NAL-LEN", "FRAG-IDR"}})
	if err != nil || len(r.Findings) != 1 || r.Findings[0].Rule != "BOX-TRUNC" {
		t.Errorf("%+v %v", r, err)
	}
}
