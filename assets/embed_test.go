package assets

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestIconIsASquarePicture(t *testing.T) {
	config, err := png.DecodeConfig(bytes.NewReader(Icon()))
	if err != nil {
		t.Fatal(err)
	}
	if config.Width != 512 || config.Height != 512 {
		t.Errorf("the icon is %d by %d pixels", config.Width, config.Height)
	}
}

func TestWriteSampleIsWholeAndMendsACutCopy(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	manifest, err := WriteSample(folder)
	if err != nil {
		t.Fatal(err)
	}
	for name := range names(t) {
		if err := os.Truncate(filepath.Join(folder, name), 10); err != nil {
			t.Fatal(err)
		}
	}
	if again, err := WriteSample(folder); err != nil || again != manifest {
		t.Fatalf("second write: %q, %v", again, err)
	}
	for name, want := range names(t) {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d of %d bytes, %v", name, len(got), len(want), err)
		}
	}
}

func TestWriteSampleSaysWhyItCannot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteSample(filepath.Join(file, "below")); err == nil {
		t.Error("a folder below a file was made")
	}
}

func names(t *testing.T) map[string][]byte {
	t.Helper()
	entries, err := sample.ReadDir("sample")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		b, err := sample.ReadFile("sample/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = b
	}
	return files
}

func TestHelpPagesAreInOrder(t *testing.T) {
	var titles []string
	for _, p := range Help() {
		titles = append(titles, p.Title)
		if len(p.Text) < 200 {
			t.Errorf("%s: %d bytes only", p.Title, len(p.Text))
		}
	}
	want := []string{"Opening an asset", "Boxes and bytes", "Checking and the timeline", "Manifests", "Captions", "Ad markers and chapters", "Offsets", "Preview", "Publishing"}
	if !slices.Equal(titles, want) {
		t.Errorf("titles %q, want %q", titles, want)
	}
}
