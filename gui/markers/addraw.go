package markers

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
)

// rawAsk is what is asked for a section as people hand it on.
type rawAsk struct {
	room *Room
	raw  *asking
	at   *asking
	move *kit.Check // its PTS becomes the time that it is put at
	told string     // the time that was offered for a section
	snap *snapping
}

// addRaw asks for a section in base64 or hex.
func (r *Room) addRaw() {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s := r.strip
	begin := ""
	if text := r.Paste(); text != "" {
		if _, err := marker.ParseSection(text); err == nil {
			begin = text
		}
	}
	a := &rawAsk{room: r, raw: s.entry(begin, "/DAlAAAA… 0xFC30…"), at: s.entry(r.timeEntry(r.placeFor(marker.Ad)), ""), snap: r.newSnapping()}
	a.raw.OnChanged = func(string) { a.offer() }
	a.told = a.at.Text
	a.move = kit.NewCheck(lang.L("its PTS follows"), func(bool) { s.note() })
	a.move.SetChecked(true)
	s.open(&ask{
		title: lang.L("SCTE-35 section from base64 or hex"), word: lang.L("Add"), first: a.raw,
		inputs: []input{
			{label: lang.L("section"), width: 380, in: a.raw}, {label: lang.L("at"), width: 120, in: a.at},
			{label: lang.L("snap"), width: 164, in: a.snap.choice}, {width: 140, in: a.move},
		},
		note: a.note,
		act: func() error {
			m, _, err := a.build()
			if err != nil {
				return err
			}
			return r.add(lang.L("Add an ad marker"), r.view.streamFor(marker.Ad), []marker.Marker{m})
		},
		tidy: a.snap.close,
	})
	a.offer()
}

// offer proposes the time that the section itself names, where the video has it
// and nobody has typed another.
func (a *rawAsk) offer() {
	if b, err := marker.ParseSection(a.raw.Text); err == nil && a.at.Text == a.told {
		t, ok := a.room.named(marker.Payload{Kind: marker.SCTE35, Bytes: b})
		if ok && a.room.free(marker.Ad, t) == nil {
			a.told = a.room.timeEntry(t)
			a.at.SetText(a.told)
		}
	}
	a.room.strip.note()
}

func (a *rawAsk) note() (string, error) {
	if strings.TrimSpace(a.raw.Text) == "" {
		return lang.L("Paste the section: base64, or hexadecimal digits with or without 0x"), nil
	}
	_, note, err := a.build()
	return note, err
}

func (a *rawAsk) build() (m marker.Marker, note string, err error) {
	b, err := marker.ParseSection(a.raw.Text)
	if err != nil {
		return m, "", err
	}
	t, err := a.room.parseTime(a.at.Text, a.room.nextFree())
	if err != nil {
		return m, "", err
	}
	a.snap.lookUp([]uint64{t})
	to, err := a.snap.place(t)
	if err != nil {
		return m, "", err
	}
	if err := a.room.free(marker.Ad, to); err != nil {
		return m, "", err
	}
	p := marker.Payload{Kind: marker.SCTE35, Bytes: marker.Exact(b)}
	if a.move.Checked() {
		p = timed(p, to)
	}
	m = marker.Marker{Time: marker.Rescale(to, hns, a.room.scale()), TimeScale: a.room.scale(), Class: marker.Ad}
	m = m.With(p)
	return m, m.Text + " · " + a.snap.told(t, to), m.Err
}

// timed is a section that names another time, in hns; one that names none, or
// cannot be edited, stays as it is.
func timed(p marker.Payload, t uint64) marker.Payload {
	const bits33 = 1<<33 - 1
	pts := marker.Rescale(t, hns, marker.Clock) & bits33
	moved, err := p.Edited(func(c *marker.Cue) error {
		if c.PTS != nil {
			c.PTS = &pts
		}
		return nil
	})
	if err != nil {
		return p
	}
	return moved
}
