package asset

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"smoothscope/inspect/media"
)

// mediaOfAll is the open media files of an asset.
func mediaOfAll(t *testing.T, a *Asset) map[string]*media.File {
	t.Helper()
	all := map[string]*media.File{}
	for _, m := range a.Members {
		if m.Role != MediaRole {
			continue
		}
		file, err := a.Media(t.Context(), m.Path)
		if err != nil {
			t.Fatal(err)
		}
		all[m.Path] = file
	}
	return all
}

// An asset that is opened again goes on with the files that are as they were,
// whichever of the two is closed first.
func TestLikeTakesFilesOver(t *testing.T) {
	folder := folderOf(t, whole(), nil)
	name := filepath.Join(folder, "ladder.ism")
	first, err := Open(t.Context(), []string{name}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	before := mediaOfAll(t, first)
	changed := filepath.Join(folder, "v_40.ismv")
	if err := os.Chtimes(changed, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	edited, err := os.ReadFile(filepath.Join(folder, "v_80.ismv"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Open(t.Context(), []string{name}, Options{Like: first, Instead: map[string][]byte{filepath.Join(folder, "v_80.ismv"): edited}})
	if err != nil {
		t.Fatal(err)
	}
	after := mediaOfAll(t, second)
	for path, same := range map[string]bool{"v_20.ismv": true, "v_40.ismv": false, "v_80.ismv": false, "a_eng0.isma": true} {
		if (before[path] == after[path]) != same {
			t.Errorf("%s is the same: %v", path, !same)
		}
	}
	third := mustOpen(t, Options{Like: second}, name) // takes files over that it does not ask for
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	readable := func(f *media.File) bool {
		_, err := f.Source.ReadAt(make([]byte, 8), 0)
		return err == nil
	}
	if !readable(after["v_20.ismv"]) || !readable(after["v_40.ismv"]) || readable(before["v_40.ismv"]) {
		t.Error("the wrong files are closed")
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	if !readable(after["v_20.ismv"]) {
		t.Error("a file is closed that a third asset has taken over")
	}
	if err := third.Close(); err != nil {
		t.Error(err)
	}
	if readable(after["v_20.ismv"]) {
		t.Error("a file that nobody uses is open")
	}
	if _, err := Open(t.Context(), []string{filepath.Join(folder, "not there")}, Options{Like: mustOpen(t, Options{}, name)}); err == nil {
		t.Error("what is not there is opened")
	}
}

// What is known of a file outlives assets that never asked for it, and nothing
// stays open behind the last of them, in whatever order they are closed.
func TestLikeGoesOnOverSeveral(t *testing.T) {
	name := filepath.Join(folderOf(t, whole(), nil), "ladder.ism")
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}} {
		var chain []*Asset
		var like *Asset
		for range 4 {
			a, err := Open(t.Context(), []string{name}, Options{Like: like})
			if err != nil {
				t.Fatal(err)
			}
			if like == nil {
				mediaOfAll(t, a)
			}
			chain, like = append(chain, a), a
		}
		first, last := mediaOfAll(t, chain[0]), mediaOfAll(t, chain[3])
		for path, file := range first {
			if last[path] != file {
				t.Errorf("%s was opened anew", path)
			}
		}
		for _, i := range order {
			if _, err := first["v_20.ismv"].Source.ReadAt(make([]byte, 8), 0); err != nil {
				t.Errorf("%v: closed before %d: %v", order, i, err)
			}
			if err := chain[i].Close(); err != nil {
				t.Error(err)
			}
		}
		for path, file := range first {
			if _, err := file.Source.ReadAt(make([]byte, 8), 0); err == nil {
				t.Errorf("%v: %s is open", order, path)
			}
		}
	}
}
