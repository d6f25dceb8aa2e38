package gui

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
	"smoothscope/gui/offsets"
	room "smoothscope/gui/preview"
	"smoothscope/gui/session"
	"smoothscope/inspect/asset"
	"smoothscope/tasks/preview"
)

// playable tells why no chunk of an asset can be played; waiting is true while
// that is not known.
func (h *Hall) playable(a *session.Asset) (waiting bool, reason error) {
	if a.Content.URL != "" {
		return false, asset.ErrRemote
	}
	m := h.chunks[a]
	switch {
	case m != nil && m.done && len(m.entries) == 0 && preview.Published(a.Content):
		return false, nil
	case m == nil || !m.done:
		return true, nil
	case m.err != nil:
		return false, m.err
	case slices.ContainsFunc(m.entries, func(e offsets.Entry) bool { return e.MoofSize > 0 }):
		return false, nil
	case len(m.entries) > 0:
		return false, fmt.Errorf("%s: %w", a.Title, asset.ErrUnfragmented)
	}
	return false, errors.New(lang.L("none of its chunks is in a file that is there"))
}

// fillPreview shows how it stands, and finds out whether it can be played.
func (h *Hall) fillPreview(a *session.Asset) {
	h.previews.refresh()
	if waiting, _ := h.playable(a); waiting && h.previews.sites[a] == nil {
		h.chunksOf(a, func(*chunkMap) { h.previews.refresh() })
	}
}

// refresh shows how it stands on the screen and its tab.
func (p *previewer) refresh() {
	h := p.hall
	text := ""
	if p.phase == room.Running {
		text = lang.L("on")
	}
	h.tabs.SetBadge(tabPreview, text, kit.OK)
	if a := h.session.Current(); a != nil && a.Content != nil {
		h.preview.Show(p.state(a))
	}
}

// state is how it stands for an asset.
func (p *previewer) state(a *session.Asset) room.State {
	s := room.State{Phase: p.phase, Asset: a.Title, Others: len(p.sites)}
	if p.server != nil {
		s.Address = p.server.Addr()
	}
	if p.failed == a {
		s.Err = p.err
	}
	if served := p.sites[a]; served != nil {
		s.Site = served.site
		s.Others--
		s.Changed, s.Told = p.hall.disk.changed(a), !p.hall.disk.object.Hidden
		return s
	}
	s.Waiting, s.Reason = p.hall.playable(a)
	return s
}

// startPreview serves the current asset as it is seen, with what is still being
// typed, and, where asked, opens the player at a hash of its address.
func (h *Hall) startPreview(a *session.Asset, open bool, hash string) {
	if a == nil || a.Content == nil {
		return
	}
	h.settle()
	h.editor.rested(a, func() {
		if h.session.Has(a) && a.Content != nil {
			h.play(a, open, hash)
		}
	})
}

// play serves an asset. What cannot be played says why on the screen.
func (h *Hall) play(a *session.Asset, open bool, hash string) {
	ready := func(site *preview.Site) {
		if open {
			h.openAddress(site.Page + hash)
		}
	}
	if h.previews.sites[a] != nil || a.Content.URL != "" {
		if waiting, reason := h.playable(a); waiting || reason == nil {
			h.previews.serve(a, ready)
		}
		return
	}
	h.chunksOf(a, func(*chunkMap) {
		if _, reason := h.playable(a); reason == nil && h.session.Has(a) {
			h.previews.serve(a, ready)
		}
		h.previews.refresh()
	})
}

// previewNow is the button in the toolbar: the screen, the server, the player.
func (h *Hall) previewNow() {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	h.showTab(tabPreview)
	h.startPreview(a, true, "")
}

// openAddress shows an address in the browser.
func (h *Hall) openAddress(address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = h.openURLOf()(u)
	}
	if err != nil {
		h.fail(lang.L("The address cannot be opened"), fmt.Errorf("%s: %w", address, err))
		return
	}
	h.say(lang.L("Opened {{.Address}} in the browser", map[string]any{"Address": address}))
}

func (h *Hall) openURLOf() func(*url.URL) error {
	if h.options.OpenURL != nil {
		return h.options.OpenURL
	}
	return h.app.OpenURL
}

// showMenu shows a menu that a screen made.
func (h *Hall) showMenu(menu *fyne.Menu, pos fyne.Position) {
	widget.ShowPopUpMenuAtPosition(menu, h.win.Canvas(), pos)
}
