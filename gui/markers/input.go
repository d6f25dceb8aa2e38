package markers

import (
	"fyne.io/fyne/v2"

	"smoothscope/gui/kit"
)

// value is an entry of the form: what stands in it counts when Enter is pressed
// or the focus leaves; Escape takes it back.
type value struct {
	kit.Entry
	was     string
	focused bool
	commit  func(text string)
	leave   func()
}

func newValue(placeholder string, commit func(string), leave func()) *value {
	v := &value{commit: commit, leave: leave}
	v.TextStyle.Monospace = true
	v.ExtendBaseWidget(v)
	v.SetPlaceHolder(placeholder)
	v.OnSubmitted = func(string) { v.finish() }
	return v
}

// set shows what holds now. What is being typed stays.
func (v *value) set(text string) {
	if typing := v.focused && v.Text != v.was; typing && text == v.was {
		return
	}
	v.was = text
	if v.Text != text {
		v.SetText(text)
	}
}

// finish commits what was typed.
func (v *value) finish() {
	if v.Text != v.was {
		v.commit(v.Text)
	}
}

// FocusGained selects all: typing replaces it.
func (v *value) FocusGained() {
	v.focused = true
	v.Entry.FocusGained()
	v.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// FocusLost is called by Fyne.
func (v *value) FocusLost() {
	v.focused = false
	v.Entry.FocusLost()
	v.finish()
}

// TypedKey is called by Fyne.
func (v *value) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		v.SetText(v.was)
		v.leave()
		return
	}
	v.Entry.TypedKey(ev)
}

// pair is a label before an input, as a line of the form. In a narrow one the
// label has less room; inputs without a label have that, too.
type pair struct{ bare bool }

const (
	pairLabel  float32 = 112
	slimLabel  float32 = 88
	pairNarrow float32 = 320
)

// Layout is for Fyne.
func (p pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label := pairLabel
	if size.Width < pairNarrow {
		label = slimLabel
		if p.bare {
			label = 0
		}
	}
	objects[0].Resize(fyne.NewSize(max(0, label-kit.Space), size.Height))
	objects[1].Move(fyne.NewPos(label, 0))
	objects[1].Resize(fyne.NewSize(max(0, size.Width-label), size.Height))
}

// MinSize is for Fyne.
func (pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(pairLabel+80, objects[1].MinSize().Height)
}

// halves shares the width equally.
type halves struct{}

// Layout is for Fyne.
func (halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := (size.Width - kit.Space*float32(len(objects)-1)) / float32(len(objects))
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(wide+kit.Space), 0))
		o.Resize(fyne.NewSize(wide, size.Height))
	}
}

// MinSize is for Fyne.
func (halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := float32(0)
	for _, o := range objects {
		high = max(high, o.MinSize().Height)
	}
	return fyne.NewSize(80, high)
}
