package captions

import "fyne.io/fyne/v2"

// barLayout puts the buttons of the commands side by side as far as there is
// room, then the one for the others, and the one that plays at the end.
type barLayout struct{ commands *commands }

func newBarContainer(l *barLayout, objects []fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: l, Objects: objects}
}

const gapRoom float32 = 12

// Layout is for Fyne.
func (l *barLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c := l.commands
	play := c.play.MinSize()
	c.play.Resize(play)
	c.play.Move(fyne.NewPos(size.Width-play.Width, 0))
	more := c.more.MinSize()
	room := size.Width - play.Width - gapRoom - more.Width
	x, full := float32(0), false
	for i, b := range c.buttons {
		if c.all[c.shown[i]].gap {
			x += gapRoom
		}
		m := b.MinSize()
		full = full || x+m.Width > room
		b.Hidden = full
		if full {
			continue
		}
		b.Move(fyne.NewPos(x, 0))
		b.Resize(m)
		x += m.Width
	}
	c.more.Move(fyne.NewPos(x, 0))
	c.more.Resize(more)
}

// MinSize is for Fyne.
func (l *barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	c := l.commands
	return fyne.NewSize(c.more.MinSize().Width+c.play.MinSize().Width, c.play.MinSize().Height)
}
