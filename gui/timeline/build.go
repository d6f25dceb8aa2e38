package timeline

import (
	"cmp"
	"slices"
	"strings"

	"smoothscope/gui/kit"
	"smoothscope/inspect/check"
	"smoothscope/inspect/media"

	"fyne.io/fyne/v2/lang"
)

// row says what a lane is. A stream of -1 is the bitrate curve; a level of -1 a
// stream whose data is in the manifest, or its texts.
type row struct {
	stream, level int
	kind          kind
}

// kind is what the blocks of a lane are.
type kind int

const (
	chunkLane kind = iota // chunks of a level, or of a stream in the manifest
	cueLane               // captions
	markLane              // markers
)

// axisStart is the earliest time of all streams, in units of the axis: archives
// of live streams start long after 0.
func axisStart(report *check.Report) uint64 {
	start, found := uint64(0), false
	take := func(t, scale uint64) {
		if t = media.Rescale(t, scale, perSecond); !found || t < start {
			start, found = t, true
		}
	}
	for _, s := range report.Streams {
		if len(s.Chunks) > 0 {
			take(s.Chunks[0].Time, s.TimeScale)
		}
		for _, l := range s.Levels {
			if len(l.Fragments) > 0 {
				take(l.Fragments[0].Time, l.TimeScale)
			}
		}
	}
	return start
}

// at is a time of a stream on the axis.
func (r *Room) at(t, scale uint64) int64 { return int64(media.Rescale(t, scale, perSecond) - r.start) }

// build makes the lanes: video, audio, text and markers, and the bitrate of one
// level at the end.
func (r *Room) build() []kit.Lane {
	var lanes []kit.Lane
	r.rows = r.rows[:0]
	add := func(l kit.Lane, w row) {
		lanes = append(lanes, l)
		r.rows = append(r.rows, w)
	}
	for _, kind := range []string{"video", "audio", "text"} {
		first := true
		for i, s := range r.report.Streams {
			if s.Type != kind {
				continue
			}
			for _, w := range r.lanesOf(i) {
				lane := r.lane(w)
				lane.Apart = first
				first = false
				add(lane, w)
			}
		}
	}
	r.curve = -1
	if w, ok := r.firstRate(); ok {
		r.curve = len(lanes)
		add(kit.Lane{Title: lang.L("bitrate"), Apart: true}, row{stream: -1, level: -1})
		lanes[r.curve].Values, lanes[r.curve].Sub = r.rate(w)
		r.of = Pick{Stream: w.stream, Level: w.level, Chunk: -1}
	}
	return lanes
}

// lanesOf is the lanes of a stream: its texts where they are known, and its
// levels, the best first as in the panel.
func (r *Room) lanesOf(i int) []row {
	s := &r.report.Streams[i]
	var list []row
	switch {
	case len(r.cues[i]) > 0:
		list = append(list, row{i, -1, cueLane})
	case len(r.marks[i]) > 0:
		list = append(list, row{i, -1, markLane})
	case s.Embedded:
		list = append(list, row{i, -1, chunkLane})
	}
	if s.Embedded {
		return list
	}
	return append(list, levelsOf(i, s)...)
}

func levelsOf(i int, s *check.StreamFacts) []row {
	var list []row
	for n := range s.Levels {
		list = append(list, row{i, n, chunkLane})
	}
	slices.SortStableFunc(list, func(a, b row) int { return cmp.Compare(s.Levels[b.level].Bitrate, s.Levels[a.level].Bitrate) })
	return list
}

// lane makes the lane of a level, or of a stream in the manifest.
func (r *Room) lane(w row) kit.Lane {
	switch w.kind {
	case cueLane:
		return r.cueLane(w)
	case markLane:
		return r.markLane(w)
	default:
		return r.chunkLane(w)
	}
}

// chunkLane makes the lane of chunks.
func (r *Room) chunkLane(w row) kit.Lane {
	s := &r.report.Streams[w.stream]
	lane := kit.Lane{Title: title(s), Thin: s.Type == "text", Blocks: []kit.LaneBlock{}}
	color := colorOf(s.Type)
	if w.level < 0 {
		marks := r.marksOf(w.stream)
		for n, c := range s.Chunks {
			from := r.at(c.Time, s.TimeScale)
			b := kit.LaneBlock{From: from, To: from + int64(media.Rescale(c.Duration, s.TimeScale, perSecond)), Color: color, State: stateOf(marks[n])}
			if !speaks(s) {
				b.Color, b.Flag = kit.Index, true
			}
			lane.Blocks = append(lane.Blocks, b)
		}
		return lane
	}
	level := r.level(w)
	lane.Sub = check.Rate(level.Bitrate)
	if len(r.cues[w.stream]) > 0 {
		lane.Title = lang.L("its chunks") // below the cues
	}
	for n := range level.Fragments {
		lane.Blocks = append(lane.Blocks, r.block(&level.Fragments[n], level, color, stateOf(level.Marks[n])))
	}
	lane.Blocks = append(lane.Blocks, r.missing(w, lane.Blocks)...)
	return lane
}

// missing are the chunks that come after the last fragment of a level, or all of
// them where it has none: those that the manifest lists, or that a finding names.
// They are blocks as well, numbered like the chunks.
func (r *Room) missing(w row, there []kit.LaneBlock) []kit.LaneBlock {
	s, level := &r.report.Streams[w.stream], r.level(w)
	have, state := len(level.Fragments), kit.Error
	if level.File == "" {
		state = "" // a manifest alone: nothing is known of its files
	}
	var list []kit.LaneBlock
	for n := have; n < len(s.Chunks); n++ {
		from := r.at(s.Chunks[n].Time, s.TimeScale)
		if have > 0 && from < there[have-1].To-slack {
			return nil // its chunks are others
		}
		list = append(list, kit.LaneBlock{From: from, To: from + int64(media.Rescale(s.Chunks[n].Duration, s.TimeScale, perSecond)), Color: colorOf(s.Type), State: state, Hollow: true})
	}
	next := stateOf(r.worst(w, have))
	if len(list) > 0 || have == 0 || next == "" {
		return list
	}
	last := there[have-1]
	return []kit.LaneBlock{{From: last.To, To: last.To + last.To - last.From, Color: colorOf(s.Type), State: next, Hollow: true}}
}

// worst is the worst finding about one chunk of a level, "" where there is none.
func (r *Room) worst(w row, chunk int) check.Severity {
	for i := range r.report.Findings { // they are the worst first
		if f := &r.report.Findings[i]; concerns(f, w, chunk) {
			return f.Severity
		}
	}
	return ""
}

// slack is how far chunks of the manifest may begin before the end of the
// fragment before, in units of the axis.
const slack = perSecond / 10

// speaks tells whether a stream is words to read while it plays. Else it is
// markers: ads, chapters, script commands.
func speaks(s *check.StreamFacts) bool {
	return slices.Contains([]string{"CAPT", "SUBT", "DESC"}, strings.ToUpper(s.Subtype))
}

// marksOf is the worst finding about each chunk of a stream in the manifest.
func (r *Room) marksOf(stream int) map[int]check.Severity {
	marks := map[int]check.Severity{}
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		for _, p := range append([]check.Place{f.Place}, f.More...) {
			if p.Stream != stream || p.Chunk < 0 {
				continue
			}
			if _, worse := marks[p.Chunk]; !worse { // findings are the worst first
				marks[p.Chunk] = f.Severity
			}
		}
	}
	return marks
}

func (r *Room) block(f *check.Fragment, level *check.LevelFacts, color, state kit.Token) kit.LaneBlock {
	b := kit.LaneBlock{
		From: r.at(f.Time, level.TimeScale), To: r.at(f.Time+max(f.Span, 1), level.TimeScale),
		Color: color, State: state,
	}
	for _, t := range f.Syncs {
		b.Ticks = append(b.Ticks, r.at(f.Time+t, level.TimeScale))
	}
	if f.Syncs == nil && f.Opens {
		b.Ticks = []int64{b.From}
	}
	return b
}

func stateOf(s check.Severity) kit.Token {
	switch s {
	case check.Error:
		return kit.Error
	case check.Warning:
		return kit.Warning
	}
	return ""
}

func colorOf(kind string) kit.Token {
	switch kind {
	case "video":
		return kit.Media
	case "audio":
		return kit.Time
	}
	return kit.Protection
}

// firstRate is the level whose bitrate is shown first: the best video.
func (r *Room) firstRate() (row, bool) {
	best, found := row{}, false
	for i, s := range r.report.Streams {
		for n, l := range s.Levels {
			if s.Embedded || len(l.Fragments) < 2 || found && (s.Type != "video" || l.Bitrate <= r.level(best).Bitrate) {
				continue
			}
			best, found = row{i, n, chunkLane}, true
		}
	}
	return best, found
}

// rate is the bitrate of each fragment of a level.
func (r *Room) rate(w row) ([]kit.LaneValue, string) {
	level := r.level(w)
	var list []kit.LaneValue
	for i := range level.Fragments {
		f := &level.Fragments[i]
		if f.Span == 0 {
			continue
		}
		v := float64(f.Data) * 8 * float64(level.TimeScale) / float64(f.Span)
		list = append(list, kit.LaneValue{At: r.at(f.Time, level.TimeScale), Value: v},
			kit.LaneValue{At: r.at(f.Time+f.Span, level.TimeScale), Value: v})
	}
	return list, lang.L("of {{.Rate}}", map[string]any{"Rate": check.Rate(level.Bitrate)})
}

// showRate lets the curve follow the level that was chosen.
func (r *Room) showRate(w row) {
	if r.curve < 0 || w.level < 0 || w.stream == r.of.Stream && w.level == r.of.Level {
		return
	}
	r.of.Stream, r.of.Level = w.stream, w.level
	values, sub := r.rate(w)
	r.lanes.SetValues(r.curve, values, sub)
}
