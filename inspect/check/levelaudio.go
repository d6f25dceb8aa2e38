package check

import (
	"fmt"

	"smoothscope/inspect/media"
)

// judgeAudioEdges compares where chunks of audio begin with where those of the
// video do.
func judgeAudioEdges(c *Case, to *Reporter) {
	all := c.stretches()
	if len(all) < 2 || all[0].track.Kind != media.Video {
		return
	}
	video := all[0]
	for _, w := range all[1:] {
		if w.track.Kind != media.Audio || !w.track.cut() || w.frame() == 0 || len(w.jumps()) > 0 {
			continue
		}
		j := 0
		for _, n := range w.byTime[1:] {
			at := w.moment(n)
			for j+1 < len(video.byTime) && video.moment(video.byTime[j+1]).compare(at) <= 0 {
				j++
			}
			off := video.nearest(j, at)
			if magnitude(off) <= uint64(w.frame())+tolerance(threeTicks, at.scale) {
				continue
			}
			d := w.track.Off(off)
			to.Add("", Finding{
				Message: fmt.Sprintf("%s starts %s %s than the nearest chunk of %s", c.chunkOf(w.track, n), d.words(), later(off), c.Asset.Streams[video.stream].Name),
				Place:   w.track.At(n), Off: d,
				Measured: seconds(w.begins[n], at.scale),
				Expected: fmt.Sprintf("%s, within one frame of audio", seconds(w.begins[n]-off, at.scale)),
				Hint:     "The audio was cut by a clock of its own. Pack audio and video together, so that the audio is cut at the frame nearest to each key frame.",
			})
		}
	}
}

// nearest is how far a time lies behind the nearer of fragment j and the one
// after it, or the end, in the ticks of the time.
func (l *line) nearest(j int, at moment) int64 {
	next := moment{uint64(max(0, l.last())), uint64(l.track.TimeScale)}
	if j+1 < len(l.byTime) {
		next = l.moment(l.byTime[j+1])
	}
	before := apart(l.moment(l.byTime[j]).in(at.scale), at.ticks)
	after := apart(next.in(at.scale), at.ticks)
	if magnitude(after) < magnitude(before) {
		return after
	}
	return before
}
