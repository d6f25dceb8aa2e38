package captions

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// head is which track is shown, and what can be done with it as a whole.
type head struct {
	room   *Room
	track  *kit.Select
	note   *kit.Label
	why    *kit.Label
	fresh  *kit.Button
	add    *kit.Button
	export *kit.Button
	remove *kit.Button
	object *fyne.Container
}

func newHead(r *Room) *head {
	h := &head{room: r, note: kit.NewSmall(""), why: kit.NewSmall("")}
	h.note.Whole, h.why.Whole = false, false
	h.track = kit.NewSelect(nil, nil)
	h.fresh = kit.NewButton(lang.L("New…"), r.blankTrack)
	h.add = kit.NewButton(lang.L("Import…"), func() { r.OnImport() })
	h.export = kit.NewButton(lang.L("Export ▾"), h.exportMenu)
	h.remove = kit.NewButton(lang.L("Remove"), func() {
		if t, ok := r.Track(); ok {
			r.OnRemove(t)
		}
	})
	choice := container.NewGridWrap(fyne.NewSize(210, kit.ControlHeight), h.track)
	acts := kit.Cols(kit.Space, h.fresh, h.add, h.export, h.remove)
	h.object = kit.Rows(0,
		kit.Pad(kit.Space, kit.Wide, kit.Space, kit.Wide, kit.Dock(nil, nil, choice, acts, kit.Pad(0, kit.Space, 0, 12, h.note))),
		kit.Pad(0, kit.Wide, kit.Space, kit.Wide, h.why))
	return h
}

// show tells whether the head is higher or lower than before.
func (h *head) show() (moved bool) {
	r := h.room
	var names []string
	for _, t := range r.tracks {
		names = append(names, unused(names, trackWord(t)))
	}
	h.offer(names)
	t, ok := r.Track()
	h.note.SetText(h.about(t))
	why := ""
	if ok && !t.Editable {
		why = "▲ " + lang.L("Read only: {{.Why}}", map[string]any{"Why": t.Why})
	} else if r.failed != nil && r.doc != nil {
		why = "▲ " + lang.L("Read only: {{.Why}}", map[string]any{"Why": r.failed})
	} else if len(r.warnings) > 0 {
		why = "▲ " + strings.Join(r.warnings, " · ")
	}
	put(h.why, kit.Warning, why)
	able(h.fresh, r.film.Why == "")
	able(h.add, r.film.Why == "")
	able(h.export, r.doc != nil)
	able(h.remove, ok && t.Editable)
	return visible(h.object.Objects[1], why != "")
}

// offer shows the names of the tracks, and which is shown.
func (h *head) offer(names []string) {
	at := h.room.at
	if at >= 0 && at < len(names) && slices.Equal(h.track.Options, names) && h.track.SelectedIndex() == at {
		return
	}
	h.track.OnChanged = nil
	h.track.Options = names
	if at >= 0 {
		h.track.SetSelectedIndex(at)
	} else {
		h.track.ClearSelected()
	}
	h.track.OnChanged = func(string) { h.room.ask(h.track.SelectedIndex()) }
	h.track.Refresh()
}

// unused is a name that no other option has: a choice is found by its words.
func unused(names []string, name string) string {
	for _, n := range names {
		if n == name {
			return unused(names, name+" ′")
		}
	}
	return name
}

func trackWord(t Track) string {
	name := t.Name
	if name == "" {
		name = lang.L("text without a name")
	}
	if t.Language != "" && t.Language != "und" && !strings.Contains(name, t.Language) {
		name += " · " + t.Language
	}
	return name
}

// about is what is known of a track besides its name.
func (h *head) about(t Track) string {
	if t == (Track{}) {
		return ""
	}
	parts := []string{languageName(t.Language), kindOfTrack(t.Subtype), placeWord(t)}
	if d := h.room.doc; d != nil {
		parts = append(parts, captionsWord(len(d.Cues)))
	}
	text := ""
	for _, p := range parts {
		switch {
		case p == "":
		case text == "":
			text = p
		default:
			text += " · " + p
		}
	}
	return text
}

// exportMenu offers the formats.
func (h *head) exportMenu() {
	menu := fyne.NewMenu("")
	for _, f := range caption.Formats() {
		menu.Items = append(menu.Items, fyne.NewMenuItem(f.Title+" ("+f.Endings[0]+")…", func() { h.room.export(f) }))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.export)
	h.room.OnMenu(menu, at.AddXY(0, h.export.Size().Height))
}
