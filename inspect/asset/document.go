package asset

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/source"
)

const (
	glanceBytes = 512      // enough to see that a file is no XML
	sniffBytes  = 64 << 10 // room for a long comment before the root
	maxBeside   = 10_000   // files of a folder that are looked at
)

// kindOfFile looks at the first bytes of a file: names do not tell what a
// manifest is.
func (d disk) kindOfFile(ctx context.Context, path string) (manifest.Kind, error) {
	src, err := d.openFile(ctx, path)
	if err != nil {
		return manifest.None, err
	}
	b, err := source.ReadRange(src, 0, min(glanceBytes, src.Size()), glanceBytes)
	if err == nil && bytes.IndexByte(b, '<') >= 0 {
		b, err = source.ReadRange(src, 0, min(sniffBytes, src.Size()), sniffBytes)
	}
	if closed := src.Close(); err == nil {
		err = closed
	}
	return manifest.Sniff(b), err
}

// beside is what lies in a folder: its manifests by kind, and all other files,
// as names in order.
type beside struct {
	disk    disk
	folder  string
	servers []string
	clients []string
	others  []string
}

// look reads a folder, not those below it.
func (d disk) look(ctx context.Context, folder string) (*beside, error) {
	names, err := d.list(folder)
	if err != nil {
		return nil, fmt.Errorf("%s: the folder cannot be read: %w", folder, err)
	}
	b := &beside{disk: d, folder: folder}
	for _, name := range names[:min(len(names), maxBeside)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if aside(name) {
			continue
		}
		path := filepath.Join(folder, name)
		if info, err := d.stat(path); err != nil || !info.Mode().IsRegular() {
			continue
		}
		switch kind, err := d.kindOfFile(ctx, path); {
		case err != nil:
			continue // whoever needs this very file will hear of it
		case kind == manifest.ServerManifest:
			b.servers = append(b.servers, name)
		case kind == manifest.ClientManifest:
			b.clients = append(b.clients, name)
		default:
			b.others = append(b.others, name)
		}
	}
	return b, nil
}

// aside says whether a file is no part of what a folder holds, whatever it
// contains: a backup, or one that is hidden, such as what a save that was cut
// off leaves behind.
func aside(name string) bool {
	return strings.HasPrefix(name, ".") || strings.EqualFold(filepath.Ext(name), ".bak")
}

// naming is the servers in the folder that name a file there, as their client
// manifest or as a source of media. Upper and lower case do not matter.
func (b *beside) naming(ctx context.Context, file string) []string {
	var all []string
	for _, name := range b.servers {
		server, err := b.disk.readServer(ctx, filepath.Join(b.folder, name))
		if server == nil || err != nil && ctx.Err() != nil {
			continue
		}
		if slices.ContainsFunc(namedBy(server), func(p string) bool { return strings.EqualFold(p, file) }) {
			all = append(all, name)
		}
	}
	return all
}

// namedBy is the paths below its folder that a server manifest names.
func namedBy(server *manifest.Server) []string {
	written := []string{server.ClientPath}
	for _, t := range server.Tracks {
		written = append(written, t.Src)
	}
	var paths []string
	for _, w := range written {
		if p, err := manifest.LocalPath(w); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// readServer reads a server manifest; what was understood comes with an error.
func (d disk) readServer(ctx context.Context, path string) (*manifest.Server, error) {
	raw, err := d.fetch(ctx, path)
	if err != nil {
		return nil, err
	}
	return manifest.ParseServer(raw)
}

// resolve finds a file that a manifest names, below the folder. Where only
// upper and lower case differ, it takes the file that is there and says so.
func (d disk) resolve(folder, written string) (path, warning string, err error) {
	path, err = manifest.LocalPath(written)
	if err != nil {
		return "", "", err
	}
	if strings.Contains(written, `\`) {
		warning = fmt.Sprintf("%s: is written with backslashes; servers other than Windows look for another name", written)
	}
	if _, err := d.stat(filepath.Join(folder, filepath.FromSlash(path))); err == nil {
		return path, warning, nil
	}
	found, at := "", folder
	for _, segment := range strings.Split(path, "/") {
		name, ok := d.anyCase(at, segment)
		if !ok {
			return path, warning, nil
		}
		found, at = joinSlash(found, name), filepath.Join(at, name)
	}
	return found, fmt.Sprintf("%s: the file is called %s; upper and lower case differ, most servers will not find it", written, found), nil
}

func joinSlash(a, b string) string {
	if a == "" {
		return b
	}
	return a + "/" + b
}

// anyCase is the name in a folder that equals segment but for case.
func (d disk) anyCase(folder, segment string) (string, bool) {
	names, err := d.list(folder)
	if err != nil {
		return "", false
	}
	for _, name := range names {
		if strings.EqualFold(name, segment) {
			return name, true
		}
	}
	return "", false
}
