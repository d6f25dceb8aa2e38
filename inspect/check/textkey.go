package check

import (
	"fmt"
	"slices"
)

func markerIDR() *Rule {
	return &Rule{
		ID: "MRK-IDR", Title: "An ad marker is not where a key frame is", Severity: Warning,
		Help: "At an ad marker the player leaves the programme or comes back to it, and it can do so only where a chunk begins or at least a key frame is. " +
			"A marker between two shows some frames too many or too few, or makes the player wait. Move it to the nearest key frame, or let the encoder make one at the break.",
		Clause: "Timed metadata in live streaming 2.2, SCTE 35 9.7.3",
		whole: func(c *Case, to *Reporter) {
			for _, l := range c.events() {
				p := c.pointsFor(l)
				if p == nil {
					continue
				}
				n := 0
				for i := range l.list {
					e := &l.list[i]
					if e.cancel || i > 0 && e.place == l.list[i-1].place {
						continue
					}
					c.judgePoint(to, l, e, p, &n)
				}
			}
		},
	}
}

// points are where a player can change over: the starts of the video's chunks
// and the key frames in them.
type points struct {
	stream int      // in Asset.Streams
	scale  uint64   // ticks per second of all times
	times  []uint64 // ascending
	end    uint64   // of the video
	frame  uint64   // ticks, 0 where it is unknown
	media  bool     // key frames are known too
}

// pointsFor is the points of the video that an event list goes with: the
// parent of its stream, else the first.
func (c *Case) pointsFor(l *eventList) *points {
	at := -1
	for i := range c.Asset.Streams {
		s := &c.Asset.Streams[i]
		if s.Type != "video" || s.Parent != "" || s.Embedded || len(s.Chunks) == 0 || s.TimeScale == 0 {
			continue
		}
		if parent := l.stream >= 0 && c.Asset.Streams[l.stream].Parent == s.Name; at < 0 || parent {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	if p, ok := c.splicePoints[at]; ok {
		return p
	}
	if c.splicePoints == nil {
		c.splicePoints = map[int]*points{}
	}
	c.splicePoints[at] = c.newPoints(at)
	return c.splicePoints[at]
}

func (c *Case) newPoints(stream int) *points {
	s := &c.Asset.Streams[stream]
	p := &points{stream: stream, scale: s.TimeScale}
	for _, chunk := range s.Chunks {
		p.times = append(p.times, chunk.Time)
		p.end = max(p.end, chunk.Time+chunk.Duration)
	}
	t := c.alignment(stream).ref
	if t != nil && len(t.Fragments) > 0 {
		p.addTrack(c.line(t))
	}
	slices.Sort(p.times)
	p.times = slices.Compact(p.times)
	return p
}

// addTrack adds the key frames of a track. The first sample of a fragment is
// shown when the fragment begins, and the others as much later as they are
// decoded.
func (p *points) addTrack(l *line) {
	p.media = true
	in := func(ticks int64) uint64 {
		return moment{uint64(max(0, ticks)), uint64(l.track.TimeScale)}.in(p.scale)
	}
	p.frame = in(l.frame())
	for n := range l.track.Fragments {
		for _, sync := range l.track.Fragments[n].Syncs {
			p.times = append(p.times, in(l.begins[n]+clamped(sync)))
		}
	}
	p.end = max(p.end, in(l.last()))
}

// judgePoint says how far an event is from the nearest point.
func (c *Case) judgePoint(to *Reporter, l *eventList, e *event, p *points, n *int) {
	at := moment{e.time, l.scale}.in(p.scale)
	if len(p.times) == 0 || l.live && at >= p.end {
		return
	}
	nearest, off := p.nearest(at)
	if magnitude(off) <= p.rounding(l.scale) {
		return
	}
	d := Distance{Ticks: off, TimeScale: p.scale}
	if p.frame > 0 {
		d.Frames = float64(off) / float64(p.frame)
	}
	name := c.Asset.Streams[p.stream].Name
	f := Finding{
		Place: e.place, Off: d, Measured: seconds(clamped(e.time), l.scale), Expected: seconds(clamped(nearest), p.scale),
		Message: fmt.Sprintf("%s is %s %s than the nearest key frame of %s", l.what(e), d.words(), later(off), name),
		Hint:    "Move the marker to the key frame, or have the encoder begin a chunk at the time of the break.",
	}
	switch {
	case nearest == p.end:
		f.Message = fmt.Sprintf("%s lies %s behind the end of %s", l.what(e), d.words(), name)
		f.Expected = "a time up to " + seconds(clamped(p.end), p.scale)
		f.Hint = "It is never reached: a marker was made for a longer film, or its time counts from another moment."
	case !p.media:
		f.Severity = Info // there may be a key frame
		f.Message = fmt.Sprintf("%s is %s %s than the nearest chunk of %s", l.what(e), d.words(), later(off), name)
	}
	to.Add(apartKey(n), f)
}

// nearest is the point nearest to a time, and how far that lies behind it. The
// end of the video is one: a break may last up to there.
func (p *points) nearest(at uint64) (point uint64, off int64) {
	i, _ := slices.BinarySearch(p.times, at)
	best, found := uint64(0), false
	for _, k := range []int{i - 1, i} {
		if k >= 0 && k < len(p.times) && (!found || magnitude(apart(p.times[k], at)) < magnitude(apart(best, at))) {
			best, found = p.times[k], true
		}
	}
	if end := p.end; at >= end || magnitude(apart(end, at)) < magnitude(apart(best, at)) && magnitude(apart(end, at)) <= p.rounding(p.scale) {
		best = end
	}
	return best, apart(best, at)
}

// rounding is how far a time in another scale may be off, and one that was
// made from a section's.
func (p *points) rounding(scale uint64) uint64 {
	const clock = 90_000
	return max(tolerance(threeTicks, p.scale), (p.scale+scale-1)/scale, (p.scale+clock-1)/clock)
}
