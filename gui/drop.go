package gui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// Dropped opens what was dropped on the window. While a dialog is open it only
// says that it did not.
func (h *Hall) Dropped(uris []fyne.URI) {
	if h.win.Canvas().Overlays().Top() != nil {
		h.say(lang.L("A dialog is open: close it, then drop again."))
		return
	}
	texts, rest := h.captionsAmong(namesOf(uris))
	for _, names := range group(rest) {
		h.Open(names)
	}
	if len(texts) > 0 {
		h.dropCaptions(texts[0])
	}
}

// captionsAmong parts files of captions from what can be opened. An .xml may be
// a manifest as well: on the captions it is taken for captions.
func (h *Hall) captionsAmong(names []string) (texts, rest []string) {
	for _, name := range names {
		ending := strings.ToLower(filepath.Ext(name))
		if slices.Contains(captionEndings(), ending) && (ending != ".xml" || h.tabs.Selected() == tabCaptions && h.session.Current() != nil) {
			texts = append(texts, name)
			continue
		}
		rest = append(rest, name)
	}
	return texts, rest
}

// dropCaptions imports captions into the asset that is shown.
func (h *Hall) dropCaptions(path string) {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		h.say(lang.L("Captions belong to an asset: open it, then drop them again."))
		return
	}
	h.showTab(tabCaptions)
	h.readPath(path, h.takeCaptions)
}

func namesOf(uris []fyne.URI) []string {
	names := make([]string, 0, len(uris))
	for _, u := range uris {
		if u.Scheme() == "file" {
			names = append(names, filepath.Clean(filepath.FromSlash(u.Path())))
			continue
		}
		names = append(names, u.String())
	}
	return names
}

// group says which of the names that came together are one asset. Media files
// alone are; with one server manifest among them they are its asset; several
// manifests, folders and addresses are an asset each.
func group(names []string) [][]string {
	if len(names) < 2 {
		return single(names)
	}
	servers, clients, media := split(names)
	switch {
	case len(media) == len(names):
		return [][]string{names}
	case len(servers) == 0 && len(clients) == 0:
		return single(names)
	case len(servers) > 0:
		return single(servers)
	}
	return single(clients)
}

func single(names []string) [][]string {
	var groups [][]string
	for _, name := range names {
		groups = append(groups, []string{name})
	}
	return groups
}

func split(names []string) (servers, clients, media []string) {
	for _, name := range names {
		switch ending := strings.ToLower(filepath.Ext(name)); {
		case ending == ".ism" || ending == ".isml":
			servers = append(servers, name)
		case ending == ".ismc" || ending == ".xml":
			clients = append(clients, name)
		case slices.Contains(mediaEndings(), ending):
			media = append(media, name)
		}
	}
	return servers, clients, media
}

func mediaEndings() []string {
	return []string{".ismv", ".isma", ".ismt", ".mp4", ".m4a", ".m4v", ".m4s", ".cmfv", ".cmfa", ".cmft", ".mov"}
}

// OpenAll opens what was named when the program was started.
func (h *Hall) OpenAll(names []string) {
	for _, one := range group(names) {
		h.Open(one)
	}
}
