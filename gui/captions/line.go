package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"smoothscope/gui/kit"
)

// line is a line of the drawer: objects side by side, what is to be said of them,
// and a way to close it. Entries and choices give way where there is little room.
func (r *Room) line(says *kit.Label, objects ...fyne.CanvasObject) *fyne.Container {
	shut := kit.NewQuiet("", func() { r.drawer.close() }).WithHeight(26).WithIcon("×")
	says.Whole = false
	all := append(objects, says, shut)
	row := container.New(&lineLayout{says: says}, all...)
	return kit.NewPanel(kit.Panel, kit.Rows(0, kit.HLine(), kit.Pad(6, kit.Space, 6, kit.Wide, row)))
}

// lineLayout is the layout of a line.
type lineLayout struct{ says fyne.CanvasObject }

// leastLine is the width that a line asks for; what is wider is cut.
const leastLine float32 = 420

// saysRoom is what is kept for words about what is asked.
const saysRoom float32 = 90

// Layout is for Fyne.
func (l *lineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	last := len(objects) - 1
	shut := objects[last].MinSize()
	want, least := l.widths(objects[:last])
	room := size.Width - shut.Width - kit.Space
	part := float32(1)
	if want > room && want > least {
		part = max(0, (room-least)/(want-least))
	}
	x := float32(0)
	for _, o := range objects[:last] {
		m := o.MinSize()
		if wide := wanted(o); wide > m.Width {
			m.Width += (wide - m.Width) * part
		}
		if o == l.says {
			m.Width = max(0, room-x)
		}
		o.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + kit.Space
	}
	objects[last].Move(fyne.NewPos(size.Width-shut.Width, (size.Height-shut.Height)/2))
	objects[last].Resize(shut)
}

// widths are those that the objects want, and what they can do with.
func (l *lineLayout) widths(objects []fyne.CanvasObject) (want, least float32) {
	for _, o := range objects {
		if o == l.says {
			want, least = want+saysRoom, least+saysRoom
		} else {
			want += max(wanted(o), o.MinSize().Width) + kit.Space
			least += o.MinSize().Width + kit.Space
		}
	}
	return want, least
}

// MinSize is for Fyne.
func (l *lineLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := kit.ControlHeight
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(leastLine, height)
}

// elastic is the layout of what has a width that it can do without in part.
type elastic float32

// Layout is for Fyne.
func (e elastic) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

// MinSize is for Fyne.
func (e elastic) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(e)*0.55, kit.ControlHeight)
}

// wanted is the width that an elastic object wants, 0 of others.
func wanted(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if e, ok := c.Layout.(elastic); ok {
			return float32(e)
		}
	}
	return 0
}

// sized gives an object a width that it can do without in part.
func sized(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	return container.New(elastic(width), o)
}

// field is an entry of a line that does something on Enter and closes the line
// on Escape.
func (r *Room) field(placeholder string, width float32, submit func()) (*lineEntry, fyne.CanvasObject) {
	e := newLineEntry(r, placeholder, submit)
	e.leave = func() { r.drawer.close() }
	return e, sized(e, width)
}

// lineEntry is an entry of a line with a key to leave it.
type lineEntry struct {
	kit.Entry
	room  *Room
	leave func() // Escape
}

func newLineEntry(r *Room, placeholder string, submit func()) *lineEntry {
	e := &lineEntry{room: r, leave: func() {}}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	e.OnSubmitted = func(string) { submit() }
	return e
}

// TypedKey leaves on Escape.
func (e *lineEntry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		e.leave()
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedShortcut opens the line for finding.
func (e *lineEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.KeyName == fyne.KeyH && e.room.custom(c) {
		return
	}
	e.Entry.TypedShortcut(s)
}
