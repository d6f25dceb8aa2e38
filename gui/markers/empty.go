package markers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// empty is what is shown while there are no markers: what could be added.
type empty struct {
	room   *Room
	title  *kit.Label
	note   *kit.Label
	more   *kit.Label
	doing  *fyne.Container
	object *fyne.Container
}

func newEmpty(r *Room) *empty {
	e := &empty{room: r, title: kit.NewHeading(""), note: kit.NewLabel("", kit.Dim), more: kit.NewLabel("", kit.Dim)}
	for _, l := range []*kit.Label{e.title, e.note, e.more} {
		l.Align = fyne.TextAlignCenter
	}
	e.doing = container.NewCenter(kit.Cols(kit.Space,
		kit.NewPrimary(lang.L("Ad break…"), r.addBreak).WithIcon("+"), kit.NewButton(lang.L("Chapter…"), r.addChapter),
		kit.NewButton(lang.L("Script command…"), r.addScript), kit.NewButton(lang.L("Import…"), func() { r.OnImport() })))
	e.object = container.NewCenter(kit.Rows(kit.Space, e.title, e.note, e.more, kit.Gap(0, kit.Space), e.doing))
	return e
}

// show says why there is nothing, and what can be done about it.
func (e *empty) show() {
	r := e.room
	e.object.Hidden = len(r.view.rows) > 0 || r.asset == nil
	e.title.SetText(lang.L("No markers yet"))
	e.note.SetText(lang.L("Ad breaks as SCTE-35, chapters and script commands are added to the client manifest."))
	e.more.SetText(lang.L("Nothing is encoded again, and nothing else in it changes. Insert adds an ad break."))
	if !r.editable() {
		e.title.SetText(lang.L("No markers"))
		e.note.SetText("")
		e.more.SetText("")
	}
	e.doing.Hidden = !r.editable()
}

// emptyWords is what the table says without rows.
func (r *Room) emptyWords() string {
	if len(r.view.rows) > 0 {
		return lang.L("No marker fits the filter")
	}
	return ""
}
