package preview

import (
	"os"
	"path/filepath"
	"strings"

	"smoothscope/inspect/asset"
)

// Published tells whether an asset is a published tree: a client manifest
// called Manifest with the chunks as files below its folder, and no media that
// these could be cut from.
func Published(a *asset.Asset) bool {
	manifest := false
	for _, m := range a.Members {
		switch {
		case m.Role == asset.MediaRole && m.Present:
			return false
		case m.Role == asset.ClientRole && m.Present:
			manifest = strings.EqualFold(m.Path, "Manifest")
		}
	}
	return manifest && a.URL == "" && holdsLevels(a.Folder)
}

// holdsLevels tells whether a folder has a folder of chunks in it.
func holdsLevels(folder string) bool {
	f, err := os.Open(filepath.Clean(folder))
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	names, _ := f.Readdirnames(maxBelow) // what was read of it is enough
	for _, name := range names {
		if strings.HasPrefix(strings.ToLower(name), "qualitylevels(") {
			return true
		}
	}
	return false
}
