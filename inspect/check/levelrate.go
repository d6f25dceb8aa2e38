package check

import (
	"fmt"

	"smoothscope/inspect/media"
)

// Limits of what is measured against what a manifest claims.
const (
	rateOver  = 1.1 // the average may be this much more than claimed
	rateUnder = 0.5 // and this little
)

// load is the average and the peak of a level in bits per second.
type load struct{ average, peak uint64 }

func (t *Track) load() load {
	var bytes, ticks uint64
	var l load
	for n := range t.Fragments {
		f := &t.Fragments[n]
		bytes, ticks = bytes+uint64(max(0, f.Data)), ticks+f.Span
		if n+1 < len(t.Fragments) || n == 0 { // the last may be very short
			l.peak = max(l.peak, perSecond(uint64(max(0, f.Data)), f.Span, uint64(t.TimeScale)))
		}
	}
	l.average = perSecond(bytes, ticks, uint64(t.TimeScale))
	return l
}

func perSecond(bytes, ticks, scale uint64) uint64 {
	if ticks == 0 || bytes > 1<<56 {
		return 0
	}
	return media.Rescale(bytes*8, ticks, scale)
}

func judgeRate(c *Case, to *Reporter) {
	for _, t := range c.tracks() {
		if t.Stream < 0 || len(t.Fragments) < fewest || t.damaged() {
			continue
		}
		level := &c.Asset.Streams[t.Stream].Levels[t.Level]
		l := t.load()
		if level.BitrateFrom == "measured" || level.Bitrate == 0 || l.average == 0 {
			continue
		}
		ratio := float64(l.average) / float64(level.Bitrate)
		if ratio <= rateOver && ratio >= rateUnder {
			continue
		}
		word, hint := "more", "Players that go by the claim choose the level too early and stall."
		if ratio < 1 {
			word, hint = "less", "Players that go by the claim avoid a level that the network could carry."
		}
		percent := decimal(abs(ratio-1)*100, 0)
		to.Add("", Finding{
			Message:  fmt.Sprintf("%s has %s on average, %s %% %s than claimed", c.level(t), Rate(l.average), percent, word),
			Place:    t.Place(),
			Measured: fmt.Sprintf("%d bits per second on average, %d at the peak", l.average, l.peak),
			Expected: fmt.Sprintf("%d bits per second", level.Bitrate),
			Hint:     hint + " Set the encoder's rate control (-b:v with -maxrate and -bufsize), or write the true bitrate into both manifests.",
		})
	}
}

func abs(x float64) float64 { return max(x, -x) }
