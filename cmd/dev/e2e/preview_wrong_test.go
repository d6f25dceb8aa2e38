package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"smoothscope/tasks/publish/folder"
	"smoothscope/testdata"
)

// The page says in one sentence what is wrong and what to do.
func TestPreviewSaysWhatIsWrong(t *testing.T) {
	tools(t)
	server := startPreview(t)
	page := server.add(t, testdata.Path(t, "ladder", "ladder.ism")).Page
	wrong := func(name, url, block string) visit {
		v := visit{Name: name, URL: url, Steps: [][]any{{"problem"}}, Picture: picture(t, "preview-"+name+".png")}
		if block != "" {
			v.Steps = [][]any{{"block", block}, {"problem"}}
		}
		return v
	}
	pages := []visit{
		wrong("no-player", page, `/player/dashjs/`),
		wrong("no-server", page+"?lang=de", `/QualityLevels\(`),
		wrong("no-chunks", server.withoutChunks(t, nil), ""),
		wrong("no-fragments", server.withoutChunks(t, bytes.Repeat([]byte{7}, 5000)), ""),
	}
	want := map[string]string{
		"no-player":    "go run ./cmd/dev run",
		"no-server":    "Der Vorschau-Server antwortet nicht",
		"no-chunks":    "Chunk 1 of video, 84 kb/s, at 0:02.000 is missing (the server says 404)",
		"no-fragments": "Chunk 1 of video, 84 kb/s, at 0:02.000 is no fragment",
	}
	encrypted := filepath.Join(filepath.Dir(testdata.Path(t, "README.md")), "..", "..", "shared", "corpus", "_made", "v_20_piff_ctr.ismv")
	if _, err := os.Stat(encrypted); err == nil {
		at := server.add(t, encrypted).Page
		pages = append(pages, wrong("encrypted", at, ""), wrong("encrypted-dash", at+"#mode=dash", ""))
		want["encrypted"], want["encrypted-dash"] = "is encrypted", "is encrypted"
	}
	seen := visitAll(t, pages)
	for name, part := range want {
		t.Run(name, func(t *testing.T) {
			seen[name].alone(t)
			if said := read[string](t, seen[name], "problem"); !strings.Contains(said, part) {
				t.Errorf("the page says %q, not %q", said, part)
			}
		})
	}
}

// withoutChunks serves a published ladder whose second chunks of video are
// gone, or other bytes.
func (p previewing) withoutChunks(t *testing.T, other []byte) string {
	t.Helper()
	place := t.TempDir()
	send(t, folder.New(place), "")
	gone, err := filepath.Glob(filepath.Join(place, "ladder.ism", "QualityLevels(*)", "Fragments(video=20000000)"))
	if err != nil || len(gone) != 3 {
		t.Fatalf("the second chunks are %q, %v", gone, err)
	}
	for _, name := range gone {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		if other == nil {
			continue
		}
		if err := os.WriteFile(name, other, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	site, err := p.AddFolder(filepath.Join(place, "ladder.ism"))
	if err != nil {
		t.Fatal(err)
	}
	return site.Page
}
