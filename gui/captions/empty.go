package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// empty is what stands in place of captions where the asset has none.
type empty struct {
	room   *Room
	choose *kit.Button
	fresh  *kit.Button
	note   *kit.Label
	object *fyne.Container
}

func newEmpty(r *Room) *empty {
	e := &empty{room: r}
	e.choose = kit.NewPrimary(lang.L("Import…"), func() { r.OnImport() })
	e.fresh = kit.NewButton(lang.L("Begin without a file"), func() { r.blankTrack() })
	area := kit.NewDropArea(lang.L("Drop captions here"), lang.L("SRT, WebVTT or TTML: .srt .vtt .ttml .dfxp .xml"), e.choose, e.fresh)
	e.note = kit.NewSmall("")
	e.note.Align, e.note.Whole = fyne.TextAlignCenter, false
	e.object = kit.Dock(nil, kit.Pad(0, kit.Wide, kit.Wide, kit.Wide, e.note), nil, nil, area)
	return e
}

func (e *empty) show() {
	why := e.room.film.Why
	text, token := lang.L("The asset has no text track yet. Video and audio stay as they are: captions become a file of their own, named in both manifests."), kit.Dim
	if why != "" {
		text, token = "▲ "+why, kit.Warning
	}
	able(e.choose, why == "")
	able(e.fresh, why == "")
	put(e.note, token, text)
}
