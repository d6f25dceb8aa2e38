package markers

import (
	"bytes"
	"errors"

	"fyne.io/fyne/v2/lang"

	"smoothscope/inspect/marker"
	"smoothscope/tasks/edit"
)

// change makes several changes one step, shows what has become of them, and
// tells the hall. Where a change is refused nothing has happened.
func (r *Room) change(what string, changes []edit.MarkerChange) error {
	if !r.editable() {
		return errors.New(r.why)
	}
	out, err := edit.ChangeMarkers(r.view.raw, changes)
	if err != nil {
		return r.whyNot(err)
	}
	if bytes.Equal(out, r.view.raw) {
		return nil
	}
	var now []identity
	for _, c := range changes {
		if c.New != nil {
			now = append(now, r.becomes(&c))
		}
	}
	r.load(out)
	r.table.choose(now)
	r.tell()
	r.OnStatus(r.summary())
	r.findPoints()
	r.OnEdit(what, out)
	return nil
}

// becomes is what tells the marker of a change from others afterwards.
func (r *Room) becomes(c *edit.MarkerChange) identity {
	m := *c.New
	if c.At == nil {
		m.Stream = c.To.Name
	}
	// Its time is rounded to that of its stream.
	for i := range r.view.client.Streams {
		if s := &r.view.client.Streams[i]; s.Title() == m.Stream {
			m.Time, m.TimeScale = marker.Rescale(m.Time, m.TimeScale, s.TimeScale), s.TimeScale
		}
	}
	return identityOf(&m)
}

// replace makes a marker another one in its place.
func (r *Room) replace(what string, m marker.Marker) error {
	return r.change(what, []edit.MarkerChange{{At: &m.At, New: &m}})
}

// do is change for a command: what is refused is said in the status bar.
func (r *Room) do(what string, changes []edit.MarkerChange) bool {
	if err := r.change(what, changes); err != nil {
		r.OnStatus("✕ " + err.Error())
		return false
	}
	return true
}

// remove deletes the selected markers.
func (r *Room) remove() {
	rows := r.table.selected()
	if len(rows) == 0 {
		return
	}
	var changes []edit.MarkerChange
	for _, one := range rows {
		changes = append(changes, edit.MarkerChange{At: &one.At})
	}
	r.do(lang.L("Delete {{.What}}", map[string]any{"What": markers(len(rows))}), changes)
}

// duplicate adds the selected markers once more, where the next of them can be.
func (r *Room) duplicate() {
	var all []marker.Marker
	for _, one := range r.table.selected() {
		all = append(all, one.Marker)
	}
	r.insert(lang.L("Duplicate {{.What}}", map[string]any{"What": markers(len(all))}), all, true)
}

// insert adds markers that have streams of their own. Where one stands in the
// way of one, or apart says so, all go later, to where a new one would go, and
// events that are there already get other numbers.
func (r *Room) insert(what string, all []marker.Marker, apart bool) {
	if len(all) == 0 {
		return
	}
	first := ^uint64(0)
	to := make([]edit.MarkerStream, len(all))
	for i := range all {
		to[i] = r.streamOf(&all[i])
		all[i].Stream = to[i].Name
		t := marker.Rescale(all[i].Time, all[i].TimeScale, hns)
		first = min(first, t)
		apart = apart || r.view.taken(all[i].Stream, t)
	}
	if apart {
		r.setApart(all, first)
	}
	var changes []edit.MarkerChange
	for i := range all {
		changes = append(changes, edit.MarkerChange{To: to[i], New: &all[i]})
	}
	r.do(what, changes)
}

// streamOf is where a marker from elsewhere goes: to the stream of its name
// where that takes it, else to that of its class.
func (r *Room) streamOf(m *marker.Marker) edit.MarkerStream {
	for i := range r.view.client.Streams {
		s := &r.view.client.Streams[i]
		if s.Title() == m.Stream && s.Type == "text" && s.Embedded && marker.ClassOf(s) != "" {
			return edit.MarkerStream{Name: m.Stream}
		}
	}
	to := r.view.streamFor(m.Class)
	if m.Stream != "" && to.Subtype != "" && !r.view.named(m.Stream) {
		to.Name = m.Stream
	}
	return to
}

// setApart moves markers to where a new one would go, and gives their events
// free numbers.
func (r *Room) setApart(all []marker.Marker, first uint64) {
	try := r.nextFree()
	for r.anyTaken(all, int64(try)-int64(first)) {
		try = r.after(try)
	}
	by := int64(try) - int64(first)
	free := marker.FreeID(r.view.all())
	given := map[string]string{}
	for i := range all {
		m := all[i].Moved(shifted(&all[i], by))
		if given[m.ID] == "" && m.ID != "" {
			given[m.ID] = itoa(free)
			free++
		}
		if named, err := m.Named(given[m.ID]); err == nil {
			m = named
		}
		all[i] = m
	}
}

// shifted is the time of a marker moved by hns, in its own ticks.
func shifted(m *marker.Marker, by int64) uint64 {
	t := int64(marker.Rescale(m.Time, m.TimeScale, hns)) + by
	return marker.Rescale(uint64(max(0, t)), hns, m.TimeScale)
}

func (r *Room) anyTaken(all []marker.Marker, by int64) bool {
	for i := range all {
		if r.view.taken(all[i].Stream, marker.Rescale(shifted(&all[i], by), all[i].TimeScale, hns)) {
			return true
		}
	}
	return false
}

// placeFor is where a marker of a class goes that is added next: where nextFree
// says, or behind that, where its stream has none.
func (r *Room) placeFor(class marker.Class) uint64 {
	t, stream := r.nextFree(), r.view.streamFor(class).Name
	for r.view.taken(stream, t) {
		t = r.after(t)
	}
	return t
}

// nextFree is where a marker goes that is added next: at the cursor, or else
// where the chosen one ends, at the next chunk.
func (r *Room) nextFree() uint64 {
	if r.cursor != nil {
		return *r.cursor
	}
	if one := r.table.chosen(); one != nil {
		if end := one.time() + one.lasts(); end > one.time() {
			return r.after(end - 1)
		}
		return r.after(one.time())
	}
	if times := r.points.chunks.Times; len(times) > 0 {
		return marker.Rescale(times[0], r.points.chunks.TimeScale, hns)
	}
	return 0
}

// free says why a marker of a class cannot go to a time, nil where it can.
func (r *Room) free(class marker.Class, t uint64) error {
	if to := r.view.streamFor(class).Name; r.view.taken(to, t) {
		return r.whyNot(&edit.TakenError{Stream: to, Time: t, TimeScale: hns})
	}
	return nil
}

// after is the first chunk of the video that begins behind a time in hns, a
// second later where there is none.
func (r *Room) after(t uint64) uint64 {
	for _, at := range r.points.chunks.Times {
		if at := marker.Rescale(at, r.points.chunks.TimeScale, hns); at > t {
			return at
		}
	}
	return t + hns
}
