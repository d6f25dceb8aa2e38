package gui

import (
	"smoothscope/gui/kit"
	"smoothscope/gui/session"
)

// dirtyMark stands beside what has changes that are not saved.
const dirtyMark = kit.Dot

// titled is what the window is called.
func titled(a *session.Asset) string {
	switch {
	case a == nil:
		return Name
	case dirty(a):
		return Name + " — " + dirtyMark + " " + a.Title
	}
	return Name + " — " + a.Title
}

// showDirty marks everywhere what has changes that are not saved.
func (h *Hall) showDirty() {
	a := h.session.Current()
	h.win.SetTitle(titled(a))
	h.panel.refresh()
	h.badgeEditors(a)
	h.enableMenus(a != nil && a.Content != nil)
}

// badgeEditors marks the tabs on which there are changes that are not saved.
func (h *Hall) badgeEditors(a *session.Asset) {
	touched := map[int]bool{}
	if dirty(a) {
		touched = h.editor.touched(a)
	}
	for _, tab := range []int{tabManifest, tabCaptions, tabMarkers} {
		text := ""
		if touched[tab] {
			text = dirtyMark
		}
		h.tabs.SetBadge(tab, text, kit.Warning)
	}
}

// touched are the tabs on which the steps were made that lie between what is
// saved and what is seen.
func (e *editor) touched(a *session.Asset) map[int]bool {
	b := e.bench(a)
	_, at := a.Draft.Steps()
	from, to := max(min(b.saved, at), 0), min(max(b.saved, at), len(b.tabs))
	if b.saved < 0 {
		from, to = 0, min(at, len(b.tabs))
	}
	touched := map[int]bool{}
	for _, tab := range b.tabs[from:to] {
		touched[tab] = true
	}
	return touched
}
