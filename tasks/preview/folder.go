package preview

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
)

// maxBelow is how many entries of a folder are looked at.
const maxBelow = 10_000

// AddFolder serves a published tree until Remove or Close: a folder that holds
// a file Manifest and the chunks under the names of their addresses. It may be
// one of them, or hold several: then the first is the answer, the others are
// its Others, and Remove of the first removes all. The error is ErrNotPublished
// where there is none. Nothing outside the folder is served, wherever links in
// it lead.
func (s *Server) AddFolder(path string) (*Site, error) {
	list, err := publishedIn(path)
	if err != nil {
		return nil, err
	}
	var sites []*Site
	for i, c := range list {
		c.pool = s.files
		site, err := s.add(c.name, c)
		if err != nil { // the server has ended
			for _, left := range list[i+1:] {
				left.close()
			}
			return nil, err
		}
		sites = append(sites, site)
	}
	sites[0].Others = sites[1:]
	return sites[0], nil
}

// publishedIn opens the tree at path, or those below it.
func publishedIn(path string) ([]*folderContent, error) {
	one, err := openFolder(path)
	if err == nil {
		return []*folderContent{one}, nil
	}
	if !errors.Is(err, ErrNotPublished) {
		return nil, err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("%s: the folder cannot be read: %w", path, err)
	}
	var all []*folderContent
	for _, e := range entries[:min(len(entries), maxBelow)] {
		if info, err := os.Stat(filepath.Join(path, e.Name())); err != nil || !info.IsDir() {
			continue
		}
		if c, err := openFolder(filepath.Join(path, e.Name())); err == nil {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: %w, neither do the folders in it: publish an asset to it first", path, ErrNotPublished)
	}
	slices.SortFunc(all, func(a, b *folderContent) int { return cmp.Compare(a.name, b.name) })
	return all, nil
}

// ErrNotPublished says that a folder is no published tree and holds none.
var ErrNotPublished = errors.New(`holds no file "Manifest" of a published asset`)

// openFolder opens a published tree.
func openFolder(path string) (*folderContent, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(full)
	if err != nil {
		return nil, fmt.Errorf("%s: the folder cannot be opened: %w", path, err)
	}
	c := &folderContent{root: root, name: baseName(filepath.Base(full))}
	switch p, err := c.published(); {
	case errors.Is(err, fs.ErrNotExist), err == nil && p.sniffed != manifest.ClientManifest:
		return nil, errors.Join(fmt.Errorf("%s: %w", path, ErrNotPublished), root.Close())
	case err != nil:
		return nil, errors.Join(fmt.Errorf("%s: its Manifest: %w", path, err), root.Close())
	}
	return c, nil
}

// baseName is the name of a folder without the ending of a presentation.
func baseName(name string) string {
	for _, ending := range []string{".ism", ".isml"} {
		if n := len(name) - len(ending); n > 0 && strings.EqualFold(name[n:], ending) {
			return name[:n]
		}
	}
	return name
}

// regular opens a file below the root that is one: not a folder, and nothing
// that waits for a writer.
func regular(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	info, err := root.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fs.ErrNotExist
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, nil, errors.Join(cmp.Or(err, fs.ErrNotExist), f.Close())
	}
	return f, info, nil
}

// readManifest reads the Manifest of a tree unless it is still the known one.
func readManifest(root *os.Root, known *published) (*published, error) {
	f, info, err := regular(root, "Manifest")
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	if known != nil && os.SameFile(known.info, info) && known.info.Size() == info.Size() && known.info.ModTime().Equal(info.ModTime()) {
		return known, nil
	}
	if info.Size() > manifest.MaxSize {
		return nil, fmt.Errorf("has %d bytes, more than any manifest", info.Size())
	}
	b, err := io.ReadAll(io.LimitReader(f, manifest.MaxSize))
	if err != nil {
		return nil, err
	}
	return newPublished(b, info), nil
}
