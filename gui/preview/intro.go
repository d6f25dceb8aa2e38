package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"smoothscope/gui/kit"
)

// intro is what the screen says before there is anything to show: what it does
// and how it begins, or why it cannot.
type intro struct {
	title    *kit.Label
	text     *widget.Label
	play     *kit.Button
	start    *kit.Button
	settings *kit.Button // where the port is chosen
	ways     *fyne.Container
	error    *widget.Label
	object   *fyne.Container
}

const introWidth = 560

func newIntro(r *Room) *intro {
	i := &intro{title: kit.NewLabel("", kit.Text), text: widget.NewLabel(""), error: widget.NewLabel("")}
	i.title.TextSize, i.title.Align, i.title.Whole = kit.TitleSize, fyne.TextAlignCenter, false
	for _, l := range []*widget.Label{i.text, i.error} {
		l.Wrapping, l.Alignment, l.Selectable = fyne.TextWrapWord, fyne.TextAlignCenter, true
	}
	i.error.Importance = widget.DangerImportance
	i.play = kit.NewPrimary(lang.L("Start and open the player"), func() { r.OnStart(true) }).WithIcon("▶")
	i.start = kit.NewButton(lang.L("Start only"), func() { r.OnStart(false) })
	i.settings = kit.NewButton(lang.L("Settings…"), func() { r.OnSettings() })
	i.ways = container.NewCenter(kit.Cols(kit.Space, i.play, i.start, i.settings))
	column := kit.Rows(kit.Space, i.title, i.text, i.error, kit.Gap(introWidth, kit.Tight), i.ways)
	i.object = container.NewCenter(container.New(introLayout{}, column))
	return i
}

// introLayout is a column of a fixed width.
type introLayout struct{}

// Layout is for Fyne.
func (introLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize is for Fyne. Texts that wrap tell their height once they have a width.
func (introLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if objects[0].Size().Width != introWidth {
		objects[0].Resize(fyne.NewSize(introWidth, objects[0].Size().Height))
	}
	return fyne.NewSize(introWidth, objects[0].MinSize().Height)
}

func (i *intro) show(s State) {
	title, text := lang.L("See and hear it before you publish"),
		lang.L("A small server on this machine serves the asset as Smooth Streaming and as DASH, straight from its files. A page in your browser plays it, and here you see every request.")
	if s.Reason != nil {
		title, text = lang.L("This asset cannot be previewed"), s.Reason.Error()
	}
	if s.Phase == Starting {
		title = lang.L("Starting…")
	}
	i.title.SetText(title)
	i.text.SetText(text)
	i.error.Hidden = s.Err == nil
	if s.Err != nil {
		i.error.SetText("✕ " + s.Err.Error())
	}
	i.ways.Hidden = s.Reason != nil
	i.settings.Hidden = s.Err == nil
	able(i.play, s.Phase == Stopped && !s.Waiting)
	able(i.start, s.Phase == Stopped && !s.Waiting)
	i.object.Refresh()
}
