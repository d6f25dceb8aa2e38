package preview_test

import (
	"io/fs"
	"testing/fstest"
)

// player is a player page that plays nothing.
func player() fs.FS {
	return fstest.MapFS{
		"index.html":    {Data: []byte("<!doctype html><title>player</title>")},
		"main.js":       {Data: []byte("1")},
		"folder/one.js": {Data: []byte("2")},
	}
}
