package marker

import (
	"math"

	"smoothscope/inspect/manifest"
)

// OfSample is the marker in a sample of a media track, which is the chunk of a
// stream that the client manifest describes. Its time is that of the chunk and,
// where the sample says so, as far ahead as it announces; the delta counts in
// ticks of the track, per second. At.Data is -1, as it is in no manifest.
func OfSample(s *manifest.Stream, at int, chunk manifest.Chunk, n int, sample []byte, track uint64) Marker {
	m := Marker{Stream: s.Title(), Time: chunk.Time, Duration: chunk.Duration, TimeScale: s.TimeScale, Class: ClassOf(s), At: Place{at, n, -1, -1}}
	if section := FromSample(sample); section != nil {
		if delta, ok := Ahead(sample); ok && delta != math.MaxUint32 {
			m.Time += Rescale(uint64(delta), max(1, track), s.TimeScale)
		}
		sample = section
	}
	m.Payload = Sniff(sample)
	m.understand()
	return m
}
