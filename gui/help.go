package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// shortcuts are what the page under Help lists.
func shortcuts() [][2]string {
	return [][2]string{
		{"Ctrl+O", lang.L("open a file")}, {"Ctrl+Shift+O", lang.L("open a folder")}, {"Ctrl+L", lang.L("open an address")},
		{"Ctrl+W", lang.L("close the asset")}, {"F5 · Ctrl+R", lang.L("read the asset again")},
		{"Ctrl+F", lang.L("find a box, path, field, offset, time or rule")}, {"F3", lang.L("find the next one")},
		{"Ctrl+G", lang.L("go to an offset")}, {"Ctrl+B", lang.L("go to the next broken box")}, {"Alt+← · Alt+→", lang.L("back and forward")},
		{"Ctrl+1 … 9", lang.L("Boxes, Timeline, Checks, Manifest, Captions, Markers, Offsets, Preview, Publish")}, {"Ctrl+Tab", lang.L("next tab")},
		{"Tab · Shift+Tab", lang.L("next and previous pane")}, {"↑ ↓ PgUp PgDn Home End", lang.L("walk in trees, lists and bytes")},
		{"← → Space", lang.L("close and open in trees")}, {"Enter", lang.L("open what is selected")},
		{"Shift+↑ ↓ ← →", lang.L("select bytes or rows")}, {"Ctrl+C", lang.L("copy the row or the bytes")},
		{"Ctrl+Shift+C · E · X · J", lang.L("copy the path, the offset, the bytes, the box as JSON")}, {"Ctrl+Shift+S", lang.L("save the selected bytes")},
		{"Ctrl+Z · Ctrl+Y", lang.L("undo and redo a change; in a text, of the text")}, {"Ctrl+S", lang.L("save the changes")},
		{"F2 · Insert · Del", lang.L("captions, markers: edit the cell, add, delete")},
		{"Ctrl+D · M · H", lang.L("captions: split, merge, find and replace")}, {"F8 · Shift+F8 · P", lang.L("captions: next and previous doubt, play from here")},
		{"Ctrl+K", lang.L("check the asset")}, {"+ · − · 0", lang.L("zoom the timeline in and out, show all of it")}, {"Ctrl+E", lang.L("export the offsets")}, {"Ctrl+P", lang.L("publish")},
		{"F9 · Ctrl+Shift+P", lang.L("preview: start and open the player")}, {"Ctrl+Shift+H", lang.L("play from the chunk of the selection")},
		{"Ctrl+T", lang.L("show or hide the tasks")}, {"Ctrl+.", lang.L("cancel what runs")}, {"Esc", lang.L("close a dialog, leave the search")}, {"Ctrl+,", lang.L("settings")}, {"Ctrl+Q", lang.L("quit")},
	}
}

func (h *Hall) showShortcuts() {
	list := kit.NewKeyValues()
	var rows []kit.KeyValue
	for _, s := range shortcuts() {
		rows = append(rows, kit.KeyValue{Key: s[1], Value: s[0]})
	}
	list.Set("", rows)
	h.show(lang.L("Keyboard shortcuts"), list, fyne.NewSize(620, float32(len(rows))*kit.RowHeight+110))
}

func (h *Hall) showGuide() {
	var text strings.Builder
	for _, page := range h.options.Help() {
		text.WriteString(page.Text + "\n\n")
	}
	guide := widget.NewRichTextFromMarkdown(text.String())
	guide.Wrapping = fyne.TextWrapWord
	h.show(lang.L("User guide"), container.NewVScroll(guide), fyne.NewSize(760, 620))
}

func (h *Hall) showAbout() {
	text := widget.NewLabel(Name + " " + h.options.Version + "\n\n" +
		lang.L("A workbench for Smooth Streaming and fragmented MP4: boxes and bytes, the offset of every chunk, a preview in the browser, and publishing to a folder or Azure Blob Storage.") +
		"\n\n" + lang.L("MIT licence."))
	text.Wrapping, text.Selectable = fyne.TextWrapWord, true
	h.show(lang.L("About Smoothscope"), text, fyne.NewSize(460, 200))
}

// showWarnings lists what was tolerated when the asset was opened.
func (h *Hall) showWarnings() {
	a := h.session.Current()
	if a == nil || a.Content == nil {
		return
	}
	text := lang.L("Nothing odd was noticed when it was opened.")
	if len(a.Content.Warnings) > 0 {
		text = "• " + strings.Join(a.Content.Warnings, "\n• ")
	}
	label := widget.NewLabel(text)
	label.Wrapping, label.Selectable = fyne.TextWrapWord, true
	h.show(a.Title, container.NewVScroll(label), fyne.NewSize(620, 380))
}

// show is a dialog that only tells.
func (h *Hall) show(title string, content fyne.CanvasObject, size fyne.Size) {
	d := dialog.NewCustomWithoutButtons(title, content, h.win)
	leave := kit.NewPrimary(lang.L("Close"), func() { d.Hide() })
	d.SetButtons([]fyne.CanvasObject{leave})
	room := h.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width, room.Width-48), min(size.Height, room.Height-48)))
	h.openDialog(d)
	h.win.Canvas().Focus(leave)
}
