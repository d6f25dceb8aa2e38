package check

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"smoothscope/testdata"
)

// A real TTML track is read, and one character that is no XML is found at its
// place.
func TestTTMLSamples(t *testing.T) {
	folder := filepath.Join(testdata.Corpus(t), "horamarques+shaka-packager", "packager", "app", "test", "testdata", "segmented-ttml-mp4")
	var file []byte
	for _, name := range []string{"bear-english-text-init.mp4", "bear-english-text-1.m4s", "bear-english-text-2.m4s"} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Skipf("not in this corpus: %v", err)
		}
		file = append(file, b...)
	}
	path := filepath.Join(t.TempDir(), "text.ismt")
	check := func(b []byte) []Finding {
		t.Helper()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(reported(t, path).Findings, func(f Finding) bool { return f.Rule != "TXT-XML" })
	}
	if found := check(file); len(found) > 0 {
		t.Errorf("the good track: %+v", found)
	}
	at := bytes.LastIndex(file, []byte("</p>"))
	if at < 0 {
		t.Fatal("there is no paragraph in the track")
	}
	bad := bytes.Clone(file)
	bad[at+1] = '&'
	found := check(bad)
	if len(found) != 1 || found[0].Chunk < 0 || found[0].Offset > int64(at) || found[0].Offset+found[0].Size < int64(at) {
		t.Errorf("byte %d: %+v", at, found)
	}
}
