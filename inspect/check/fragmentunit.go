package check

import "fmt"

// unitRules are about the NAL units inside the samples of video.
func unitRules() []*Rule {
	return []*Rule{
		{
			ID: "NAL-LEN", Title: "NAL unit lengths do not fill the sample", Severity: Error,
			Help: "Samples of H.264 and HEVC are NAL units, each behind its length. Where the lengths do not fill the sample exactly, decoders lose the picture or stop. " +
				"Data that came with start codes instead of lengths, a wrong length field size, or damaged bytes cause this. Repackage or encode the part again. " +
				"Of long tracks (more than 8,192 samples) it looks at every sample in evenly spread fragments, and at possible key frames in all; 'smoothctl check --thorough' looks at all.",
			Clause:   "ISO/IEC 14496-15 5.3.2",
			fragment: judgeUnitLengths,
		},
		{
			ID: "SPS-INBAND", Title: "Parameter sets in the samples differ from those of the track", Severity: Warning,
			Help: "The CodecPrivateData and the record in the moov tell how to decode the stream; the samples carry other parameter sets (SPS). " +
				"Players set up for the first and then meet the second: wrong size, or no picture. Use one encoder setting for the whole stream, or leave the sets out of the samples.",
			Clause:   "ISO/IEC 14496-15 5.3.2",
			fragment: judgeInbandSets,
		},
	}
}

// judgeUnitLengths speaks only where the samples lie where they should: of
// wrong sizes TRUN-SIZES tells.
func judgeUnitLengths(c *Case, s *Sight, to *Reporter) {
	if s.Units == nil || s.fragmented() && !s.fit().ok() {
		return
	}
	n, first := 0, -1
	for i := range s.Units {
		if s.Units[i].Bad >= 0 {
			if n++; first < 0 {
				first = i
			}
		}
	}
	if n == 0 {
		return
	}
	u, place := s.Units[first], s.Place()
	place.Offset, place.Size = u.Bad, int64(s.Track.Codec.NALLength)
	sample := s.Run.Samples[first]
	to.Add("", Finding{
		Message:  fmt.Sprintf("%s: in %s of %d NAL unit lengths do not fill the sample; sample %d, byte %d: %s", c.chunkOf(s.Track, s.N), count(n, "sample", "samples"), len(s.Units), first+1, u.Bad, spareWords(u.Spare)),
		Place:    place,
		Measured: spareWords(u.Spare), Expected: fmt.Sprintf("NAL units that fill the %d bytes of the sample", sample.Size),
		Hint: "Start codes instead of lengths, a packager with another length size than the track's record, or damaged bytes.",
	})
}

func spareWords(n int64) string {
	switch {
	case n < 0:
		return fmt.Sprintf("a length runs %d bytes past the end of the sample", -n)
	case n == 0:
		return "a NAL unit of no bytes"
	}
	return fmt.Sprintf("%d bytes are left over", n)
}

func judgeInbandSets(c *Case, s *Sight, to *Reporter) {
	for i := range s.Units {
		if !s.Units[i].Foreign {
			continue
		}
		place := s.Place()
		place.Offset, place.Size = s.Run.Samples[i].Offset, int64(s.Run.Samples[i].Size)
		to.Add("", Finding{
			Message: fmt.Sprintf("%s: sample %d carries a parameter set (SPS) that is not the one of the track", c.chunkOf(s.Track, s.N), i+1),
			Place:   place, Measured: "another SPS", Expected: "the SPS of the track, or none",
			Hint: "Parts of different encodings were joined, or the encoder was set up anew in the middle.",
		})
		return
	}
}
