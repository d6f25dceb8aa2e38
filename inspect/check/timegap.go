package check

import (
	"fmt"
	"sort"
)

// seams calls back for each two fragments of a track that follow each other
// and do not meet: off is how many ticks the second begins after the end of the
// first. Tracks whose times jump back, and those of plain files, have none.
func (c *Case) seams(t *Track, found func(l *line, a, b int, off int64)) {
	l := c.line(t)
	if !t.File.Media.Fragmented || len(l.jumps()) > 0 {
		return
	}
	limit := tolerance(threeTicks, uint64(t.TimeScale)) // begins are index times
	for k := 1; k < len(l.filed); k++ {
		a, b := l.filed[k-1], l.filed[k]
		if t.Fragments[a].Span == 0 {
			continue
		}
		if off := l.seam(a, b); magnitude(off) > limit {
			found(l, a, b, off)
		}
	}
}

// seam is how far fragment b begins after the end of a. Times in the index are
// those of presentation with some encoders and of decoding with others: where
// the first composition offset changes, the reading that fits best counts.
func (l *line) seam(a, b int) int64 {
	one, two := &l.track.Fragments[a], &l.track.Fragments[b]
	best := l.begins[b] - l.end(a)
	readings := []int64{best - (two.First - one.First)}
	if one.HasTfdt && two.HasTfdt {
		readings = append(readings, clamped(two.Tfdt)-clamped(one.Tfdt)-clamped(one.Span))
	}
	for _, off := range readings {
		if (off < 0) != (best < 0) {
			return 0
		}
		if magnitude(off) < magnitude(best) {
			best = off
		}
	}
	return best
}

func judgeGap(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		if t.damaged() {
			continue // what is lost leaves a gap
		}
		c.seams(t, func(l *line, a, b int, off int64) {
			if off < 0 || c.missing(t, l.end(a), l.begins[b]) {
				return
			}
			d := t.Off(off)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s ends %s before %s starts", c.chunkOf(t, a), d.words(), fmt.Sprintf("chunk %d", b)),
				Place:   t.At(a), Off: d,
				Measured: "ends at " + seconds(l.end(a), uint64(t.TimeScale)),
				Expected: seconds(l.begins[b], uint64(t.TimeScale)),
				Hint:     "Frames were dropped by the encoder or the capture, or the input itself has a hole. Look at the encoder's log at this time; for a file, encode it again with a constant frame rate.",
			})
		})
	}
}

func judgeOverlap(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		c.seams(t, func(l *line, a, b int, off int64) {
			if off > 0 {
				return
			}
			d := t.Off(off)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s runs %s past the start of %s", c.chunkOf(t, a), d.words(), fmt.Sprintf("chunk %d", b)),
				Place:   t.At(a), Off: d,
				Measured: "ends at " + seconds(l.end(a), uint64(t.TimeScale)),
				Expected: seconds(l.begins[b], uint64(t.TimeScale)),
				Hint:     "Sample durations do not sum up to the fragment's length: a rounded frame duration was multiplied, two recordings were joined, or the encoder was restarted. Make the file again from its source.",
			})
		})
	}
}

// missing says whether a chunk that the manifest or another level has lies in
// a gap: then it is the chunk that is missing, which other rules tell.
func (c *Case) missing(t *Track, from, to int64) bool {
	if t.Stream < 0 {
		return false
	}
	gap := timeSpan{moment{uint64(max(0, from)), uint64(t.TimeScale)}, moment{uint64(max(0, to)), uint64(t.TimeScale)}}
	s := &c.Asset.Streams[t.Stream]
	if c.Client != nil && s.TimeScale != 0 &&
		gap.holdsOne(len(s.Chunks), func(n int) moment { return moment{s.Chunks[n].Time, s.TimeScale} }) {
		return true
	}
	for _, other := range c.alignment(t.Stream).levels {
		if other != t && gap.holdsOne(len(other.Fragments), func(n int) moment { return moment{other.Fragments[n].Time, uint64(other.TimeScale)} }) {
			return true
		}
	}
	return false
}

// timeSpan is the time from one moment up to another.
type timeSpan struct{ from, to moment }

// holdsOne says whether one of n moments in ascending order lies in it.
func (s timeSpan) holdsOne(n int, at func(int) moment) bool {
	i := sort.Search(n, func(i int) bool { return at(i).compare(s.from) >= 0 })
	return i < n && at(i).compare(s.to) < 0
}

// jumps is the places in the file of fragments that begin no later than the one
// before them, neither by presentation nor by decoding.
func (l *line) jumps() []int {
	var list []int
	for k := 1; k < len(l.filed); k++ {
		a, b := l.filed[k-1], l.filed[k]
		presented := l.begins[b] - l.begins[a]
		if presented <= 0 && presented <= l.track.Fragments[b].First-l.track.Fragments[a].First {
			list = append(list, k)
		}
	}
	return list
}

func judgeMono(c *Case, to *Reporter) {
	const hint = "The encoder was restarted or its clock was set back, and the file was written on. Record again, or cut the file where the times jump."
	for _, t := range c.tracks() {
		l := c.line(t)
		for _, k := range l.jumps() {
			before, n := l.filed[k-1], l.filed[k]
			d := t.Off(l.begins[n] - l.begins[before])
			to.Add("back", Finding{
				Message: fmt.Sprintf("%s starts %s before the fragment that precedes it in the file", c.chunkOf(t, n), d.words()),
				Place:   t.At(n), Off: d,
				Measured: "starts at " + seconds(l.begins[n], uint64(t.TimeScale)),
				Expected: "after " + seconds(l.begins[before], uint64(t.TimeScale)), Hint: hint,
			})
		}
		for _, f := range t.Index.Repeats {
			place := t.Place()
			place.Offset, place.Size = f.Offset, f.MoofSize
			to.Add("again", Finding{
				Message:  fmt.Sprintf("%s has two fragments that start at %s", c.level(t), seconds(clamped(f.Time), uint64(t.TimeScale))),
				Place:    place,
				Measured: "starts at " + seconds(clamped(f.Time), uint64(t.TimeScale)),
				Expected: "a time of its own", Hint: hint,
			})
		}
	}
}

func judgeNegative(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		for n := range t.Fragments {
			f := &t.Fragments[n]
			own, told := f.Own()
			if !told || own >= 0 {
				continue
			}
			d := t.Off(own)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s starts %s before 0", c.chunkOf(t, n), d.words()),
				Place:   t.At(n), Off: d,
				Measured: seconds(own, uint64(t.TimeScale)), Expected: "0 s or later",
				Hint: "Usually the priming of an audio encoder. Let the file start at 0: with ffmpeg, -avoid_negative_ts make_zero.",
			})
		}
	}
}
