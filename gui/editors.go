package gui

import (
	"bytes"
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/gui/manifests"
	"smoothscope/gui/markers"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/tasks/edit"
)

// newEditors makes the screens of the three editors.
func (h *Hall) newEditors() {
	h.said = map[int]string{}
	h.manifests = manifests.New(h.run, h.splits(manifests.FirstSizes()))
	h.manifests.OnEdit = h.manifestEdited
	h.manifests.OnMake = h.makeManifests
	h.manifests.OnCopy = h.copied
	h.manifests.OnMenu = h.showMenu
	h.manifests.OnSplit = h.rememberSplit
	h.manifests.OnStatus = h.says(tabManifest)
	h.manifests.OnUndo, h.manifests.OnRedo = h.undo, h.redo
	h.newCaptions()
	h.newMarkers()
}

// says takes what a screen tells of itself for the status bar.
func (h *Hall) says(tab int) func(string) {
	return func(text string) {
		h.said[tab] = text
		if h.tabs != nil && h.tabs.Selected() == tab && h.session.Current() != nil {
			h.describe()
		}
	}
}

// describeEditor is the status bar while an editor is in front.
func (h *Hall) describeEditor(a *session.Asset) bool {
	tab := h.tabs.Selected()
	if tab < tabManifest || tab > tabMarkers {
		return false
	}
	h.status.Set([]kit.Segment{{Text: a.Title}, {Text: h.said[tab]}}, kit.Segment{Text: Name + " " + h.options.Version})
	return true
}

// background is for screens that read from the asset beside the window: it
// stays open for them.
type background struct{ *Hall }

// Do is for the screens.
func (b background) Do(work func(context.Context), done func()) context.CancelFunc {
	return desk{Hall: b.Hall}.Do(work, done)
}

// fillEditors shows the current asset in the editors, as it is now.
func (h *Hall) fillEditors(a *session.Asset) {
	if a != h.session.Current() {
		return
	}
	if a == nil || a.Content == nil {
		h.manifests.Show(nil)
		h.showTracks(nil)
		h.markers.Clear()
		h.unmarked = false
		return
	}
	h.manifests.Show(h.manifestFiles(a))
	h.unmarked = true
	if h.tabs.Selected() == tabMarkers {
		h.fillMarkers()
	}
	h.showTracks(a)
}

// fillMarkers shows the markers of the current asset as they are now. To read
// them out of a large manifest would hold up each edit on another screen: it is
// done when somebody looks.
func (h *Hall) fillMarkers() {
	a := h.session.Current()
	if !h.unmarked || a == nil || a.Content == nil {
		return
	}
	h.unmarked = false
	now := h.manifestsOf(a)
	client, waits := h.editor.bench(a).coming[now.client.path]
	if !waits {
		client = clientOf(a, now)
	}
	h.markers.Show(a.Content, client, whyNot(a))
	h.showFindings(a)
}

// clientOf is the client manifest to show: of an asset that cannot be edited
// the one that it was opened with.
func clientOf(a *session.Asset, now manifestPair) []byte {
	if now.client.raw != nil || len(a.Content.Streams) == 0 {
		return now.client.raw
	}
	return a.Content.ClientBytes()
}

// whyNot is why an asset cannot be edited, "" where it can.
func whyNot(a *session.Asset) string {
	switch {
	case a.Content.URL != "":
		return lang.L("It is on a server: copy the asset to this machine to change it.")
	case a.Draft == nil:
		return lang.L("It has no manifest yet: make manifests for it first.")
	}
	return ""
}

// manifestFiles are the manifests of an asset for their screen.
func (h *Hall) manifestFiles(a *session.Asset) []manifests.File {
	if a.Content.URL != "" {
		return []manifests.File{{Path: a.Content.URL, Kind: manifest.ClientManifest, Raw: a.Content.ClientBytes(), Why: whyNot(a)}}
	}
	if a.Draft == nil {
		return nil
	}
	unsaved, coming := a.Draft.State().Files, h.editor.bench(a).coming
	var files []manifests.File
	for _, m := range a.Content.Members {
		if m.Role == asset.MediaRole {
			continue
		}
		f := manifests.File{Path: m.Full, Kind: manifest.ClientManifest, Raw: a.Read[m.Path]}
		if m.Role == asset.ServerRole {
			f.Kind = manifest.ServerManifest
		}
		if raw, dirty := unsaved[m.Path]; dirty {
			f.Raw, f.Dirty = raw, true
		}
		if raw, waits := coming[m.Path]; waits {
			f.Raw, f.Dirty = raw, true
		}
		if f.Raw != nil {
			files = append(files, f)
		}
	}
	return files
}

// manifestEdited takes an edit of the manifest screen.
func (h *Hall) manifestEdited(what, path string, raw []byte) {
	a := h.session.Current()
	if a == nil || a.Draft == nil || a.Content == nil {
		return
	}
	i := slices.IndexFunc(a.Content.Members, func(m asset.Member) bool { return m.Full == path })
	if i < 0 {
		return
	}
	h.edited(a, tabManifest, what, a.Content.Members[i].Path, raw)
}

// edited takes the new content of a manifest, behind the edits and the save that
// are under way. Where one of those has changed the manifest it is not taken: it
// does not know of that.
func (h *Hall) edited(a *session.Asset, tab int, what, path string, raw []byte) {
	b := h.editor.bench(a)
	base, waits := b.coming[path]
	if !waits {
		base = contentOf(a, path)
	}
	b.coming[path] = raw
	h.editor.enqueue(a, func(next func()) {
		defer next()
		if sameBytes(b.coming[path], raw) {
			delete(b.coming, path)
		}
		if !bytes.Equal(contentOf(a, path), base) {
			h.say(lang.L("The edit before is still being worked out: try again."))
			h.fillEditors(a)
			return
		}
		s := edit.State{Files: map[string][]byte{path: raw}}
		if tab == tabManifest {
			s.Captions = h.carried(a)
		}
		h.editor.step(a, tab, what, s, false)
	})
}

// contentOf is a manifest as it is now.
func contentOf(a *session.Asset, path string) []byte {
	if raw, changed := a.Draft.State().Files[path]; changed {
		return raw
	}
	return a.Read[path]
}

// newMarkers makes the screen of the markers.
func (h *Hall) newMarkers() {
	h.markers = markers.New(background{h}, h.splits(markers.FirstSizes()))
	h.markers.OnEdit = h.markersEdited
	h.markers.OnPlay = h.playAt
	h.markers.OnImport = func() {
		h.readFile(lang.L("Import markers"), []string{".csv", ".xml", ".bin", ".b64", ".hex", ".txt"}, func(name string, content []byte) {
			h.fillMarkers()
			h.markers.Import(name, content)
		})
	}
	h.markers.OnExport = h.export
	h.markers.OnCopy = h.copied
	h.markers.Paste = h.app.Clipboard().Content
	h.markers.OnMenu = h.showMenu
	h.markers.OnSplit = h.rememberSplit
	h.markers.OnStatus = h.says(tabMarkers)
}

// markersEdited takes an edit of the markers, unless it was made of what has been
// changed elsewhere since.
func (h *Hall) markersEdited(what string, client []byte) {
	a := h.session.Current()
	switch {
	case a == nil || a.Content == nil || a.Draft == nil:
	case h.unmarked:
		h.fillMarkers()
	default:
		h.edited(a, tabMarkers, what, h.manifestsOf(a).client.path, client)
	}
}

// showFindings tells the markers what the check has found of them, where it has
// looked at what is shown.
func (h *Hall) showFindings(a *session.Asset) {
	if r := h.checker.fresh(a); r != nil && a == h.session.Current() && !h.unmarked {
		h.markers.SetFindings(r.Findings)
	}
}

// Every is for the screens.
func (b background) Every(interval time.Duration, f func()) (stop func()) {
	return b.run.Every(interval, f)
}
