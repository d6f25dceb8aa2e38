package edit_test

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"smoothscope/tasks/edit"
)

func put(t testing.TB, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func content(t *testing.T, parts ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func names(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func read(t *testing.T, path string) *edit.FileState {
	t.Helper()
	_, was, err := edit.Read(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return was
}

func TestSaveKeepsTheFirstAndTheLastBackup(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.ismc", "one")
	for _, text := range []string{"two", "three", "four"} {
		c := edit.Change{
			Media:  []edit.File{edit.Content("text/a.ismt", []byte("text "+text), nil)},
			Client: []edit.File{edit.Content("a.ismc", []byte(text), read(t, filepath.Join(folder, "a.ismc")))},
		}
		if err := edit.Save(t.Context(), folder, c, edit.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"a.ismc": "four", "a.ismc.bak": "one", "a.ismc.2.bak": "three",
		"text/a.ismt": "text four", "text/a.ismt.bak": "text two", "text/a.ismt.2.bak": "text three",
	} {
		if got := content(t, folder, name); got != want {
			t.Errorf("%s says %q, want %q", name, got, want)
		}
	}
	if got := names(t, folder); got != "a.ismc a.ismc.2.bak a.ismc.bak text" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestSaveWithoutBackup(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a", "one")
	if err := edit.Save(t.Context(), folder, edit.Change{Server: []edit.File{edit.Content("a", []byte("two"), nil)}}, edit.Options{NoBackup: true}); err != nil {
		t.Fatal(err)
	}
	if got := names(t, folder); got != "a" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestSaveElsewhereLeavesTheAsset(t *testing.T) {
	folder, out := t.TempDir(), filepath.Join(t.TempDir(), "new", "copy")
	for _, name := range []string{"a.ism", "a.ismc", "sub/v.ismv"} {
		put(t, folder, name, "old "+name)
	}
	c := edit.Change{Client: []edit.File{edit.Content("a.ismc", []byte("new"), read(t, filepath.Join(folder, "a.ismc")))}}
	o := edit.Options{Out: out, Rest: []string{"a.ism", "a.ismc", "sub/v.ismv"}}
	if err := edit.Save(t.Context(), folder, c, o); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"a.ism": "old a.ism", "a.ismc": "new", "sub/v.ismv": "old sub/v.ismv"} {
		if got := content(t, out, name); got != want {
			t.Errorf("%s says %q, want %q", name, got, want)
		}
		if got := content(t, folder, name); got != "old "+name {
			t.Errorf("the asset's %s says %q", name, got)
		}
	}
	o.Out = filepath.Join(folder, "sub", "..")
	if err := edit.Save(t.Context(), folder, c, o); err == nil || !strings.Contains(err.Error(), "the folder of the asset itself") {
		t.Errorf("saving elsewhere into the asset: %v", err)
	}
}

func TestChangesByOthersAreNoticed(t *testing.T) {
	for name, other := range map[string]func(path string) error{
		"longer":             func(path string) error { return os.WriteFile(path, []byte("longer"), 0o644) },
		"as long, same time": func(path string) error { return errors.Join(os.WriteFile(path, []byte("two"), 0o644), keepTime(path)) },
		"gone":               os.Remove,
		"a folder now":       func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := put(t, folder, "a.ismc", "one")
			put(t, folder, "a.ism", "server")
			if err := keepTime(path); err != nil {
				t.Fatal(err)
			}
			c := edit.Change{
				Client: []edit.File{edit.Content("a.ismc", []byte("mine"), read(t, path))},
				Server: []edit.File{edit.Content("a.ism", []byte("mine"), read(t, filepath.Join(folder, "a.ism")))},
			}
			if err := other(path); err != nil {
				t.Fatal(err)
			}
			before := names(t, folder)
			err := edit.Save(t.Context(), folder, c, edit.Options{})
			if err == nil || !strings.Contains(err.Error(), "a.ismc") || strings.Contains(err.Error(), "\n") {
				t.Fatalf("error is %v", err)
			}
			if got := content(t, folder, "a.ism"); got != "server" || names(t, folder) != before {
				t.Errorf("a.ism says %q, the folder holds %s", got, names(t, folder))
			}
		})
	}
}

func keepTime(path string) error { return os.Chtimes(path, time.Unix(1e9, 0), time.Unix(1e9, 0)) }

func TestOnlyTouchedIsNotChanged(t *testing.T) {
	folder := t.TempDir()
	path := put(t, folder, "a", "one")
	was := read(t, path)
	if err := keepTime(path); err != nil {
		t.Fatal(err)
	}
	if err := edit.Save(t.Context(), folder, edit.Change{Client: []edit.File{edit.Content("a", []byte("two"), was)}}, edit.Options{}); err != nil {
		t.Error(err)
	}
}

func TestAFileThatAppearedIsNoticed(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.ismt")
	was, err := edit.StateOf(t.Context(), path)
	if err != nil || was.Present {
		t.Fatal(was, err)
	}
	put(t, folder, "a.ismt", "theirs")
	err = edit.Save(t.Context(), folder, edit.Change{Media: []edit.File{edit.Content("a.ismt", nil, was)}}, edit.Options{})
	if !errors.Is(err, edit.ErrChanged) || content(t, path) != "theirs" {
		t.Errorf("error is %v", err)
	}
}

// threeFiles is a change of all three kinds, of which the last cannot be
// written.
func threeFiles(write func(io.Writer) error) edit.Change {
	return edit.Change{
		Media:  []edit.File{edit.Content("a.ismt", []byte("new"), nil)},
		Client: []edit.File{edit.Content("a.ismc", []byte("new"), nil)},
		Server: []edit.File{{Path: "a.ism", Write: write}},
	}
}

func TestFullDiskLeavesEverythingAsItWas(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.ism", "old")
	put(t, folder, "a.ismc", "old")
	err := edit.Save(t.Context(), folder, threeFiles(func(io.Writer) error { return &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC} }), edit.Options{})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") || !strings.Contains(err.Error(), "a.ism:") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error is %v", err)
	}
	if got := names(t, folder); got != "a.ism a.ismc" || content(t, folder, "a.ismc") != "old" {
		t.Errorf("the folder holds %s", got)
	}
}

// A disk that is really full.
func TestSmallDisk(t *testing.T) {
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be made here: %s", out)
	}
	defer func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("%s", out)
		}
	}()
	put(t, folder, "a.ism", "old")
	put(t, folder, "a.ismc", "old")
	much := make([]byte, 40<<10)
	c := edit.Change{Client: []edit.File{edit.Content("a.ismc", much, nil)}, Server: []edit.File{edit.Content("a.ism", much, nil)}}
	err := edit.Save(t.Context(), folder, c, edit.Options{})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("error is %v", err)
	}
	if got := names(t, folder); got != "a.ism a.ismc" || content(t, folder, "a.ism") != "old" || content(t, folder, "a.ismc") != "old" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestFolderThatMayNotBeWritten(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.ism", "old")
	put(t, folder, "a.ismc", "old")
	if out, err := exec.Command("mount", "-o", "bind,ro", folder, folder).CombinedOutput(); err == nil {
		defer func() {
			if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
				t.Errorf("%s", out)
			}
		}()
	} else if os.Geteuid() == 0 {
		t.Skipf("the superuser may write everywhere, and nothing can be mounted: %s", out)
	} else if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	err := edit.Save(t.Context(), folder, threeFiles(func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }), edit.Options{})
	if err == nil || !strings.Contains(err.Error(), "a.ismt: ") || !strings.Contains(err.Error(), "another folder") || strings.Contains(err.Error(), "\n") {
		t.Errorf("error is %v", err)
	}
	if got := names(t, folder); got != "a.ism a.ismc" || content(t, folder, "a.ismc") != "old" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestCancelledSaveLeavesEverything(t *testing.T) {
	folder := t.TempDir()
	put(t, folder, "a.ism", "old")
	ctx, cancel := context.WithCancel(t.Context())
	err := edit.Save(ctx, folder, threeFiles(func(io.Writer) error { cancel(); return nil }), edit.Options{})
	if !errors.Is(err, context.Canceled) || names(t, folder) != "a.ism" {
		t.Errorf("error is %v, the folder holds %s", err, names(t, folder))
	}
}

func TestPathsStayBelowTheFolder(t *testing.T) {
	folder := t.TempDir()
	for _, path := range []string{"", "../a", "/a", "a/../../b"} {
		if err := edit.Save(t.Context(), folder, edit.Change{Client: []edit.File{edit.Content(path, nil, nil)}}, edit.Options{}); err == nil {
			t.Errorf("%q is written", path)
		}
	}
	twice := []edit.File{edit.Content("a", nil, nil), edit.Content("./a", nil, nil)}
	if err := edit.Save(t.Context(), folder, edit.Change{Client: twice}, edit.Options{}); err == nil {
		t.Error("one file is written twice")
	}
}
