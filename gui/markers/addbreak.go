package markers

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// commandsOf are the commands of a break, in the order of the choice.
func commandsOf() []byte { return []byte{marker.SpliceInsert, marker.TimeSignal} }

// breakAsk is what is asked for an ad break.
type breakAsk struct {
	room    *Room
	at      *asking
	lasts   *asking
	id      *asking
	command *choosing
	kind    *choosing // of the segment of a time_signal
	kinds   []uint8
	back    *kit.Check // and the way back in
	snap    *snapping
}

// addBreak asks for an ad break.
func (r *Room) addBreak() {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s := r.strip
	a := &breakAsk{room: r, at: s.entry(r.timeEntry(r.placeFor(marker.Ad)), ""), lasts: s.entry(r.habit.lasts, lang.L("not said")), id: s.entry(itoa(marker.FreeID(r.view.all())), "")}
	a.command = s.choice([]string{"splice_insert", "time_signal"}, r.habit.command)
	kinds, names := starts()
	a.kinds, a.kind = kinds, s.choice(names, slices.Index(kinds, r.habit.kind))
	a.back = kit.NewCheck(lang.L("and the way back in"), func(bool) { s.note() })
	a.back.SetChecked(r.habit.back)
	a.snap = r.newSnapping()
	s.open(&ask{
		title: lang.L("New ad break"), word: lang.L("Add"), first: a.at,
		inputs: []input{
			{label: lang.L("at"), width: 120, in: a.at}, {label: lang.L("for"), width: 96, in: a.lasts}, {label: lang.L("event"), width: 80, in: a.id},
			{label: lang.L("as"), width: 128, in: a.command}, {width: 330, in: a.kind, shown: func() bool { return a.command.SelectedIndex() == 1 }},
			{label: lang.L("snap"), width: 164, in: a.snap.choice}, {width: 170, in: a.back},
		},
		note: func() (string, error) {
			_, note, err := a.build()
			return note, err
		},
		act: func() error {
			all, _, err := a.build()
			if err != nil {
				return err
			}
			r.habit.lasts, r.habit.command, r.habit.back = a.lasts.Text, max(0, a.command.SelectedIndex()), a.back.Checked()
			r.habit.kind = a.kinds[max(0, a.kind.SelectedIndex())]
			return r.add(lang.L("Add an ad break"), r.view.streamFor(marker.Ad), all)
		},
		tidy: a.snap.close,
	})
}

// said is what was typed: the break, its time and its length in hns.
func (a *breakAsk) said() (b marker.Break, t, length uint64, err error) {
	b = marker.Break{Command: commandsOf()[max(0, a.command.SelectedIndex())], Segment: a.kinds[max(0, a.kind.SelectedIndex())]}
	if t, err = a.room.parseTime(a.at.Text, a.room.nextFree()); err != nil {
		return b, 0, 0, err
	}
	if b.ID, err = marker.EventNumber(a.id.Text); err != nil {
		return b, 0, 0, err
	}
	if strings.TrimSpace(a.lasts.Text) != "" {
		if length, err = a.room.parseTime(a.lasts.Text, 0); err != nil {
			return b, 0, 0, err
		}
	}
	if a.back.Checked() && length == 0 {
		return b, 0, 0, errors.New(lang.L("the way back in needs a duration that tells where it is"))
	}
	return b, t, length, nil
}

// build makes the break and, where it is wanted, the way back in, and tells
// where they go.
func (a *breakAsk) build() ([]marker.Marker, string, error) {
	b, t, length, err := a.said()
	if err != nil {
		return nil, "", err
	}
	a.snap.lookUp([]uint64{t, t + length})
	to, err := a.snap.place(t)
	if err != nil {
		return nil, "", err
	}
	if err := a.room.free(marker.Ad, to); err != nil {
		return nil, "", err
	}
	note := a.snap.told(t, to)
	if !a.back.Checked() {
		m, err := a.room.breakAt(b, to, length)
		return []marker.Marker{m}, note + a.room.crossing(kindOf(&b), to, to+length), err
	}
	end, err := a.snap.place(t + length)
	if err != nil {
		return nil, "", err
	}
	if end <= to {
		return nil, "", errors.New(lang.L("the way back in would be at the same place"))
	}
	if err := a.room.free(marker.Ad, end); err != nil {
		return nil, "", err
	}
	out, err := a.room.breakAt(b, to, end-to)
	if err != nil {
		return nil, "", err
	}
	b.In = true
	in, err := a.room.breakAt(b, end, 0)
	note += " · " + lang.L("back in at {{.Where}}", map[string]any{"Where": a.snap.told(t+length, end)}) + a.room.crossing(kindOf(&b), to, end)
	return []marker.Marker{out, in}, note, err
}

// kindOf is the kind of a break, as row.kind has it.
func kindOf(b *marker.Break) uint8 {
	if b.Command == marker.SpliceInsert {
		return 0
	}
	return b.Segment &^ 1
}

// crossing warns of breaks of a kind that one from a time to another would
// overlap, both in hns; "" where there is none.
func (r *Room) crossing(kind uint8, from, to uint64) string {
	for i := range r.view.rows {
		one := &r.view.rows[i]
		if what := one.splices(); what == noSplice || what == splicesIn || one.kind() != kind {
			continue
		}
		begin, end := one.time(), max(one.time()+one.lasts(), one.time()+1)
		if from < end && begin < to {
			return " · ▲ " + lang.L("overlaps the break of event {{.ID}} at {{.At}}", map[string]any{"ID": one.ID, "At": r.timeText(begin)})
		}
	}
	return ""
}

// breakAt is a break as a marker at a time in hns.
func (r *Room) breakAt(b marker.Break, t, lasts uint64) (marker.Marker, error) {
	b.PTS, b.Length = marker.Rescale(t, hns, marker.Clock), marker.Rescale(lasts, hns, marker.Clock)
	s, err := b.Section()
	if err != nil {
		return marker.Marker{}, err
	}
	m := marker.Marker{Time: marker.Rescale(t, hns, r.scale()), TimeScale: r.scale(), Class: marker.Ad}
	return m.With(marker.Payload{Kind: marker.SCTE35, Bytes: s.Raw}), nil
}

// add adds markers to a stream as one step.
func (r *Room) add(what string, to edit.MarkerStream, all []marker.Marker) error {
	var changes []edit.MarkerChange
	for i := range all {
		changes = append(changes, edit.MarkerChange{To: to, New: &all[i]})
	}
	if err := r.change(what, changes); err != nil {
		return err
	}
	r.cursor = nil // the next one goes behind this
	return nil
}

// starts are the types of segments that begin something which ends, and their
// names.
func starts() (kinds []uint8, names []string) {
	for kind := range 0x100 {
		if _, ok := marker.SegmentEnd(uint8(kind)); ok {
			kinds = append(kinds, uint8(kind))
			names = append(names, segmentWord(uint8(kind)))
		}
	}
	return kinds, names
}
