package markers

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// form is the common fields of a section, to be edited.
type form struct {
	room  *Room
	row   *row
	note  *kit.Label
	quiet bool // inputs are being set: that is no change by hand

	command   *kit.Select
	direction *kit.Select
	event     *value
	lasts     *value
	auto      *kit.Check
	immediate *kit.Check
	pts       *value
	ptsNote   *kit.Label
	program   *value
	avail     *value
	expected  *value
	segment   *segmentForm
	raw       *value

	insert []fyne.CanvasObject // shown of a splice_insert only
	scroll *container.Scroll
	object *fyne.Container
}

// The directions of a splice_insert, in the order of the choice.
const (
	goesOut = iota
	comesIn
	calledOff
)

func newForm(r *Room) *form {
	f := &form{room: r, note: kit.NewSmall(""), ptsNote: kit.NewSmall("")}
	f.note.Whole, f.ptsNote.Whole = false, false
	f.note.Token = kit.Error
	f.command = f.choice([]string{"splice_insert", "time_signal"}, f.setCommand)
	f.direction = f.choice([]string{lang.L("out of the programme"), lang.L("back into it"), lang.L("called off")}, f.setDirection)
	f.event = f.value("", func(c *marker.Cue, text string) error { return setEvent(&c.EventID, text) })
	f.lasts = f.value(lang.L("not said"), func(c *marker.Cue, text string) error {
		t, err := f.ticks(text)
		if err != nil {
			return err
		}
		return c.SetLength(t)
	})
	f.auto = f.check(lang.L("auto return"), func(c *marker.Cue, on bool) error {
		if c.Duration == nil && on {
			return errors.New(lang.L("a break that ends by itself needs a duration"))
		}
		c.AutoReturn = on
		return nil
	})
	f.immediate = f.check(lang.L("immediate"), func(c *marker.Cue, on bool) error {
		c.Immediate, c.PTS = on, nil
		if !on {
			pts := f.ownPTS()
			c.PTS = &pts
		}
		return nil
	})
	f.pts = f.value(lang.L("no time"), f.setPTS)
	f.program = f.number(func(c *marker.Cue, n uint64) { c.ProgramID = uint16(n) }, 16)
	f.avail = f.number(func(c *marker.Cue, n uint64) { c.AvailNum = uint8(n) }, 8)
	f.expected = f.number(func(c *marker.Cue, n uint64) { c.AvailsExpected = uint8(n) }, 8)
	f.segment = newSegmentForm(f)
	f.raw = newValue("", f.setRaw, f.leave)
	f.layOut()
	return f
}

func (f *form) layOut() {
	line := func(label string, in fyne.CanvasObject) fyne.CanvasObject {
		return container.New(pair{bare: label == ""}, kit.NewSmall(label), in)
	}
	both := func(a, b fyne.CanvasObject) fyne.CanvasObject { return container.New(halves{}, a, b) }
	f.insert = []fyne.CanvasObject{
		line(lang.L("direction"), f.direction), line(lang.L("event"), f.event), line(lang.L("duration"), f.lasts),
		line("", both(f.auto, f.immediate)),
	}
	tail := []fyne.CanvasObject{
		line(lang.L("programme id"), f.program), line(lang.L("avail, of"), both(f.avail, f.expected)),
	}
	rows := []fyne.CanvasObject{line(lang.L("command"), f.command)}
	rows = append(rows, f.insert...)
	rows = append(rows, line(lang.L("PTS, s"), f.pts), line("", f.ptsNote))
	rows = append(rows, tail...)
	f.insert = append(f.insert, tail...)
	rows = append(rows, f.segment.lines(line, both)...)
	rows = append(rows, line("base64", f.raw))
	body := kit.Pad(kit.Space, kit.Wide, kit.Wide, kit.Wide, kit.Rows(6, rows...))
	f.scroll = container.NewVScroll(body)
	f.object = kit.Dock(nil, kit.Pad(2, kit.Space, 2, kit.Wide, f.note), nil, nil, f.scroll)
	f.note.Hide()
}

// finish commits what is being typed into an entry.
func (f *form) finish() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.object); c != nil {
		if v, ok := c.Focused().(*value); ok {
			v.finish()
		}
	}
}

// leave gives the keys to the rows.
func (f *form) leave() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.object); c != nil {
		c.Focus(f.room.table.grid)
	}
}

// change edits the section of the marker that is told about.
func (f *form) change(do func(*marker.Cue) error) {
	if f.quiet || f.row == nil {
		return
	}
	p, err := f.row.Payload.Edited(do)
	if err == nil {
		err = f.room.replace(lang.L("Change an ad marker"), f.row.With(p))
	}
	f.say(err)
}

// say tells what was refused.
func (f *form) say(err error) {
	text := ""
	if err != nil {
		text = "✕ " + err.Error()
	}
	f.note.SetText(text)
	f.note.Hidden = text == ""
	f.object.Refresh()
}

func (f *form) value(placeholder string, set func(*marker.Cue, string) error) *value {
	return newValue(placeholder, func(text string) {
		f.change(func(c *marker.Cue) error { return set(c, strings.TrimSpace(text)) })
	}, f.leave)
}

func (f *form) number(set func(*marker.Cue, uint64), bits int) *value {
	return f.value("", func(c *marker.Cue, text string) error {
		n, err := parseNumber(text, bits)
		if err == nil {
			set(c, n)
		}
		return err
	})
}

// parseNumber reads a number of so many bits, in decimal or behind 0x.
func parseNumber(text string, bits int) (uint64, error) {
	n, err := strconv.ParseUint(strings.ToLower(text), 0, bits)
	if err != nil {
		return 0, errors.New(lang.L("“{{.Text}}” is no number of at most {{.Count}} bits", map[string]any{"Text": text, "Count": bits}))
	}
	return n, nil
}

func (f *form) choice(options []string, set func(at int)) *kit.Select {
	s := kit.NewSelect(options, nil)
	s.OnChanged = func(string) {
		if !f.quiet {
			set(s.SelectedIndex())
		}
	}
	return s
}

func (f *form) check(text string, set func(*marker.Cue, bool) error) *kit.Check {
	return kit.NewCheck(text, func(on bool) {
		f.change(func(c *marker.Cue) error { return set(c, on) })
		f.tell(f.row) // where it was refused
	})
}
