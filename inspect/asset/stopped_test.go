package asset

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// ending is a context that is over after some questions.
type ending struct {
	context.Context //nolint:containedctx // it is one
	left            atomic.Int64
}

func (e *ending) Err() error {
	if e.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// openIn are the files in a folder that this process has open.
func openIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skipf("this system does not tell which files are open: %v", err)
	}
	for _, e := range list {
		if name, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && strings.HasPrefix(name, folder) {
			names = append(names, name)
		}
	}
	return names
}

// Whenever opening is stopped, no file stays open, and what was taken over
// from another asset still belongs to that.
func TestStoppedOpenLeavesNoFile(t *testing.T) {
	for _, c := range []struct {
		name    string
		instead []string
	}{
		{"ladder.ism", nil}, {"ladder.ism", []string{"ladder.ismc"}}, {"ladder.ismc", nil}, {"v_20.ismv", nil}, {"", []string{"ladder.ism", "ladder.ismc"}},
	} {
		folder := folderOf(t, whole(), nil)
		opts := Options{Instead: map[string][]byte{}}
		for _, gone := range c.instead {
			opts.Instead[filepath.Join(folder, gone)] = nil
		}
		names := []string{filepath.Join(folder, c.name)}
		first, err := Open(t.Context(), names, opts)
		if err != nil {
			t.Fatal(err)
		}
		all := mediaOfAll(t, first)
		before := openIn(t, folder)
		for _, like := range []*Asset{nil, first} {
			stopped := 0
			for n := range 2000 {
				ctx := &ending{Context: t.Context()}
				ctx.left.Store(int64(n))
				opts.Like = like
				a, err := Open(ctx, names, opts)
				if err == nil {
					_ = a.Close()
				} else {
					stopped++
				}
				if now := openIn(t, folder); len(now) != len(before) {
					t.Fatalf("%s, stopped at question %d: open are %q, before that %q; %v", c.name, n, now, before, err)
				}
				if ctx.left.Load() >= 0 {
					break
				}
			}
			if stopped == 0 {
				t.Errorf("%s: was never stopped", c.name)
			}
		}
		_ = first.Close()
		for name, file := range all {
			if _, err := file.Source.ReadAt(make([]byte, 8), 0); err == nil {
				t.Errorf("%s: %s is open", c.name, name)
			}
		}
	}
}
