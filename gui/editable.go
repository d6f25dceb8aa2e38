package gui

import (
	"context"

	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/source"
	"smoothscope/tasks/edit"
)

// manifestPair is the manifests of an asset as they are now, with what is not saved.
type manifestPair struct {
	content        *asset.Asset
	client, server manifestFile
}

// manifestFile is one of them; its path is "" where the asset has none.
type manifestFile struct {
	path  string // below the asset's folder
	raw   []byte
	dirty bool
}

// manifestsOf are the manifests of an asset; without a draft there are none to
// edit.
func (h *Hall) manifestsOf(a *session.Asset) manifestPair {
	m := manifestPair{content: a.Content}
	if a.Content == nil || a.Draft == nil {
		return m
	}
	unsaved := a.Draft.State().Files
	for _, member := range a.Content.Members {
		f := manifestFile{path: member.Path, raw: a.Read[member.Path]}
		if raw, dirty := unsaved[member.Path]; dirty {
			f.raw, f.dirty = raw, true
		}
		switch {
		case f.raw == nil:
		case member.Role == asset.ClientRole && m.client.path == "":
			m.client = f
		case member.Role == asset.ServerRole && m.server.path == "":
			m.server = f
		}
	}
	return m
}

// readManifests reads the manifests of an asset whole, by member path.
func readManifests(ctx context.Context, content *asset.Asset) map[string][]byte {
	read := map[string][]byte{}
	if content == nil || content.URL != "" {
		return read
	}
	for _, m := range content.Members {
		if m.Role == asset.MediaRole || !m.Present || source.IsURL(m.Full) {
			continue
		}
		if raw, _, err := edit.Read(ctx, m.Full); err == nil {
			read[m.Path] = raw
		}
	}
	return read
}

// draft lets an asset be edited that has manifests on this machine.
func draft(a *session.Asset) {
	if a.Content == nil || a.Content.Folder == "" || len(a.Read) == 0 {
		return
	}
	a.Draft = edit.NewDraft(a.Content.Folder)
	for path, raw := range a.Read {
		a.Draft.Note(path, raw)
	}
}

// dirty tells whether an asset has changes that are not saved.
func dirty(a *session.Asset) bool { return a != nil && a.Draft != nil && len(a.Draft.Dirty()) > 0 }
