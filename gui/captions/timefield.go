package captions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
)

// timeField is a time of the current caption with its name before it.
type timeField struct {
	words  *words
	which  column
	entry  *timeEntry
	was    string
	frame  *kit.Label
	name   *kit.Label
	object *fyne.Container
}

// timeEntry commits on Enter and when it is left.
type timeEntry struct {
	kit.Entry
	field *timeField
}

func newTimeField(w *words, which column) *timeField {
	f := &timeField{words: w, which: which, frame: kit.NewSmall(""), entry: &timeEntry{}}
	f.entry.field = f
	f.entry.TextStyle.Monospace = true
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.OnSubmitted = func(string) { f.commit() }
	name := lang.L("start")
	switch which {
	case colEnd:
		name = lang.L("end")
	case colLength:
		name = lang.L("duration")
	}
	f.name = kit.NewSmall(name)
	f.frame.Whole = false
	f.object = container.NewWithoutLayout(f.name, f.entry, f.frame)
	return f
}

// timesWide is the width of the times beside the words.
const timesWide float32 = 290

// timesLayout puts the times below each other.
type timesLayout struct{}

// Layout is for Fyne.
func (timesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*(kit.ControlHeight+2)))
		o.Resize(fyne.NewSize(size.Width, kit.ControlHeight))
		parts := o.(*fyne.Container).Objects
		x := float32(0)
		for n, wide := range []float32{58, 128, size.Width - 58 - 128 - kit.Space} {
			if n == 2 {
				x += kit.Space
			}
			height := kit.ControlHeight
			if n != 1 {
				height = parts[n].MinSize().Height
			}
			parts[n].Move(fyne.NewPos(x, (kit.ControlHeight-height)/2))
			parts[n].Resize(fyne.NewSize(wide, height))
			x += wide
		}
	}
}

// MinSize is for Fyne.
func (timesLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(timesWide, 3*(kit.ControlHeight+2))
}

// show puts the time of a caption into the field, unless another one is being
// typed there.
func (f *timeField) show(c caption.Cue, there, on bool) {
	text, frame := "", ""
	if there {
		text, frame = f.text(c)
	}
	if text != f.was {
		f.was = text
		f.entry.SetText(text)
		f.entry.fault("")
	}
	put(f.frame, kit.Dim, frame)
	if on == f.entry.Disabled() {
		if on {
			f.entry.Enable()
		} else {
			f.entry.Disable()
		}
	}
}

// text is a time of a caption, and as frames.
func (f *timeField) text(c caption.Cue) (clock, frames string) {
	rate := f.words.room.rate
	frame := func(at int64) string {
		return lang.L("frame {{.Frame}}", map[string]any{"Frame": kit.Group(at)})
	}
	switch {
	case f.which == colStart:
		return caption.Clock(c.Start), frame(frameOf(c.Start, rate))
	case c.End == caption.Open:
		return lang.L("open"), ""
	case f.which == colEnd:
		return caption.Clock(c.End), frame(frameOf(c.End, rate))
	}
	return lasting(c.End - c.Start), lang.L("{{.Count}} frames", map[string]any{"Count": kit.Group(frameOf(c.End, rate) - frameOf(c.Start, rate))})
}

// commit makes an edit of the time that was typed. It tells whether it could.
func (f *timeField) commit() bool {
	r := f.words.room
	i := f.words.cue
	if f.entry.Text == f.was || !r.editable() || i < 0 || i >= len(r.doc.Cues) {
		return true
	}
	f.words.commit()
	d, err := parseTime(f.entry.Text, r.rate)
	c := r.doc.Cues[i]
	if err == nil {
		c, err = retimed(c, f.which, d)
	}
	if err == nil {
		f.was = "" // the time is shown anew, as it is written
		err = r.change(lang.L("Times of caption {{.Number}}", number(i)), caption.Set(r.doc.Cues, i, c))
	}
	if err != nil {
		f.entry.fault("✕ " + err.Error())
		r.strip.fail(err)
		return false
	}
	return true
}

// fault marks the entry as wrong.
func (e *timeEntry) fault(why string) {
	put(e.field.frame, kit.Error, why)
}

// FocusLost is called by Fyne. What is no time goes.
func (e *timeEntry) FocusLost() {
	e.Entry.FocusLost()
	if !e.field.commit() {
		e.field.was = ""
		e.field.words.show()
	}
}

// TypedKey leaves on Escape as it was, and goes up and down by a frame.
func (e *timeEntry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		e.SetText(e.field.was)
		e.field.words.room.focusTable()
	case fyne.KeyUp:
		e.field.nudge(1)
	case fyne.KeyDown:
		e.field.nudge(-1)
	default:
		e.Entry.TypedKey(ev)
	}
}

// nudge writes a time that is a frame later or earlier; Enter commits it.
func (f *timeField) nudge(by int64) {
	rate := f.words.room.rate
	d, err := parseTime(f.entry.Text, rate)
	if err != nil || d == caption.Open {
		return
	}
	d += frameTime(by, rate)
	if d < 0 {
		return
	}
	text := caption.Clock(d)
	if f.which == colLength {
		text = lasting(d)
	}
	f.entry.SetText(text)
}
