package asset

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"smoothscope/inspect/manifest"
)

// place is one track of the server manifest and the member that holds it.
type place struct {
	manifest.ServerTrack
	file string // member path, "" where the manifest names none that may be opened
	used bool
}

// openServer opens a server manifest with its client manifest and media.
func (d disk) openServer(ctx context.Context, name string) (*Asset, error) {
	server, err := d.readServer(ctx, name)
	if server == nil || err != nil && len(server.Tracks) == 0 {
		return nil, fmt.Errorf("%s: %w", name, orEmpty(err))
	}
	own := filepath.Base(name)
	a := d.newAsset(filepath.Dir(name), name)
	a.addMember(own, ServerRole)
	if err != nil {
		a.warn(fmt.Sprintf("%s: %v", own, err))
	}
	for _, w := range server.Warnings {
		a.warn(own + ": " + w)
	}
	a.findClient(ctx, server, own)
	places := a.places(server)
	if a.made != nil {
		a.askLanguages(ctx, places)
		a.show(places, "")
		return a, nil
	}
	if err := a.fromPlaces(ctx, places); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func orEmpty(err error) error {
	if err == nil {
		return fmt.Errorf("names no track")
	}
	return err
}

// findClient reads the client manifest that the server manifest names. Without
// one the streams come from the media.
func (a *Asset) findClient(ctx context.Context, server *manifest.Server, own string) {
	if server.ClientPath == "" {
		a.warn(own + ": names no client manifest (clientManifestRelativePath): streams and chunks come from the media")
		return
	}
	path, warning, err := a.disk.resolve(a.Folder, server.ClientPath)
	if err != nil {
		a.warn(fmt.Sprintf("%s: the client manifest is not used: %v", own, err))
		return
	}
	if warning != "" {
		a.warn(warning)
	}
	a.addMember(path, ClientRole)
	if m, _ := a.Member(path); !m.Present {
		a.warn(path + ": is missing, though the server manifest names it: streams and chunks come from the media")
		return
	}
	raw, err := a.disk.fetch(ctx, filepath.Join(a.Folder, filepath.FromSlash(path)))
	if err == nil {
		err = a.useClient(raw, path)
	}
	if err != nil {
		a.warn(fmt.Sprintf("%s: the client manifest cannot be used, streams and chunks come from the media: %v", path, plain(err)))
	}
}

// useClient takes a client manifest's bytes. What is understood of a broken
// one is kept with a warning; the error is for one that says nothing.
func (a *Asset) useClient(raw []byte, path string) error {
	client, err := manifest.ParseClient(raw)
	if client == nil || err != nil && len(client.Streams) == 0 {
		return orEmpty(err)
	}
	if err != nil {
		a.warn(fmt.Sprintf("%s: %v", path, err))
	}
	for _, w := range client.Warnings {
		a.warn(path + ": " + w)
	}
	a.client, a.made = raw, client
	return nil
}

// places are the tracks of the server manifest with their files, which become
// members. A file outside the folder is not touched.
func (a *Asset) places(server *manifest.Server) []*place {
	var all []*place
	for _, t := range server.Tracks {
		p := &place{ServerTrack: t}
		all = append(all, p)
		if t.Src == "" {
			if !t.ManifestOutput {
				a.warn(fmt.Sprintf("the server manifest names no file (src) for %s %s", t.Element, t.BitrateText))
			}
			continue
		}
		path, warning, err := a.disk.resolve(a.Folder, t.Src)
		if err != nil {
			a.warn(fmt.Sprintf("%s %s: not opened: %v", t.Element, t.BitrateText, err))
			continue
		}
		if warning != "" {
			a.warn(warning)
		}
		p.file = path
		a.addMember(path, MediaRole)
		if m, _ := a.Member(path); !m.Present {
			a.warn(errAbsent(path).Error())
		}
	}
	return all
}
