package save_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"smoothscope/tasks/save"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func only(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestSaveWritesAndReplaces(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.ism")
	for _, want := range []string{"one", "another, longer one", ""} {
		if err := save.Save(t.Context(), path, text(want)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != want {
			t.Errorf("the file says %q, want %q", got, want)
		}
	}
	only(t, folder, "a.ism")
}

func TestSaveKeepsPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	path := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(path, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := save.Save(t.Context(), path, text("x")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o640 {
		t.Errorf("mode is %v, want 0640", info.Mode().Perm())
	}
}

func TestSaveFollowsALink(t *testing.T) {
	folder := t.TempDir()
	real, link := filepath.Join(folder, "real"), filepath.Join(folder, "link")
	if err := os.WriteFile(real, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	if err := save.Save(t.Context(), link, text("new")); err != nil {
		t.Fatal(err)
	}
	if got := content(t, real); got != "new" {
		t.Errorf("the link's file says %q, want new", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v %v", info, err)
	}
}

func TestFailureLeavesTheOldFileAndNoTemp(t *testing.T) {
	broken := errors.New("the writer broke")
	ctx, cancel := context.WithCancel(t.Context())
	for name, write := range map[string]func(io.Writer) error{
		"error": func(w io.Writer) error {
			_, _ = io.WriteString(w, "half")
			return broken
		},
		"cancel": func(w io.Writer) error {
			_, _ = io.WriteString(w, "half")
			cancel()
			_, err := io.WriteString(w, "more")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "a")
			if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
				t.Fatal(err)
			}
			err := save.Save(ctx, path, write)
			if !errors.Is(err, broken) && !errors.Is(err, context.Canceled) {
				t.Errorf("error is %v", err)
			}
			if got := content(t, path); got != "old" {
				t.Errorf("the file says %q, want old", got)
			}
			only(t, folder, "a")
		})
	}
}

func TestPanicLeavesNoTemp(t *testing.T) {
	folder := t.TempDir()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = save.Save(t.Context(), filepath.Join(folder, "a"), func(io.Writer) error { panic("x") })
	}()
	only(t, folder)
}

func TestErrorsNameThePathAndTheCause(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, why string }{
		{filepath.Join(folder, "missing", "a"), "the folder does not exist"},
		{filepath.Join(file, "a"), "a file stands where the folder should be"},
		{folder, "a folder of that name is there"},
		{filepath.Join(folder, strings.Repeat("x", 300)), "the name is too long"},
	} {
		err := save.Save(t.Context(), c.path, text("x"))
		if err == nil || !strings.Contains(err.Error(), c.why) || !strings.Contains(err.Error(), c.path) {
			t.Errorf("Save(%.40s) = %v, want the path and %q", c.path, err, c.why)
		}
		if strings.ContainsRune(err.Error(), '\n') {
			t.Errorf("%q is more than one line", err)
		}
	}
	only(t, folder, "file")
}

func TestDiskFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full on this system")
	}
	err := save.Save(t.Context(), filepath.Join(t.TempDir(), "a"), func(io.Writer) error {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer func() { _ = full.Close() }()
		_, err = full.WriteString("x")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("error is %v, want that the disk is full", err)
	}
}

func TestIsTemp(t *testing.T) {
	for name, want := range map[string]bool{".smoothscope-AB.tmp": true, "a/.smoothscope-.tmp": true, "a.tmp": false, ".smoothscope-x": false} {
		if save.IsTemp(name) != want {
			t.Errorf("IsTemp(%q) = %v", name, !want)
		}
	}
}
