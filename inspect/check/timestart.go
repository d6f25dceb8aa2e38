package check

import (
	"fmt"

	"smoothscope/inspect/media"
)

// The limits are in ms. Players start where all streams have data, and people
// notice sound that is 100 ms off.
const (
	startLimit = 100
	driftLimit = 500
)

// stretch is a stream as a whole, by its right level.
type stretch struct {
	*line
	a      *alignment
	stream int
}

// stretches is the streams that must begin and end together, those with video
// first.
func (c *Case) stretches() []stretch {
	var list []stretch
	for _, kind := range []media.Kind{media.Video, media.Audio} {
		for i := range c.Asset.Streams {
			if a := c.alignment(i); a.ref != nil && a.ref.Kind == kind {
				list = append(list, stretch{c.line(a.ref), a, i})
			}
		}
	}
	return list
}

// milliseconds is a time of a line.
func (l *line) milliseconds(ticks int64) float64 {
	return float64(ticks) * 1000 / float64(l.track.TimeScale)
}

func (l *line) begin() int64 { return l.begins[l.byTime[0]] }

func judgeStart(c *Case, to *Reporter) {
	all := c.stretches()
	for i := 1; i < len(all); i++ {
		w, first := all[i], all[0]
		off := w.milliseconds(w.begin()) - first.milliseconds(first.begin())
		if off > -startLimit && off < startLimit {
			continue
		}
		d := w.track.Off(int64(off * float64(w.track.TimeScale) / 1000))
		to.Add("", Finding{
			Message: fmt.Sprintf("stream %s starts %s %s than %s", c.Asset.Streams[w.stream].Name, d.words(), later(d.Ticks), c.Asset.Streams[first.stream].Name),
			Place:   w.track.At(w.byTime[0]), Off: d,
			Measured: "starts at " + seconds(w.begin(), uint64(w.track.TimeScale)),
			Expected: fmt.Sprintf("%s, within %d ms", seconds(first.begin(), uint64(first.track.TimeScale)), startLimit),
			Hint:     "Players begin where all streams have data, or show a black or silent start. Cut all streams at the same time when you encode (-ss before -i, -shortest).",
		})
	}
}

// judgeDrift compares how long streams last; that they do not start together is
// another finding.
func judgeDrift(c *Case, to *Reporter) {
	all := c.stretches()
	for i := 1; i < len(all); i++ {
		w, first := all[i], all[0]
		if w.track.damaged() || first.track.damaged() || first.track.Kind == w.track.Kind || len(w.jumps()) > 0 || len(first.jumps()) > 0 {
			continue
		}
		mine, its := w.milliseconds(w.last()-w.begin()), first.milliseconds(first.last()-first.begin())
		off := mine - its
		if off > -driftLimit && off < driftLimit {
			continue
		}
		d := w.track.Off(int64(off * float64(w.track.TimeScale) / 1000))
		to.Add("", Finding{
			Message: fmt.Sprintf("stream %s lasts %s %s than %s", c.Asset.Streams[w.stream].Name, d.words(), shorter(d.Ticks), c.Asset.Streams[first.stream].Name),
			Place:   w.track.At(w.byTime[len(w.byTime)-1]), Off: d,
			Measured: "lasts " + milliseconds(mine),
			Expected: fmt.Sprintf("%s, within %d ms", milliseconds(its), driftLimit),
			Hint:     "One stream was cut, or sound and picture drift apart because samples were lost. Listen near the end; if they drift, resample the audio (ffmpeg: -af aresample=async=1), else cut both alike (-shortest).",
		})
	}
}
