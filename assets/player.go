package assets

import (
	"embed"
	"io/fs"
)

// The folder dashjs in it is there when the workshop has fetched the player
// library; "all:" takes it along then.
//
//go:embed all:player
var player embed.FS

// Player is the page that plays an asset: index.html and what it loads, which
// it expects below ../player/ of its own address. Where the player library
// (folder dashjs) is absent, the page says how to get it.
func Player() fs.FS {
	sub, err := fs.Sub(player, "player")
	if err != nil {
		return player // the embedded folder is always there
	}
	return sub
}
