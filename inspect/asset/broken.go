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

// openBroken opens what belongs to a manifest that says nothing: the asset of
// the server manifest that names it, else the media files that its text still
// mentions, else those that lie beside it alone. The second result is false
// where no name is that of a manifest.
func (d disk) openBroken(ctx context.Context, names []string) (*Asset, bool, error) {
	var broken []string
	var rest []string
	for _, name := range names {
		if _, meant := d.brokenRole(ctx, name); meant {
			broken = append(broken, name)
		} else {
			rest = append(rest, name)
		}
	}
	if len(broken) == 0 {
		return nil, false, nil
	}
	a, err := d.openAround(ctx, broken[0], rest)
	if err != nil {
		return nil, true, err
	}
	for _, name := range broken {
		a.addBroken(ctx, name)
	}
	return a, true, nil
}

// openAround opens the rest of the asset that a broken manifest is of.
func (d disk) openAround(ctx context.Context, broken string, rest []string) (*Asset, error) {
	if len(rest) == 0 {
		if a, _, err := d.openThrough(ctx, broken); a != nil || err != nil {
			return a, err
		}
		var err error
		if rest, err = d.mediaOf(ctx, broken); err != nil {
			return nil, err
		}
	}
	if len(rest) == 0 {
		return d.newAsset(filepath.Dir(broken), broken), nil
	}
	a, err := d.openLoose(ctx, rest)
	if err == nil {
		a.Name = baseName(broken)
	}
	return a, err
}

// mediaOf are the media files in the folder of a broken manifest that its text
// mentions. Where it mentions none and no other manifest lies there, they are
// all files that are named like Smooth Streaming media.
func (d disk) mediaOf(ctx context.Context, broken string) ([]string, error) {
	around, err := d.look(ctx, filepath.Dir(broken))
	if err != nil {
		return nil, err
	}
	text := d.brokenText(ctx, broken)
	var mentioned, alike []string
	for _, name := range around.others {
		path := filepath.Join(around.folder, name)
		file, err := d.openMedia(ctx, path)
		if err != nil {
			continue
		}
		if err := file.Source.Close(); err != nil {
			return nil, err
		}
		if bytes.Contains(text, []byte(name)) {
			mentioned = append(mentioned, path)
		}
		if slices.Contains([]string{".ismv", ".isma", ".ismt"}, strings.ToLower(filepath.Ext(name))) {
			alike = append(alike, path)
		}
	}
	if err := ctx.Err(); err != nil || len(mentioned) > 0 {
		return mentioned, err
	}
	if len(around.servers) > 0 {
		return nil, nil
	}
	return alike, nil
}

// addBroken makes a manifest that cannot be read a member.
func (a *Asset) addBroken(ctx context.Context, name string) {
	role, _ := a.disk.brokenRole(ctx, name)
	path := filepath.Base(name)
	if m, ok := a.Member(path); ok && samePath(m.Full, name) {
		return
	}
	m := Member{Path: path, Full: name, Role: role}
	m.Content, _ = a.disk.other(name)
	if info, err := a.disk.stat(name); err == nil {
		m.Present, m.Size = true, info.Size()
	}
	a.Members = append([]Member{m}, a.Members...)
	a.warn(fmt.Sprintf("%s: cannot be read as a manifest: check says where", path))
}

// addBrokenBeside makes those of the names that are broken manifests members,
// where what was opened has no manifest.
func (a *Asset) addBrokenBeside(ctx context.Context, names []string) {
	if slices.ContainsFunc(a.Members, func(m Member) bool { return m.Role != MediaRole }) {
		return
	}
	for _, name := range names {
		if slices.ContainsFunc(a.Members, func(m Member) bool { return samePath(m.Full, name) }) {
			continue
		}
		if _, meant := a.disk.brokenRole(ctx, name); meant {
			a.addBroken(ctx, name)
		}
	}
}

// brokenIn are the broken manifests of a folder.
func (d disk) brokenIn(ctx context.Context, folder string) []string {
	around, err := d.look(ctx, folder)
	if err != nil {
		return nil
	}
	var all []string
	for _, name := range slices.Concat(around.servers, around.clients, around.others) {
		path := filepath.Join(folder, name)
		if _, meant := d.brokenRole(ctx, path); meant {
			all = append(all, path)
		}
	}
	return all
}

// brokenRole tells whether a file is meant to be a manifest though it cannot be
// read as one: by its text, else by its name.
func (d disk) brokenRole(ctx context.Context, name string) (Role, bool) {
	if source.IsURL(name) {
		return "", false
	}
	if info, err := d.stat(name); err != nil || !info.Mode().IsRegular() {
		return "", false
	}
	if d.says(ctx, name) {
		return "", false
	}
	base := strings.ToLower(filepath.Base(name))
	text := d.brokenText(ctx, name)
	smooth, smil := bytes.Index(text, []byte("<SmoothStreamingMedia")), bytes.Index(text, []byte("<smil"))
	switch {
	case len(text) > 0 && d.isMedia(ctx, name):
		return "", false
	case smooth >= 0 && (smil < 0 || smooth < smil):
		return ClientRole, true
	case smil >= 0:
		return ServerRole, true
	case strings.HasSuffix(base, ".ism"), strings.HasSuffix(base, ".isml"):
		return ServerRole, true
	case strings.HasSuffix(base, ".ismc"), base == "manifest":
		return ClientRole, true
	}
	return "", false
}

// says tells whether a file is a manifest of which something is understood.
func (d disk) says(ctx context.Context, name string) bool {
	kind, err := d.kindOfFile(ctx, name)
	if err != nil || kind == manifest.None {
		return false
	}
	raw, err := d.fetch(ctx, name)
	if err != nil {
		return true // that it cannot be read is no fault of its text
	}
	if kind == manifest.ServerManifest {
		server, err := manifest.ParseServer(raw)
		return err == nil || len(server.Tracks) > 0
	}
	client, err := manifest.ParseClient(raw)
	return err == nil || len(client.Streams) > 0
}

func (d disk) isMedia(ctx context.Context, name string) bool {
	file, err := d.openMedia(ctx, name)
	if err != nil {
		return false
	}
	return file.Source.Close() == nil
}

// brokenText is the text of a file that may be a manifest, as UTF-8: what is
// large or binary has none.
func (d disk) brokenText(ctx context.Context, name string) []byte {
	kind, err := d.openFile(ctx, name)
	if err != nil {
		return nil
	}
	head, err := source.ReadRange(kind, 0, min(glanceBytes, kind.Size()), glanceBytes)
	if closed := kind.Close(); err != nil || closed != nil || bytes.IndexByte(head, '<') < 0 {
		return nil
	}
	raw, err := d.fetch(ctx, name)
	if err != nil {
		return nil
	}
	client, _ := manifest.ParseClient(raw) // only the text counts, which is there in any case
	return client.Text
}
