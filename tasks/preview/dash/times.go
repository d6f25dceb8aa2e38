package dash

import (
	"context"
	"errors"
	"math/bits"
	"strings"

	"smoothscope/inspect/media"
)

// hundredNanos is ticks per second of the times that all streams share.
const hundredNanos = 10_000_000

// rescale converts ticks, rounding down; scales are not 0.
func rescale(ticks, from, to uint64) uint64 { return media.Rescale(ticks, from, to) }

// rescaleSigned is rescale for times before 0, which it rounds down as well.
func rescaleSigned(ticks int64, from, to uint64) int64 {
	if ticks >= 0 {
		return clamp(rescale(uint64(ticks), from, to))
	}
	high, low := bits.Mul64(uint64(-ticks), to)
	if high >= from {
		return -(1 << 62)
	}
	q, r := bits.Div64(high, low, from)
	if r > 0 {
		q++
	}
	return -clamp(q)
}

// clamp keeps sums of two times within 64 bits.
func clamp(v uint64) int64 { return int64(min(v, 1<<61)) }

// lead finds how early the level starts to decode or to present, in 100 ns of
// the asset's time line.
func (l *level) lead(ctx context.Context) error {
	run, err := l.file.Run(ctx, l.chunks[0].at)
	if err != nil {
		return err
	}
	decode, present := l.timesOf(&l.chunks[0], run)
	l.first = rescaleSigned(min(decode, present), l.scale, hundredNanos)
	return nil
}

// timesOf is when a fragment's first sample is decoded and presented, in ticks
// of the media on the asset's time line. It is presented at the chunk's time:
// most writers put that into the tfxd, and the manifest is what players go by.
// Two things are known better by the media. Encoders give the priming of audio a
// time before 0, which manifests cannot write. And a tfdt (ISO/IEC 14496-12
// 8.8.12) is the decode time itself, from which the edit list takes off what
// comes before the presentation.
func (l *level) timesOf(c *chunk, run *media.Run) (decode, present int64) {
	present = rescaleSigned(clamp(c.time), l.clock, l.scale)
	second := int64(l.scale)
	if run.HasTfxd && run.Tfxd < 0 && run.Tfxd > -10*second && c.time == 0 {
		present = run.Tfxd
	}
	first := int64(0)
	if len(run.Samples) > 0 {
		first = run.Samples[0].Composition
	}
	decode = present - first
	if run.HasTfdt {
		if d := clamp(run.Tfdt) - l.movie.edit; d-decode < second && decode-d < second {
			decode, present = d, d+first
		}
	}
	return decode, present
}

// setTimes chooses the origin and the start of the view. Text does not start
// it, as there would be nothing to see.
func (m *Movie) setTimes() error {
	none, played := true, false
	m.eachLevel(func(_, _ int, l *level) {
		start := rescaleSigned(clamp(l.chunks[0].time), l.clock, hundredNanos)
		if first := min(l.first, start); none || first < m.origin {
			m.origin = first
		}
		plays := l.stream.Type != "text"
		if none || plays && (!played || start < m.start) {
			m.start = start
		}
		none, played = false, played || plays
	})
	if none {
		return errors.New(m.asset.Name + ": none of its streams can go into DASH: " + orNone(strings.Join(m.Skipped, "; ")))
	}
	m.eachLevel(func(stream, index int, l *level) {
		l.offset = rescaleSigned(m.origin, hundredNanos, l.clock)
		l.shift = rescaleSigned(m.origin, hundredNanos, l.scale)
		if l.absolute && m.origin != 0 {
			m.levels[stream][index] = nil
			m.skip("%s %s: the times in its text count from %d s before the DASH view starts to count", l.stream.Name, l.says.BitrateKey, m.origin/hundredNanos)
		}
	})
	return nil
}

func (m *Movie) eachLevel(do func(stream, index int, l *level)) {
	for i, levels := range m.levels {
		for j, l := range levels {
			if l != nil {
				do(i, j, l)
			}
		}
	}
}

// viewed is a chunk's time on the view's time line, in ticks of clock.
func (l *level) viewed(c *chunk) uint64 { return uint64(clamp(c.time) - l.offset) }
