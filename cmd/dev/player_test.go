package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A copy that is equal keeps its date, so that nothing is built again for it.
func TestRefreshWritesOnlyWhatIsNew(t *testing.T) {
	folder := t.TempDir()
	from, to := filepath.Join(folder, "from"), filepath.Join(folder, "to")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-time.Hour).Truncate(time.Second)
	write(from, "one")
	write(to, "one")
	if err := os.Chtimes(to, long, long); err != nil {
		t.Fatal(err)
	}
	if err := refresh(to, from); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(to); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("an equal copy was written again: %v, %v", info.ModTime(), err)
	}
	write(from, "two")
	if err := refresh(to, from); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(to); err != nil || string(b) != "two" {
		t.Errorf("the copy is %q, %v", b, err)
	}
	if err := refresh(to, filepath.Join(folder, "absent")); err == nil {
		t.Error("a file that is not there was copied")
	}
}
