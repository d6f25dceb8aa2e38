package check

import (
	"fmt"
	"math"
	"strconv"

	"smoothscope/inspect/media"
)

// level is how a sentence calls a level: by its bitrate where its stream has
// several, by its file where nothing else is known.
func (c *Case) level(t *Track) string {
	if t.Stream < 0 {
		return fmt.Sprintf("track %d of %s", t.ID, t.File.Member.Path)
	}
	return c.levelAt(t.Stream, t.Level)
}

func (c *Case) levelAt(stream, level int) string {
	s := &c.Asset.Streams[stream]
	if len(s.Levels) == 1 {
		return "stream " + s.Name
	}
	words := Rate(s.Levels[level].Bitrate)
	for i := range s.Levels {
		if i != level && Rate(s.Levels[i].Bitrate) == words {
			return fmt.Sprintf("the %s level of %s (%s)", words, s.Name, s.Levels[level].File)
		}
	}
	return fmt.Sprintf("the %s level of %s", words, s.Name)
}

// chunkOf is how a sentence calls a chunk.
func (c *Case) chunkOf(t *Track, n int) string { return fmt.Sprintf("chunk %d of %s", n, c.level(t)) }

// Rate is a bitrate, in bits a second, as people are told of it everywhere.
func Rate(bps uint64) string {
	switch {
	case bps < 1000:
		return fmt.Sprintf("%d b/s", bps)
	case bps < 10_000_000:
		return fmt.Sprintf("%d kb/s", (bps+500)/1000)
	}
	return decimal(float64(bps)/1e6, 1) + " Mb/s"
}

// words is a distance without its sign: "400 ms (10 frames)".
func (d Distance) words() string {
	s := milliseconds(math.Abs(d.Milliseconds()))
	switch n := math.Abs(d.Frames); {
	case n < 0.05:
		return s
	case math.Abs(n-1) < 0.005:
		return s + " (1 frame)"
	default:
		return s + " (" + decimal(n, 2) + " frames)"
	}
}

func milliseconds(ms float64) string {
	switch {
	case ms >= 1000:
		return decimal(ms/1000, 3) + " s"
	case ms < 0.01:
		return decimal(ms, 4) + " ms"
	}
	return decimal(ms, 3) + " ms"
}

// seconds is a time on the time line for people.
func seconds(ticks int64, scale uint64) string {
	if scale == 0 {
		return fmt.Sprintf("%d ticks", ticks)
	}
	return decimal(float64(ticks)/float64(scale), 7) + " s"
}

// shortly is seconds to the millisecond.
func shortly(ticks int64, scale uint64) string {
	return decimal(float64(ticks)/float64(max(1, scale)), 3) + " s"
}

// decimal is a number with up to so many digits behind the point.
func decimal(x float64, digits int) string {
	p := math.Pow10(digits)
	return strconv.FormatFloat(math.Round(x*p)/p, 'f', -1, 64)
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// unit is what a track's samples are called.
func (t *Track) unit() string {
	if t.Kind == media.Video {
		return "frames"
	}
	return "samples"
}
