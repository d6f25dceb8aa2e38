package save_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"smoothscope/tasks/save"
)

func TestPendingChangesNothingBeforeCommit(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	dropped, err := save.Prepare(t.Context(), path, text("dropped"))
	if err != nil {
		t.Fatal(err)
	}
	kept, err := save.Prepare(t.Context(), path, text("new"))
	if err != nil {
		t.Fatal(err)
	}
	if got := content(t, path); got != "old" {
		t.Errorf("before Commit the file says %q", got)
	}
	if err := dropped.Discard(); err != nil {
		t.Error(err)
	}
	if err := kept.Commit(); err != nil {
		t.Error(err)
	}
	if got := content(t, path); got != "new" {
		t.Errorf("after Commit the file says %q", got)
	}
	only(t, folder, "a")
}

func TestSweepRemovesWhatWasForgotten(t *testing.T) {
	folder := t.TempDir()
	old, young, other := filepath.Join(folder, ".smoothscope-old.tmp"), filepath.Join(folder, ".smoothscope-young.tmp"), filepath.Join(folder, "old.tmp")
	for _, path := range []string{old, young, other} {
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(young)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{old, other} {
		if err := os.Chtimes(path, time.Time{}, info.ModTime().Add(-2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	p, err := save.Prepare(t.Context(), filepath.Join(folder, "a"), text("x"))
	if err != nil {
		t.Fatal(err)
	}
	p.Sweep()
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	only(t, folder, ".smoothscope-young.tmp", "a", "old.tmp")
}
