// Package assets holds the files that travel inside the program: the icon, the
// sample asset and the help pages. It knows nothing of what is in them. A new
// file is one more embed line with a function that hands it out.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed icon/smoothscope.png
var icon []byte

//go:embed sample
var sample embed.FS

// SampleManifest is the file of the sample asset that opens the rest.
const SampleManifest = "sample.ism"

// Icon is the program's picture, a PNG of 512 by 512 pixels. The bytes are
// shared: do not change them.
func Icon() []byte { return icon }

// WriteSample puts the sample asset into folder, which it makes, and answers
// the path of its server manifest. Files that are already there and of the
// right size are left alone.
func WriteSample(folder string) (string, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("the sample asset: %w", err)
	}
	entries, err := sample.ReadDir("sample")
	if err != nil {
		return "", fmt.Errorf("the sample asset: %w", err)
	}
	for _, e := range entries {
		if err := unpack(folder, e.Name()); err != nil {
			return "", fmt.Errorf("the sample asset: %w", err)
		}
	}
	return filepath.Join(folder, SampleManifest), nil
}

func unpack(folder, name string) error {
	b, err := fs.ReadFile(sample, "sample/"+name)
	if err != nil {
		return err
	}
	path := filepath.Join(folder, name)
	if info, err := os.Stat(path); err == nil && info.Size() == int64(len(b)) {
		return nil
	}
	return os.WriteFile(path, b, 0o644)
}
