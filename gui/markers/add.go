package markers

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// snapping is a choice of where a time goes: as it is, to a chunk, to a key
// frame. Key frames are looked up beside the window.
type snapping struct {
	room   *Room
	choice *kit.Select
	asked  map[uint64]bool
	keys   map[uint64]uint64 // the key frame nearest to a time
	failed error
	cancel context.CancelFunc
}

// The choices of a snapping, in their order.
const (
	snapNone = iota
	snapChunk
	snapKey
)

func (r *Room) newSnapping(at int) *snapping {
	s := &snapping{room: r, asked: map[uint64]bool{}, keys: map[uint64]uint64{}}
	s.choice = r.strip.choice([]string{lang.L("as it is"), lang.L("nearest chunk"), lang.L("nearest key frame")}, at)
	return s
}

var errWait = errors.New("wait")

// place is where a time goes. It is errWait until that is known.
func (s *snapping) place(t uint64) (uint64, error) {
	r := s.room
	switch s.choice.SelectedIndex() {
	case snapChunk:
		by, ok := snapTo(t, r.points.chunks)
		if !ok {
			return t, errors.New(lang.L("there is no video whose chunks are known"))
		}
		return marker.Rescale(by.Time, r.points.chunks.TimeScale, hns), nil
	case snapKey:
		if at, ok := s.keys[t]; ok {
			return at, nil
		}
		if s.failed != nil {
			return t, s.failed
		}
		return t, errWait
	}
	return t, nil
}

// lookUp asks for the key frames near some times, those that nobody has asked for.
func (s *snapping) lookUp(times []uint64) {
	if s.choice.SelectedIndex() != snapKey || s.room.asset == nil {
		return
	}
	var fresh []uint64
	for _, t := range times {
		if !s.asked[t] {
			s.asked[t] = true
			fresh = append(fresh, t)
		}
	}
	if len(fresh) == 0 {
		return
	}
	s.cancel = s.room.nearKeys(fresh, func(found map[uint64]uint64, err error) {
		for t, at := range found {
			s.keys[t] = at
		}
		if len(found) < len(fresh) {
			s.failed = err
		}
		s.room.strip.note()
	})
}

func (s *snapping) close() {
	if s.cancel != nil {
		s.cancel()
	}
}

// told is where a time goes in words: "12.480, chunk 6: 3 frames earlier".
func (s *snapping) told(from, to uint64) string {
	r := s.room
	e := r.points.edgeAt(to)
	text := r.timeText(to)
	switch {
	case s.choice.SelectedIndex() == snapKey:
		text += ", " + lang.L("a key frame")
	case e.known && r.points.exact(e.moved):
		text += ", " + lang.L("chunk {{.N}}", map[string]any{"N": e.chunk})
	case e.known:
		text += ", " + r.points.away(&e)
	}
	if by := int64(to) - int64(from); by != 0 {
		text += " · " + lang.L("moves {{.Distance}}", map[string]any{"Distance": r.points.distance(by, lang.L("earlier"), lang.L("later"))})
	}
	return text
}

// commandsOf are the commands of a break, in the order of the choice.
func commandsOf() []byte { return []byte{marker.SpliceInsert, marker.TimeSignal} }

// addBreak asks for an ad break.
func (r *Room) addBreak() {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s := r.strip
	at, lasts := s.entry(r.timeEntry(r.nextFree()), ""), s.entry("30", lang.L("not said"))
	id := s.entry(itoa(marker.FreeID(r.view.all())), "")
	command := s.choice([]string{"splice_insert", "time_signal"}, 0)
	kinds, names := starts()
	kind := s.choice(names, indexOf(kinds, marker.UsualSegment))
	back := kit.NewCheck(lang.L("and the way back in"), func(bool) { s.note() })
	snap := r.newSnapping(snapNone)
	signal := func() bool { return command.SelectedIndex() == 1 }
	build := func() ([]marker.Marker, string, error) {
		t, err := r.parseTime(at.Text, r.nextFree())
		if err != nil {
			return nil, "", err
		}
		b := marker.Break{Command: commandsOf()[max(0, command.SelectedIndex())], Segment: kinds[max(0, kind.SelectedIndex())]}
		if b.ID, err = marker.EventNumber(id.Text); err != nil {
			return nil, "", err
		}
		length := uint64(0)
		if strings.TrimSpace(lasts.Text) != "" {
			if length, err = r.parseTime(lasts.Text, 0); err != nil {
				return nil, "", err
			}
		}
		if back.Checked() && length == 0 {
			return nil, "", errors.New(lang.L("the way back in needs a duration that tells where it is"))
		}
		snap.lookUp([]uint64{t, t + length})
		to, err := snap.place(t)
		if err != nil {
			return nil, "", err
		}
		all, err := r.breakAt(b, to, length)
		note := snap.told(t, to)
		if back.Checked() && err == nil {
			var end uint64
			if end, err = snap.place(t + length); err != nil {
				return nil, "", err
			}
			if all, err = r.breakAt(b, to, end-to); err != nil {
				return nil, "", err
			}
			b.In = true
			var in []marker.Marker
			in, err = r.breakAt(b, end, 0)
			all = append(all, in...)
			note += " · " + lang.L("back in at {{.Where}}", map[string]any{"Where": snap.told(t+length, end)})
		}
		return all, note, err
	}
	s.open(&ask{
		title: lang.L("New ad break"), word: lang.L("Add"), first: at,
		inputs: []input{
			{label: lang.L("at"), width: 120, in: at}, {label: lang.L("for"), width: 96, in: lasts}, {label: lang.L("event"), width: 80, in: id},
			{label: lang.L("as"), width: 128, in: command}, {width: 270, in: kind, shown: signal}, {label: lang.L("snap"), width: 150, in: snap.choice},
			{width: 170, in: back},
		},
		note: func() (string, error) {
			_, note, err := build()
			return note, err
		},
		act: func() error {
			all, _, err := build()
			if err != nil {
				return err
			}
			what := lang.L("Add an ad break")
			return r.add(what, r.view.streamFor(marker.Ad), all)
		},
		tidy: snap.close,
	})
}

// breakAt is a break as a marker at a time in hns.
func (r *Room) breakAt(b marker.Break, t, lasts uint64) ([]marker.Marker, error) {
	b.PTS, b.Length = marker.Rescale(t, hns, marker.Clock), marker.Rescale(lasts, hns, marker.Clock)
	s, err := b.Section()
	if err != nil {
		return nil, err
	}
	m := marker.Marker{Time: marker.Rescale(t, hns, r.scale()), TimeScale: r.scale(), Class: marker.Ad}
	return []marker.Marker{m.With(marker.Payload{Kind: marker.SCTE35, Bytes: s.Raw})}, nil
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

func indexOf(kinds []uint8, kind uint8) int {
	for i, k := range kinds {
		if k == kind {
			return i
		}
	}
	return 0
}

// addChapter asks for a chapter.
func (r *Room) addChapter() {
	r.addText(lang.L("New chapter"), lang.L("Add a chapter"), marker.Chapter, lang.L("title"), false)
}

// addScript asks for a script command.
func (r *Room) addScript() {
	r.addText(lang.L("New script command"), lang.L("Add a script command"), marker.Script, lang.L("command"), true)
}

// addText asks for a marker that is a text.
func (r *Room) addText(title, what string, class marker.Class, word string, typed bool) {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s := r.strip
	at, text := s.entry(r.timeEntry(r.nextFree()), ""), s.entry("", "")
	kind := s.entry("", lang.L("such as TEXT or URL"))
	snap := r.newSnapping(snapNone)
	build := func() (marker.Marker, uint64, uint64, error) {
		t, err := r.parseTime(at.Text, r.nextFree())
		if err != nil {
			return marker.Marker{}, 0, 0, err
		}
		snap.lookUp([]uint64{t})
		to, err := snap.place(t)
		m := marker.Marker{Time: marker.Rescale(to, hns, r.scale()), TimeScale: r.scale(), Class: class}
		m = m.With(marker.Payload{Kind: marker.Text, Bytes: []byte(text.Text)})
		m.Type = strings.TrimSpace(kind.Text)
		return m, t, to, err
	}
	inputs := []input{{label: lang.L("at"), width: 120, in: at}}
	if typed && r.tellsTypes() {
		inputs = append(inputs, input{label: lang.L("type"), width: 120, in: kind})
	}
	inputs = append(inputs, input{label: word, width: 260, in: text}, input{label: lang.L("snap"), width: 150, in: snap.choice})
	s.open(&ask{
		title: title, word: lang.L("Add"), first: at, inputs: inputs,
		note: func() (string, error) {
			_, from, to, err := build()
			if err != nil {
				return "", err
			}
			return snap.told(from, to), nil
		},
		act: func() error {
			m, _, _, err := build()
			if err == nil && text.Text == "" {
				err = errors.New(lang.L("a text is missing"))
			}
			if err != nil {
				return err
			}
			return r.add(what, r.view.streamFor(class), []marker.Marker{m})
		},
		tidy: snap.close,
	})
}

// tellsTypes tells whether script commands have a type of their own where they
// would go: those in a Content element do.
func (r *Room) tellsTypes() bool {
	to := r.view.streamFor(marker.Script)
	for i := range r.view.client.Streams {
		if s := &r.view.client.Streams[i]; s.Title() == to.Name {
			return len(s.Content) > 0
		}
	}
	return false
}

// addRaw asks for a section as people hand it on.
func (r *Room) addRaw() {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s := r.strip
	begin := ""
	if b, err := marker.ParseSection(r.Paste()); err == nil && b[0] == marker.TableID {
		begin = r.Paste()
	}
	raw, at := s.entry(begin, "/DAlAAAA… 0xFC30…"), s.entry(r.timeEntry(r.nextFree()), "")
	move := kit.NewCheck(lang.L("its PTS follows"), func(bool) { s.note() })
	move.SetChecked(true)
	snap := r.newSnapping(snapNone)
	build := func() (m marker.Marker, note string, err error) {
		b, err := marker.ParseSection(raw.Text)
		if err != nil {
			return m, "", err
		}
		t, err := r.parseTime(at.Text, r.nextFree())
		if err != nil {
			return m, "", err
		}
		snap.lookUp([]uint64{t})
		to, err := snap.place(t)
		if err != nil {
			return m, "", err
		}
		p := marker.Payload{Kind: marker.SCTE35, Bytes: marker.Exact(b)}
		if move.Checked() {
			pts := marker.Rescale(to, hns, marker.Clock) & (1<<33 - 1)
			moved, err := p.Edited(func(c *marker.Cue) error {
				if c.PTS != nil {
					c.PTS = &pts
				}
				return nil
			})
			if err == nil {
				p = moved
			}
		}
		m = marker.Marker{Time: marker.Rescale(to, hns, r.scale()), TimeScale: r.scale(), Class: marker.Ad}
		m = m.With(p)
		return m, m.Text + " · " + snap.told(t, to), m.Err
	}
	s.open(&ask{
		title: lang.L("SCTE-35 section from base64 or hex"), word: lang.L("Add"), first: raw,
		inputs: []input{
			{label: lang.L("section"), width: 380, in: raw}, {label: lang.L("at"), width: 120, in: at},
			{label: lang.L("snap"), width: 150, in: snap.choice}, {width: 130, in: move},
		},
		note: func() (string, error) {
			if strings.TrimSpace(raw.Text) == "" {
				return lang.L("Paste the section: base64, or hexadecimal digits with or without 0x"), nil
			}
			_, note, err := build()
			return note, err
		},
		act: func() error {
			m, _, err := build()
			if err != nil {
				return err
			}
			return r.add(lang.L("Add an ad marker"), r.view.streamFor(marker.Ad), []marker.Marker{m})
		},
		tidy: snap.close,
	})
}
