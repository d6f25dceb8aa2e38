package markers

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// which is a choice between the selected markers and all that are shown.
type which struct {
	room   *Room
	choice *choosing
}

func (r *Room) newWhich() *which {
	at := 0
	if len(r.table.selected()) == 0 {
		at = 1
	}
	return &which{r, r.strip.choice([]string{lang.L("the selected"), lang.L("all shown")}, at)}
}

func (w *which) rows() []*row {
	if w.choice.SelectedIndex() == 1 {
		return w.room.table.rows
	}
	return w.room.table.selected()
}

// snap asks where markers go: to the nearest chunks or key frames.
func (r *Room) snap() {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s, rows, snap := r.strip, r.newWhich(), r.snappingAt(snapChunk)
	build := func() ([]edit.MarkerChange, string, error) {
		return r.moved(rows.rows(), snap)
	}
	s.open(&ask{
		title: lang.L("Snap markers"), word: lang.L("Snap"), first: s.act,
		inputs: []input{{width: 140, in: rows.choice}, {label: lang.L("to the"), width: 160, in: snap.choice}},
		note: func() (string, error) {
			_, note, err := build()
			return note, err
		},
		act: func() error {
			changes, _, err := build()
			if err != nil {
				return err
			}
			return r.change(lang.L("Snap {{.What}}", map[string]any{"What": markers(len(changes))}), changes)
		},
		tidy: snap.close,
	})
}

// moved are the changes of markers that go where a snapping says, and what
// they come to in words.
func (r *Room) moved(rows []*row, to *snapping) ([]edit.MarkerChange, string, error) {
	if len(rows) == 0 {
		return nil, "", errors.New(lang.L("no marker is selected"))
	}
	var times []uint64
	for _, one := range rows {
		times = append(times, one.time())
	}
	to.lookUp(times)
	var changes []edit.MarkerChange
	far := int64(0)
	for _, one := range rows {
		t, err := to.place(one.time())
		if err != nil {
			return nil, "", err
		}
		by := int64(t) - int64(one.time())
		if by == 0 {
			continue
		}
		if abs(by) > abs(far) {
			far = by
		}
		m := one.movedTo(t)
		changes = append(changes, edit.MarkerChange{At: &one.At, New: &m})
	}
	side := func(by int64) string { return r.points.distance(by, lang.L("earlier"), lang.L("later")) }
	switch len(changes) {
	case 0:
		return changes, lang.L("They stand there already"), nil
	case 1:
		return changes, lang.L("1 marker moves {{.Distance}}", map[string]any{"Distance": side(far)}), nil
	}
	return changes, lang.L("{{.Count}} markers move, the farthest {{.Distance}}", map[string]any{"Count": kit.Group(int64(len(changes))), "Distance": side(far)}), nil
}

// shift asks by how much markers move.
func (r *Room) shift() {
	if !r.editable() {
		r.OnStatus(r.why)
		return
	}
	s, rows := r.strip, r.newWhich()
	by := s.entry("", "+2.5, -0:10, 12f")
	build := func() ([]edit.MarkerChange, error) {
		text := strings.TrimSpace(by.Text)
		back := strings.HasPrefix(text, "-")
		t, err := r.parsePlain(strings.TrimLeft(text, "+-"))
		if err != nil {
			return nil, err
		}
		var changes []edit.MarkerChange
		for _, one := range rows.rows() {
			to := one.time() + t
			if back {
				if to = one.time() - t; t > one.time() {
					return nil, errors.New(lang.L("the marker at {{.At}} would be before the begin", map[string]any{"At": r.timeText(one.time())}))
				}
			}
			m := one.movedTo(to)
			changes = append(changes, edit.MarkerChange{At: &one.At, New: &m})
		}
		if len(changes) == 0 {
			return nil, errors.New(lang.L("no marker is selected"))
		}
		return changes, nil
	}
	s.open(&ask{
		title: lang.L("Shift markers"), word: lang.L("Shift"), first: by,
		inputs: []input{{width: 140, in: rows.choice}, {label: lang.L("by"), width: 150, in: by}},
		note: func() (string, error) {
			if strings.TrimSpace(by.Text) == "" {
				return lang.L("Seconds, h:mm:ss or frames such as 12f; with - to earlier times"), nil
			}
			changes, err := build()
			if err != nil {
				return "", err
			}
			return r.shiftNote(changes), nil
		},
		act: func() error {
			changes, err := build()
			if err != nil {
				return err
			}
			return r.change(lang.L("Shift {{.What}}", map[string]any{"What": markers(len(changes))}), changes)
		},
	})
}

// shiftNote tells where the first of the markers would be.
func (r *Room) shiftNote(changes []edit.MarkerChange) string {
	first := ^uint64(0)
	for _, c := range changes {
		first = min(first, marker.Rescale(c.New.Time, c.New.TimeScale, hns))
	}
	return lang.L("{{.What}}, the first then at {{.At}}", map[string]any{"What": markers(len(changes)), "At": r.timeText(first)})
}
