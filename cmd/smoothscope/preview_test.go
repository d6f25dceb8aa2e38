package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/tasks"
	"smoothscope/tasks/offsets"
	"smoothscope/testdata"
)

// Where things are in a window of 1440 by 900.
const (
	previewX, previewY = 292, 45 // the button in the toolbar
	rowX, firstRowY    = 700, 456
)

// TestPreview presses the button, fetches every chunk as a player does, and
// lets the requests lead to the boxes.
func TestPreview(t *testing.T) {
	manifest := testdata.Path(t, "ladder", "ladder.ism")
	s := newScreen(t, 1440, 900, manifest)
	s.untilTitle("Smoothscope — ladder.ism")
	s.copied("ctrl+shift+c", "ftyp[1]")
	s.untilOpened(manifest)
	s.click(previewX, previewY)
	page := s.browsed(1)[0]
	if !strings.HasPrefix(page, "http://127.0.0.1:") || !strings.HasSuffix(page, "/ladder.ism/") {
		t.Fatalf("the browser is sent to %q", page)
	}
	entries := fetchAll(t, page, opened(t, manifest))

	// The list follows to its end; its first row is the manifest, the second
	// the first chunk.
	s.shot("preview-running")
	s.click(rowX, firstRowY)
	s.keys("Home", "Down")
	s.copied("ctrl+shift+e", fmt.Sprintf("0x%x", entries[0].Offset))
	s.copies(func() { s.keys("ctrl+c") }, "\t"+entries[0].Stream+"\t0\t", entries[0].Path)
	s.keys("End")
	last := entries[len(entries)-1]
	s.copied("ctrl+shift+e", fmt.Sprintf("0x%x", last.Offset))
	s.shot("preview-picked")
	s.keys("ctrl+shift+h")
	if at := s.browsed(2)[1]; !strings.HasPrefix(at, page+"#t=") {
		t.Errorf("playing from a chunk opens %q", at)
	}
	s.keys("Return") // its boxes
	s.copied("ctrl+shift+c", "moof[4]")
	s.keys("ctrl+q")
	s.gone(page)
}

// fetchAll asks for the manifest and every chunk, and compares each with the
// bytes that the list of offsets names.
func fetchAll(t *testing.T, page string, a *asset.Asset) []offsets.Entry {
	t.Helper()
	if got := fetch(t, page+"Manifest"); !bytes.Equal(got, a.ClientBytes()) {
		t.Errorf("the manifest has %d bytes, want %d", len(got), len(a.ClientBytes()))
	}
	m, err := offsets.Entries(context.Background(), a, tasks.NewProgress(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range m.Entries {
		file, err := os.ReadFile(filepath.Join(a.Folder, filepath.FromSlash(e.File)))
		if err != nil {
			t.Fatal(err)
		}
		if got := fetch(t, page+e.Path); !bytes.Equal(got, file[e.Offset:e.Offset+e.Size]) {
			t.Errorf("%s: %d bytes, not the %d of the file", e.Path, len(got), e.Size)
		}
	}
	return m.Entries
}

func fetch(t *testing.T, address string) []byte {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	b, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %s, %v", address, response.Status, err)
	}
	return b
}

// gone waits for the program to end, which takes the server along.
func (s *screen) gone(page string) {
	s.t.Helper()
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		s.t.Fatal("the program does not end while it serves")
	}
	if response, err := http.Get(page); err == nil {
		_ = response.Body.Close()
		s.t.Error("the server outlives the program")
	}
	s.clean()
}
