package gui

import (
	"fmt"

	"smoothscope/gui/kit"
	"smoothscope/gui/prefs"
	"smoothscope/gui/session"
)

// applyTheme puts the chosen look on.
func (h *Hall) applyTheme() {
	var dark *bool
	switch h.prefs.Theme() {
	case prefs.Dark:
		yes := true
		dark = &yes
	case prefs.Light:
		no := false
		dark = &no
	}
	h.app.Settings().SetTheme(kit.NewTheme(dark))
}

func (h *Hall) setTheme(t prefs.Theme) {
	h.prefs.SetTheme(t)
	h.applyTheme()
	h.checkMarks()
	h.refreshMenu()
}

func (h *Hall) setBytesPerRow(n int) {
	h.prefs.SetBytesPerRow(n)
	h.explorer.SetBytesPerRow(n)
	h.checkMarks()
	h.refreshMenu()
}

func (h *Hall) copyOffset() {
	if sel := h.session.Selection(); sel.File != nil {
		h.copied(fmt.Sprintf("0x%x", sel.From))
	}
}

func (h *Hall) copyPath() {
	h.copied(pathOf(h.session.Selection()))
}

// exportFromMenu exports the chunk map without showing it first.
func (h *Hall) exportFromMenu() {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	h.showTab(tabOffsets)
	h.chunksOf(a, func(m *chunkMap) {
		if m.err == nil && h.session.Current() == a {
			h.fillOffsets(a)
			h.offsets.Export()
		}
	})
}

func (h *Hall) closeCurrent() {
	if a := h.session.Current(); a != nil {
		h.unlessUnsaved([]*session.Asset{a}, func() { h.closeAsset(a) })
	}
}
