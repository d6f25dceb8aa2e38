package check

import "fmt"

// Limits for the lengths of fragments.
const (
	fewest  = 3    // fragments from which on there is a usual length
	shortMS = 1800 // about 2 s
	longMS  = 6600 // about 6 s
)

func judgeLast(c *Case, to *Reporter) {
	for _, w := range c.stretches() {
		if len(w.byTime) < fewest || w.track.damaged() || !w.track.cut() {
			continue
		}
		n, usual := w.byTime[len(w.byTime)-1], w.usual()
		span := clamped(w.track.Fragments[n].Span)
		if span == 0 || span*2 <= usual*3 && span*10 >= usual {
			continue // half as long again, or a tenth
		}
		d := w.track.Off(span - usual)
		to.Add("", Finding{
			Message: fmt.Sprintf("the last chunk of stream %s lasts %s, the others %s", c.Asset.Streams[w.stream].Name, w.gop(span), w.gop(usual)),
			Place:   w.track.At(n), Off: d,
			Measured: w.gop(span), Expected: "about " + w.gop(usual),
			Hint: "The encoder flushed its end into a fragment of its own, or wrote several groups of pictures as one. Let the content end with a whole fragment, or check how the encoder is stopped.",
		})
	}
}

// judgeSteady judges the right level of a stream; the others are compared with
// it by the ALIGN rules.
func judgeSteady(c *Case, to *Reporter) {
	for _, w := range c.stretches() {
		if len(w.byTime) < fewest || w.track.damaged() || !w.track.cut() || len(w.jumps()) > 0 {
			continue
		}
		usual := w.usual()
		off, first := 0, -1
		for k, step := range w.steps() {
			if w.track.continuous(w.byTime[k], step) && magnitude(step-usual)*5 > magnitude(usual) {
				if off++; first < 0 {
					first = k
				}
			}
		}
		if off*10 < len(w.byTime)-1 || off < 2 {
			continue // a few, at cuts of the programme
		}
		n := w.byTime[first]
		step := w.steps()[first]
		low, high := w.spread()
		d := w.track.Off(step - usual)
		to.Add("", Finding{
			Message: fmt.Sprintf("%d of %d chunks of stream %s do not last about %s as others do, but between %s and %s",
				off, len(w.byTime), c.Asset.Streams[w.stream].Name, w.gop(usual), w.gop(low), w.gop(high)),
			Place: w.track.At(n), Off: d, Count: off,
			Measured: w.gop(step), Expected: "about " + w.gop(usual),
			Hint: "The encoder sets key frames at scene cuts. Turn that off (x264: -sc_threshold 0) and fix the GOP with -g and -keyint_min.",
		})
	}
}

// continuous says that a step is as long as the fragment: where there is a
// gap, that is another finding.
func (t *Track) continuous(n int, step int64) bool {
	return magnitude(step-clamped(t.Fragments[n].Span)) <= magnitude(step)/20
}

func judgeLength(c *Case, to *Reporter) {
	for _, w := range c.stretches() {
		ms := w.milliseconds(w.usual())
		if !w.track.cut() || ms >= shortMS && ms <= longMS || len(w.byTime) < 2 && ms <= longMS {
			continue
		}
		to.Add("", Finding{
			Message:  fmt.Sprintf("chunks of stream %s last %s, outside about 2 to 6 s", c.Asset.Streams[w.stream].Name, w.gop(w.usual())),
			Place:    w.track.At(w.byTime[0]),
			Measured: w.gop(w.usual()), Expected: "about 2 to 6 s",
			Hint: "Short chunks mean many requests and a large manifest, long ones a slow start and slow changes between levels. Set the GOP of the encoder to two seconds or a little more.",
		})
	}
}
