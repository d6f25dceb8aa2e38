package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// address is a place to play from, with what can be done with it.
type address struct {
	text   *kit.Label
	object *fyne.Container
}

// addressName is the room for the name before an address.
const addressName = 92

func newAddress(r *Room, name string) *address {
	a := &address{text: kit.NewLabel("", kit.Text)}
	a.text.Mono, a.text.Whole, a.text.TextSize = true, false, kit.MonoSize
	word := kit.NewSmall(name)
	word.Whole = false
	copied := kit.NewLink(lang.L("Copy"), func() { r.OnCopy(a.text.Text) })
	open := kit.NewLink(lang.L("Open"), func() { r.OnOpen(a.text.Text) })
	a.object = container.New(addressLayout{}, word, a.text, copied, open)
	return a
}

// set shows an address; an empty one is not there.
func (a *address) set(text string) {
	a.text.SetText(text)
	a.object.Hidden = text == ""
	a.object.Refresh()
}

// addressLayout puts the links right behind the address.
type addressLayout struct{}

// Layout is for Fyne.
func (addressLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	word, text, copied, open := objects[0], objects[1].(*kit.Label), objects[2], objects[3]
	links := copied.MinSize().Width + open.MinSize().Width + kit.Space
	wide := fyne.MeasureText(text.Text, kit.MonoSize, fyne.TextStyle{Monospace: true}).Width + 1
	wide = max(0, min(wide, size.Width-addressName-links-kit.Space))
	word.Resize(fyne.NewSize(addressName, size.Height))
	text.Move(fyne.NewPos(addressName, 0))
	text.Resize(fyne.NewSize(wide, size.Height))
	x := addressName + wide + kit.Space
	for _, link := range []fyne.CanvasObject{copied, open} {
		m := link.MinSize()
		link.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		link.Resize(m)
		x += m.Width + kit.Tight
	}
}

// MinSize is for Fyne.
func (addressLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, kit.RowHeight) }
