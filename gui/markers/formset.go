package markers

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/marker"
)

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
