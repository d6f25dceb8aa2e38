package folder_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"smoothscope/tasks/publish"
	"smoothscope/tasks/publish/folder"
	"smoothscope/tasks/publish/targettest"
)

func TestFolder(t *testing.T) {
	targettest.Run(t, func(t *testing.T) publish.Target {
		return folder.New(filepath.Join(t.TempDir(), "not", "yet", "there"))
	})
}

func TestPrepareRemovesOnlyWhatARunLeft(t *testing.T) {
	dir := t.TempDir()
	asset := filepath.Join(dir, "clip.ism")
	if err := os.Mkdir(asset, 0o755); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(asset, ".smoothscope-X.tmp")
	other := filepath.Join(dir, ".smoothscope-other.tmp")
	mine := filepath.Join(asset, "mine.tmp")
	for _, name := range []string{stale, other, mine} {
		if err := os.WriteFile(name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := folder.New(dir).Prepare(t.Context(), "clip.ism/"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("the unfinished file of the asset is still there")
	}
	for _, name := range []string{other, mine} {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("gone: %v", err)
		}
	}
}

func TestNothingLeavesTheFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "clip.ism")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	target := folder.New(dir)
	for _, name := range []string{"clip.ism/Manifest", "../Manifest", "/etc/Manifest", "a/../../Manifest", "a//b", "", ".", `a\..\b`, "c:x"} {
		if err := target.Put(t.Context(), targettest.Item(name, []byte("x"))); err == nil {
			t.Errorf("Put(%q) says that all is well", name)
		} else if !target.IsPermanent(err) {
			t.Errorf("Put(%q): %v would be tried again", name, err)
		}
	}
	entries, err := os.ReadDir(outside)
	if err != nil || len(entries) != 0 {
		t.Errorf("outside lies %v (%v)", entries, err)
	}
	err = target.Put(t.Context(), targettest.Item("clip.ism/Manifest", []byte("x")))
	if err == nil || !strings.Contains(err.Error(), "symbolic link leads out") {
		t.Errorf("error is %v, want that a link leads out", err)
	}
}

func TestALinkInPlaceOfAFileIsReplaced(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(outside, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "Manifest")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if err := folder.New(dir).Put(t.Context(), targettest.Item("Manifest", []byte("new"))); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(outside); string(b) != "precious" {
		t.Errorf("the file outside says %q", b)
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "Manifest")); string(b) != "new" {
		t.Errorf("the item says %q", b)
	}
}

func TestWordsOfAFolderThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Join(file, "below")} {
		target := folder.New(path)
		err := target.Prepare(t.Context(), "")
		if err == nil || !strings.Contains(err.Error(), "a file stands where the folder should be") {
			t.Errorf("Prepare(%s) = %v", path, err)
		} else if !target.IsPermanent(err) {
			t.Errorf("%v would be tried again", err)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("permissions do not hold this user back")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	err := folder.New(dir).Put(t.Context(), targettest.Item("a/b", []byte("x")))
	if err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("error is %v, want permission denied", err)
	}
}

func TestProbeIsAFileURL(t *testing.T) {
	url, note := folder.New("/srv/a b").Probe(t.Context(), "clip.ism/Manifest")
	if !strings.HasPrefix(url, "file:///") || !strings.HasSuffix(url, "/srv/a%20b/clip.ism/Manifest") || note == "" {
		t.Errorf("Probe = %q, %q", url, note)
	}
}
