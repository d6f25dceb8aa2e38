package gui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"smoothscope/gui/session"
	"smoothscope/gui/watch"
)

// restless is a house that looks at the disk often.
func restless(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.disk.watcher = watch.New(h.run, watch.Pauses{Settle: 10 * time.Millisecond, Poll: 20 * time.Millisecond}, h.disk.tell)
	return h
}

// changeUntil writes to a file until the bar says something: the watcher may
// not have looked at it for the first time yet.
func (h *house) changeUntil(path string, change func(n int) error) {
	h.t.Helper()
	for n := 0; h.disk.states[path] == 0; n++ {
		if n > 1000 {
			h.t.Fatalf("that %s changed is not noticed", path)
		}
		if err := change(n); err != nil {
			h.t.Fatal(err)
		}
		select {
		case f := <-h.ui:
			f()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (h *house) rowOf(name string) string {
	for _, row := range h.panelRows() {
		if strings.HasPrefix(row, name+" ") {
			return row
		}
	}
	return ""
}

func TestAChangedFileIsSaidAndReloaded(t *testing.T) {
	h := restless(t)
	folder := twoAssets(t)
	h.Open([]string{filepath.Join(folder, "one.ism")})
	h.opened("one.ism")
	first := h.session.Current()
	file := filepath.Join(folder, "v_40.ismv")
	if !h.disk.object.Hidden || !slices.Contains(h.disk.watched, file) {
		t.Fatalf("bar shown %v, watched %v", !h.disk.object.Hidden, h.disk.watched)
	}
	h.changeUntil(file, func(n int) error { return os.Truncate(file, int64(9000+n)) })
	if h.disk.object.Hidden || h.disk.label.Text != "v_40.ismv changed on disk" || h.rowOf("v_40.ismv") != "v_40.ismv ● changed" {
		t.Errorf("the bar says %q, the row %q", h.disk.label.Text, h.rowOf("v_40.ismv"))
	}
	if h.session.Current() != first {
		t.Error("it was read again by itself")
	}
	h.disk.dismiss()
	if !h.disk.object.Hidden || h.rowOf("v_40.ismv") != "v_40.ismv ● changed" {
		t.Errorf("after Dismiss the bar is shown: %v, and the row says %q", !h.disk.object.Hidden, h.rowOf("v_40.ismv"))
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	h.until("the bar", func() bool { return h.disk.label.Text == "v_40.ismv is missing on disk" })
	if h.rowOf("v_40.ismv") != "v_40.ismv ✕ missing" {
		t.Errorf("the row says %q", h.rowOf("v_40.ismv"))
	}
	h.reload()
	h.until("the file to be taken anew", func() bool { return h.disk.object.Hidden && !h.session.Current().Loading })
	other := filepath.Join(folder, "v_20.ismv") // once it is noticed, all have been looked at
	h.changeUntil(other, func(n int) error { return os.Truncate(other, int64(9000+n)) })
	h.disk.dismiss()
	if err := os.WriteFile(file, []byte("back"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.until("the file", func() bool { return h.disk.label.Text == "v_40.ismv is there again" })
}

func TestAFileThatIsCutUnderUsCanBeLookedAt(t *testing.T) {
	h := restless(t)
	file := filepath.Join(twoAssets(t), "v_40.ismv")
	h.Open([]string{file})
	h.until("the file", func() bool {
		f := h.session.Selection().File
		return f != nil && f.Name == "v_40.ismv" && !f.Scanning && !f.Asset.Loading
	})
	f := h.session.Selection().File
	h.changeUntil(file, func(int) error { return os.Truncate(file, 100) })
	for i := range f.Tree.Len() {
		n := f.Tree.Node(i)
		h.session.Select(session.Selection{File: f, Node: i, From: n.Offset, To: n.Offset + n.Size})
		if i%16 == 0 {
			h.win.Canvas().Capture() // draws the bytes that are gone
		}
	}
	h.explorer.Pick(f.Source.Size() - 1)
	h.until("the last byte", func() bool { return h.session.Selection().To == f.Source.Size() })
	h.reload()
	h.until("the rest of it", func() bool {
		f := h.session.Selection().File
		return f != nil && !f.Scanning && f.Source != nil && f.Source.Size() == 100 && !f.Asset.Loading
	})
}
