package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// empty is what the window shows before anything is open.
func (h *Hall) empty() fyne.CanvasObject {
	return kit.NewDropArea(
		lang.L("Drop a Smooth Streaming asset here"),
		lang.L(".ism .ismc .ismv .isma .ismt .mp4, a folder, or several files of one asset"),
		kit.NewButton(lang.L("Open…"), h.openFiles),
		kit.NewButton(lang.L("Open URL…"), h.openURL),
		kit.NewPrimary(lang.L("Open the sample"), h.OpenSample),
	)
}
