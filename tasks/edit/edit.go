// Package edit changes assets: it makes manifests for loose files, puts markers
// into manifests, and saves what has changed so that an asset is whole at any
// moment. What a manifest's bytes become is made in memory first (manifest.Edit,
// and the functions here that give new bytes); Save alone writes.
//
// It knows no screens. To add a kind of change, write a function that gives the
// new content of files in a file of its own, and let the caller Save it.
package edit
