package gui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
)

// farewell is how long quitting waits for what was told to stop, so that it
// can tidy up.
const farewell = 5 * time.Second

// Quit closes the window. Where something is not saved or runs it asks first,
// once.
func (h *Hall) Quit() {
	overlays := h.win.Canvas().Overlays()
	if top := overlays.Top(); top != nil && top == h.parting {
		return
	}
	h.unlessUnsaved(h.session.Assets(), h.quit)
	h.parting = overlays.Top()
}

func (h *Hall) quit() {
	running := h.drawer.working()
	if len(running) == 0 {
		h.leave()
		return
	}
	titles := ""
	for _, t := range running {
		titles += "• " + t.Title + "\n"
	}
	h.openDialog(dialog.NewConfirm(lang.L("Stop and quit?"), lang.L("This is still running:")+"\n"+titles, func(yes bool) {
		if yes {
			h.leave()
		}
	}, h.win))
}

func (h *Hall) leave() {
	h.prefs.SetWindowSize(fyne.NewSize(h.win.Canvas().Size().Width, h.win.Canvas().Size().Height))
	h.previews.end()
	if h.options.Exit != nil {
		time.AfterFunc(2*farewell, h.options.Exit) // all is saved or given up by now
	}
	h.run.Close(farewell)
	h.win.SetCloseIntercept(nil)
	h.win.Close()
	h.app.Quit()
}
