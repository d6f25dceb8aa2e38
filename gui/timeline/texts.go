package timeline

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"smoothscope/gui/kit"
	"smoothscope/inspect/caption"
	"smoothscope/inspect/check"
	"smoothscope/inspect/marker"
	"smoothscope/inspect/media"
)

// SetMarkers shows the markers of the client manifest of the asset that Set has
// brought: breaks as long as they say, chapters up to the next. Without them
// there are the chunks of the manifest alone. Set forgets them where it does not
// keep what is in view.
func (r *Room) SetMarkers(all []marker.Marker) {
	r.marks = map[int][]marker.Marker{}
	for _, m := range all {
		if stream := r.streamOf(&m); stream >= 0 {
			r.marks[stream] = append(r.marks[stream], m)
		}
	}
	for _, list := range r.marks {
		slices.SortStableFunc(list, func(a, b marker.Marker) int { return int(at(&a) - at(&b)) })
	}
	r.again()
}

// streamOf is the stream of a marker among those that were checked, which need
// not be counted as the manifest has them; -1 where it is none of them.
func (r *Room) streamOf(m *marker.Marker) int {
	if r.report == nil {
		return -1
	}
	same := func(s check.StreamFacts) bool { return s.Name == m.Stream && s.Type == "text" }
	if at := m.At.Stream; at >= 0 && at < len(r.report.Streams) && same(r.report.Streams[at]) {
		return at
	}
	return slices.IndexFunc(r.report.Streams, same)
}

// at is when a marker is, on the asset's own time line.
func at(m *marker.Marker) int64 { return int64(marker.Rescale(m.Time, m.TimeScale, perSecond)) }

// SetCaptions shows the cues of a text stream, whose times are on the asset's
// own time line; nil shows its fragments alone. Set forgets them where it does
// not keep what is in view.
func (r *Room) SetCaptions(stream int, cues []caption.Cue) {
	if r.cues == nil {
		r.cues = map[int][]caption.Cue{}
	}
	if delete(r.cues, stream); len(cues) > 0 {
		list := slices.Clone(cues)
		slices.SortStableFunc(list, func(a, b caption.Cue) int { return int(a.Start - b.Start) })
		r.cues[stream] = list
	}
	r.again()
}

// again draws the lanes anew. What is in view and selected stays.
func (r *Room) again() {
	if r.report == nil {
		return
	}
	picked := r.lanes.Picked()
	of, was := row{stream: -1}, int64(0)
	if picked.Lane >= 0 && picked.Lane < len(r.rows) {
		of, was = r.rows[picked.Lane], picked.Time
	}
	shown := r.of
	r.lanes.Set(r.build(), true)
	r.showRate(row{stream: shown.Stream, level: shown.Level})
	if lane := slices.Index(r.rows, of); lane >= 0 && of.stream >= 0 {
		r.lanes.Mark(lane, was)
	}
	r.body.Refresh()
}

// cueLane is the lane of the cues of a stream.
func (r *Room) cueLane(w row) kit.Lane {
	s := &r.report.Streams[w.stream]
	lane := kit.Lane{Title: title(s), Sub: lang.L("cues"), Thin: true, Blocks: []kit.LaneBlock{}}
	cues := r.cues[w.stream]
	for i := range cues {
		from, to := r.cueSpan(w.stream, i)
		lane.Blocks = append(lane.Blocks, kit.LaneBlock{From: from, To: to, Color: kit.Protection, Text: oneLine(cues[i].Text())})
	}
	return lane
}

// cueSpan is when a cue is shown, on the axis.
func (r *Room) cueSpan(stream, i int) (from, to int64) {
	cues := r.cues[stream]
	from = cues[i].Start.Nanoseconds()/100 - int64(r.start)
	end := cues[i].End
	if end == caption.Open {
		end = cues[i].Start + 2*time.Second
		if i+1 < len(cues) {
			end = cues[i+1].Start
		}
	}
	return from, max(from, end.Nanoseconds()/100-int64(r.start))
}

// markLane is the lane of the markers of a stream.
func (r *Room) markLane(w row) kit.Lane {
	s := &r.report.Streams[w.stream]
	lane := kit.Lane{Title: title(s), Thin: true, Blocks: []kit.LaneBlock{}}
	states := r.marksOf(w.stream)
	for i := range r.marks[w.stream] {
		m := &r.marks[w.stream][i]
		from, to := r.markSpan(w.stream, i)
		if end := r.end(); to > end && from < end {
			to = end // a break that is said to be longer must not make the axis longer
		}
		b := kit.LaneBlock{From: from, To: to, Color: kit.Index, Flag: true, State: stateOf(states[m.At.Chunk]), Text: markText(m)}
		if m.Class == marker.Chapter {
			b.Flag, b.Color = false, kit.Time
		}
		lane.Blocks = append(lane.Blocks, b)
	}
	return lane
}

// markSpan is how long a marker lasts, on the axis: as its payload says, a
// chapter up to the next or the end.
func (r *Room) markSpan(stream, i int) (from, to int64) {
	list := r.marks[stream]
	m := &list[i]
	from = at(m) - int64(r.start)
	says := m.Payload.Says()
	switch {
	case says.Length > 0:
		return from, from + int64(media.Rescale(says.Length, says.Scale, perSecond))
	case m.Class != marker.Chapter:
		return from, from
	case i+1 < len(list):
		return from, at(&list[i+1]) - int64(r.start)
	}
	return from, max(from, r.end())
}

// end is where video and sound end, on the axis.
func (r *Room) end() int64 {
	last := int64(0)
	for i := range r.report.Streams {
		s := &r.report.Streams[i]
		if n := len(s.Chunks); n > 0 && s.Type != "text" {
			last = max(last, r.at(s.Chunks[n-1].Time+s.Chunks[n-1].Duration, s.TimeScale))
		}
	}
	return last
}

// markText is a marker in a few letters.
func markText(m *marker.Marker) string {
	if m.ID != "" && m.Payload.Kind == marker.SCTE35 {
		return m.ID + " " + strings.TrimPrefix(strings.TrimPrefix(m.Text, "splice_insert, "), "time_signal, ")
	}
	if m.Payload.Kind == marker.XML {
		return strings.TrimSpace(m.ID + " " + marker.Elements(m.Text))
	}
	return oneLine(m.Text)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// describeText says all that is known of a cue or marker.
func (r *Room) describeText(w row, i int) []string {
	s := &r.report.Streams[w.stream]
	if w.kind == cueLane {
		from, to := r.cueSpan(w.stream, i)
		head := lang.L("{{.Stream}}, cue {{.Number}}", map[string]any{"Stream": title(s), "Number": i + 1})
		return append([]string{head, span(from, to)}, few(strings.Split(r.cues[w.stream][i].Text(), "\n"))...)
	}
	m := &r.marks[w.stream][i]
	from, to := r.markSpan(w.stream, i)
	head := oneLine(m.Text)
	if m.Payload.Kind == marker.XML {
		head = marker.Elements(m.Text)
	}
	if m.ID != "" {
		head += " · " + lang.L("event {{.ID}}", map[string]any{"ID": m.ID})
	}
	tail := append([]string{title(s)}, r.findings(w, m.At.Chunk)...)
	if m.Err != nil {
		tail = append(tail, m.Err.Error())
	}
	return append([]string{head, span(from, to)}, few(tail)...)
}

// span is a stretch of the axis in words, or a moment.
func span(from, to int64) string {
	if to <= from {
		return seconds(from)
	}
	return lang.L("{{.From}} to {{.To}}: {{.Length}}", map[string]any{"From": seconds(from), "To": seconds(to), "Length": seconds(to - from)})
}

// few are as many lines as there is room for beside the pointer.
func few(lines []string) []string {
	const most = 6
	return lines[:min(len(lines), most)]
}
