package markers

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
)

// strip is what a command asks for before it does something: a line of inputs
// below the buttons, what it would do, and a button that does it. The rows stay
// in view and can be chosen meanwhile.
type strip struct {
	room   *Room
	ask    *ask
	body   *fyne.Container
	info   *kit.Label
	act    *kit.Button
	leave  *kit.Button
	object *fyne.Container
}

// ask is one command that asks.
type ask struct {
	title  string
	word   string // of the button
	inputs []input
	first  fyne.Focusable
	// note is what would happen, or why nothing can; it is asked again when an
	// input, the selection or the points change.
	note func() (string, error)
	act  func() error
	tidy func() // when it is closed
}

// input is a value that a command asks for.
type input struct {
	label string
	width float32
	in    fyne.CanvasObject
	shown func() bool // nil: always
	part  *fyne.Container
}

func newStrip(r *Room) *strip {
	s := &strip{room: r, body: container.NewStack(), info: kit.NewSmall("")}
	s.info.Whole = false
	s.act = kit.NewPrimary("", s.do)
	s.leave = kit.NewButton(lang.L("Cancel"), s.close)
	s.object = kit.NewPanel(kit.Panel, kit.Rows(0, kit.HLine(), kit.Pad(10, kit.Wide, 10, kit.Wide, s.body)))
	s.object.Hide()
	return s
}

func (s *strip) opened() bool { return s.ask != nil }

// open asks for something.
func (s *strip) open(a *ask) {
	if s.ask != nil && s.ask.tidy != nil {
		s.ask.tidy()
	}
	s.ask = a
	s.act.SetText(a.word)
	title := kit.NewLabel(a.title, kit.Text)
	title.Bold = true
	parts := []fyne.CanvasObject{}
	for i := range a.inputs {
		in := &a.inputs[i]
		label := kit.NewSmall(in.label)
		sized := container.NewGridWrap(fyne.NewSize(in.width, kit.ControlHeight), in.in)
		if in.label == "" {
			in.part = container.NewStack(sized)
		} else {
			in.part = kit.Cols(6, label, sized)
		}
		parts = append(parts, in.part)
	}
	wrap := &flow{gap: 12, width: s.room.root.Size().Width - 2*kit.Wide, higher: s.room.root.Refresh}
	line := container.New(wrap, parts...)
	last := container.New(backwards{}, s.act, s.leave) // Tab comes to what is done first
	s.body.Objects = []fyne.CanvasObject{kit.Rows(kit.Space, title, line, kit.Dock(nil, nil, nil, last, kit.Pad(7, kit.Space, 7, 0, s.info)))}
	s.object.Show()
	s.note()
	s.room.root.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.room.root); c != nil && a.first != nil {
		c.Focus(a.first)
	}
}

// note says what would happen now.
func (s *strip) note() {
	if s.ask == nil {
		return
	}
	for i := range s.ask.inputs {
		if in := &s.ask.inputs[i]; in.shown != nil {
			in.part.Hidden = !in.shown()
		}
	}
	text, err := s.ask.note()
	s.info.Token = kit.Dim
	switch {
	case errors.Is(err, errWait):
		text = lang.L("Looking for key frames…")
	case err != nil:
		text, s.info.Token = "✕ "+err.Error(), kit.Error
	}
	s.info.SetText(text)
	enable(s.act, err == nil)
	s.body.Refresh()
}

// do does what was asked for, and closes where it could be done.
func (s *strip) do() {
	if s.ask == nil || s.act.Disabled() {
		return
	}
	if err := s.ask.act(); err != nil {
		s.info.Token = kit.Error
		s.info.SetText("✕ " + err.Error())
		return
	}
	s.close()
}

// close asks no longer and gives the keys to the rows.
func (s *strip) close() {
	if s.ask == nil {
		return
	}
	if s.ask.tidy != nil {
		s.ask.tidy()
	}
	s.ask = nil
	s.object.Hide()
	s.room.root.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.room.root); c != nil {
		c.Focus(s.room.table.grid)
	}
}
