package markers

import (
	"errors"
	"slices"
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

func setEvent(id *uint32, text string) error {
	n, err := marker.EventNumber(text)
	if err == nil {
		*id = n
	}
	return err
}

// ticks reads a duration as ticks of a section; nothing is 0.
func (f *form) ticks(text string) (uint64, error) {
	if text == "" {
		return 0, nil
	}
	t, err := f.room.parseTime(text, 0)
	return marker.Rescale(t, hns, marker.Clock), err
}

// ownPTS is the time of the marker in ticks of a section.
func (f *form) ownPTS() uint64 {
	return marker.Rescale(f.row.Time, f.row.TimeScale, marker.Clock) & (1<<33 - 1)
}

func (f *form) setPTS(c *marker.Cue, text string) error {
	if text == "" {
		c.PTS = nil
		return nil
	}
	t, err := marker.Ticks(text, marker.Clock)
	if err != nil {
		return err
	}
	c.PTS, c.Immediate = &t, false
	return nil
}

func (f *form) setDirection(at int) {
	f.change(func(c *marker.Cue) error {
		*c = marker.Cue{
			Command: c.Command, PTS: c.PTS, EventID: c.EventID, Out: at == goesOut, Immediate: c.Immediate, Duration: c.Duration, AutoReturn: c.AutoReturn,
			ProgramID: c.ProgramID, AvailNum: c.AvailNum, AvailsExpected: c.AvailsExpected, Segments: c.Segments,
		}
		switch {
		case at == calledOff:
			*c = marker.Cue{Command: c.Command, EventID: c.EventID, Cancel: true, Segments: c.Segments}
		case c.PTS == nil && !c.Immediate:
			pts := f.ownPTS()
			c.PTS = &pts
		}
		if at == comesIn {
			c.Duration, c.AutoReturn = nil, false
		}
		return nil
	})
}

// setCommand makes the one command of the other: what both can say stays.
func (f *form) setCommand(at int) {
	f.change(func(c *marker.Cue) error {
		to := commandsOf()[max(0, at)]
		if c.Command == to {
			return nil
		}
		*c = f.room.converted(*c, to, f.ownPTS())
		return nil
	})
}

// converted is a cue with the other command.
func (r *Room) converted(c marker.Cue, to byte, pts uint64) marker.Cue {
	if c.PTS != nil {
		pts = *c.PTS
	}
	if to == marker.TimeSignal {
		made := marker.Cue{Command: to, PTS: &pts, Segments: c.Segments}
		if len(made.Segments) == 0 {
			s := marker.Segment{EventID: c.EventID, Type: marker.UsualSegment, Duration: c.Duration}
			if end, ok := marker.SegmentEnd(s.Type); ok && !c.Out {
				s.Type, s.Duration = end, nil
			}
			made.Segments = []marker.Segment{s}
		}
		return made
	}
	made := marker.Cue{Command: to, PTS: &pts, Out: true, EventID: marker.FreeID(r.view.all()), Segments: c.Segments}
	if len(c.Segments) > 0 {
		s := c.Segments[0]
		made.EventID, made.Duration, made.AutoReturn = s.EventID, s.Duration, s.Duration != nil
		made.Out = !strings.HasSuffix(marker.SegmentName(s.Type), " End")
	}
	return made
}

// setRaw takes another section in place of this one, in base64 or hex.
func (f *form) setRaw(text string) {
	if f.row == nil {
		return
	}
	b, err := marker.ParseSection(text)
	if err == nil {
		_, err = marker.Decode(b)
	}
	if err == nil {
		err = f.room.replace(lang.L("Change an ad marker"), f.row.With(marker.Payload{Kind: marker.SCTE35, Bytes: marker.Exact(b)}))
	}
	f.say(err)
}

// tell shows the section of a marker.
func (f *form) tell(one *row) {
	if one == nil || one.section == nil {
		return
	}
	if f.row == nil || f.row.identity() != one.identity() {
		f.say(nil)
	}
	f.row = one
	f.quiet = true
	defer func() { f.quiet = false }()
	c := one.section.Cue()
	insert := c.Command == marker.SpliceInsert
	f.command.SetSelectedIndex(slices.Index(commandsOf(), c.Command))
	for _, o := range f.insert {
		if insert {
			o.Show()
		} else {
			o.Hide()
		}
	}
	f.direction.SetSelectedIndex(directionOf(&c))
	f.event.set(itoa(c.EventID))
	f.lasts.set(secondsOf(c.Duration))
	f.auto.SetChecked(c.AutoReturn)
	f.immediate.SetChecked(c.Immediate)
	f.pts.set(secondsOf(c.PTS))
	f.ptsNote.SetText(f.ptsWords(&c))
	f.program.set(strconv.Itoa(int(c.ProgramID)))
	f.avail.set(strconv.Itoa(int(c.AvailNum)))
	f.expected.set(strconv.Itoa(int(c.AvailsExpected)))
	f.segment.tell(&c)
	f.raw.set(one.section.Base64())
	f.enable(&c)
	f.object.Refresh()
}

func directionOf(c *marker.Cue) int {
	switch {
	case c.Cancel:
		return calledOff
	case c.Out:
		return goesOut
	}
	return comesIn
}

func secondsOf(ticks *uint64) string {
	if ticks == nil {
		return ""
	}
	return marker.Seconds(*ticks, marker.Clock)
}

// ptsWords compare the time that the section names with that of its marker.
func (f *form) ptsWords(c *marker.Cue) string {
	if c.PTS == nil {
		return lang.L("the section names no time")
	}
	text := kit.Group(int64(*c.PTS)) + " " + lang.L("ticks")
	by := int64(*c.PTS) - int64(f.ownPTS())
	if abs(by) <= 1 {
		return text + " · " + lang.L("the marker's time")
	}
	return text + " · " + f.room.points.distance(toHNS(by, marker.Clock), lang.L("before the marker"), lang.L("after the marker"))
}

// enable lets a person change what the section can say.
func (f *form) enable(c *marker.Cue) {
	on := f.room.editable()
	for _, o := range []fyne.Disableable{f.command, f.direction, f.event, f.raw} {
		enable(o, on)
	}
	said := on && !c.Cancel
	for _, o := range []fyne.Disableable{f.lasts, f.program, f.avail, f.expected} {
		enable(o, said)
	}
	enable(f.pts, said && !c.Immediate)
	enable(f.auto, said && c.Duration != nil)
	enable(f.immediate, said)
	f.segment.enable(on)
}
