package manifests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// nobody is what stands here for an asset without manifests.
type nobody struct {
	button *kit.Button
	object *fyne.Container
}

func newNobody(r *Room) *nobody {
	n := &nobody{button: kit.NewPrimary(lang.L("Make manifests…"), func() { r.OnMake() })}
	title := kit.NewHeading(lang.L("This asset has no manifests"))
	title.Align = fyne.TextAlignCenter
	note := kit.NewLabel(lang.L("Players need them. They can be made from what its media files say."), kit.Dim)
	note.Align, note.Whole = fyne.TextAlignCenter, true
	n.object = container.NewCenter(kit.Rows(kit.Wide, kit.Rows(kit.Tight, title, note), container.NewCenter(n.button)))
	return n
}
