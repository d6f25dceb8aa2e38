package markers

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

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
