package main

import (
	"os"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/source"
)

// sniffBytes is enough of a file to tell a manifest.
const sniffBytes = 64 << 10

// servedApart groups arguments by the asset that they belong to: folders and
// addresses stand for themselves, and so do manifests when there is nothing
// else. Other files are one asset.
func servedApart(args []string) [][]string {
	var groups [][]string
	var files []string
	manifests := true
	for _, arg := range args {
		if info, err := os.Stat(arg); source.IsURL(arg) || err == nil && info.IsDir() {
			groups = append(groups, []string{arg})
			continue
		}
		files = append(files, arg)
		manifests = manifests && isServerManifest(arg)
	}
	if len(files) > 0 && !manifests {
		return append(groups, files)
	}
	for _, file := range files {
		groups = append(groups, []string{file})
	}
	return groups
}

// isServerManifest looks into a file; whoever opens it says what is wrong.
func isServerManifest(path string) bool {
	src, err := source.OpenFile(path)
	if err != nil {
		return false
	}
	defer src.Close()
	b, err := source.ReadRange(src, 0, min(sniffBytes, src.Size()), sniffBytes)
	return err == nil && manifest.Sniff(b) == manifest.ServerManifest
}
