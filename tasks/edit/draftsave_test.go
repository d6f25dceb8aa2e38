package edit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/tasks/edit"
)

// edited is a folder with two manifests, and a draft that changes both and adds
// a file.
func edited(t *testing.T, size int) (folder string, d *edit.Draft) {
	t.Helper()
	folder = t.TempDir()
	d = edit.NewDraft(folder)
	files := map[string][]byte{"a.ismt": make([]byte, size)}
	for name, root := range map[string]string{"a.ismc": "SmoothStreamingMedia", "a.ism": "smil"} {
		put(t, folder, name, "<"+root+"/>")
		d.Note(name, []byte("<"+root+"/>"))
		files[name] = []byte("<" + root + ">" + strings.Repeat(" ", size) + "</" + root + ">")
	}
	d.Do("edit", edit.State{Files: files})
	return folder, d
}

// mounted mounts something for one test.
func mounted(t *testing.T, at string, args ...string) (unmount func()) {
	t.Helper()
	if out, err := exec.Command("mount", append(args, at)...).CombinedOutput(); err != nil {
		t.Skipf("nothing can be mounted here: %s", out)
	}
	return func() {
		if out, err := exec.Command("umount", at).CombinedOutput(); err != nil {
			t.Errorf("%s", out)
		}
	}
}

// saveFails saves in vain: one line says why, and all edits are still there.
func saveFails(t *testing.T, d *edit.Draft, want ...string) {
	t.Helper()
	err := d.Save(t.Context(), edit.Options{})
	for _, w := range want {
		if err == nil || !strings.Contains(err.Error(), w) || strings.Contains(err.Error(), "\n") {
			t.Errorf("error is %v", err)
		}
	}
	if _, can := d.CanUndo(); !can || d.Saved() {
		t.Error("the draft is empty")
	}
}

// saved checks that the next save writes all.
func savedWhole(t *testing.T, folder string, d *edit.Draft) {
	t.Helper()
	want := d.State().Files
	saveDraft(t, d)
	for name, content := range want {
		if b, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(b) != string(content) {
			t.Errorf("%s holds %d bytes: %v", name, len(b), err)
		}
	}
	if what, ok := d.Undo(); what != "edit" || !ok || len(d.Dirty()) != 3 {
		t.Errorf("undone, dirty is %v", d.Dirty())
	}
}

// A full disk loses no edit; with space the same draft is saved.
func TestDraftOnAFullDisk(t *testing.T) {
	folder, d := edited(t, 200<<10)
	small := t.TempDir()
	unmount := mounted(t, small, "-t", "tmpfs", "-o", "size=256k", "none")
	for _, name := range []string{"a.ismc", "a.ism"} {
		put(t, small, name, content(t, folder, name))
	}
	full := edit.NewDraft(small)
	full.Do("edit", d.State())
	saveFails(t, full, "the disk is full")
	if got := names(t, small); got != "a.ism a.ismc" {
		t.Errorf("the folder holds %s", got)
	}
	unmount()
	savedWhole(t, folder, d)
}

// A folder that may not be written loses no edit; a copy can be saved.
func TestDraftInAFolderThatMayNotBeWritten(t *testing.T) {
	folder, d := edited(t, 100)
	unmount := mounted(t, folder, "-o", "bind,ro", folder)
	saveFails(t, d, "another folder")
	if err := d.Save(t.Context(), edit.Options{Out: t.TempDir()}); err != nil {
		t.Error(err)
	}
	unmount()
	savedWhole(t, folder, d)
}

// A save that breaks off between two files goes on where it stopped, and does
// not take its own work for that of another program.
func TestDraftSavedInPart(t *testing.T) {
	folder, d := edited(t, 100)
	other := put(t, t.TempDir(), "other", content(t, folder, "a.ism"))
	unmount := mounted(t, filepath.Join(folder, "a.ism"), "--bind", other) // nothing can take its place
	saveFails(t, d, "a.ism", "saved before it: a.ismt, a.ismc")
	if dirty := d.Dirty(); len(dirty) != 1 || dirty[0] != "a.ism" {
		t.Errorf("dirty is %v", dirty)
	}
	unmount()
	savedWhole(t, folder, d)
}
