package check

import (
	"fmt"
	"math"

	"smoothscope/inspect/media"
)

// runRules are about the samples that a fragment lists (trun).
func runRules() []*Rule {
	return []*Rule{
		{
			ID: "TRUN-SIZES", Title: "The sample sizes do not add up to the mdat", Severity: Error,
			Help: "The run lists the size of each sample, and together they are what the mdat holds. Where they are not, players cut the samples at wrong places and show garbage or nothing. " +
				"A tool changed one and not the other: encode or repackage the part again.",
			Clause:   "ISO/IEC 14496-12 8.8.8",
			fragment: judgeRunSizes,
		},
		{
			ID: "TRUN-OFFSET", Title: "The data offset does not lead into the mdat", Severity: Error,
			Help: "data_offset tells where the samples begin. Players that trust it (ExoPlayer: \"Offset to sample data was negative\") fail, others take the mdat and play. " +
				"Servers that insert a box into the moof and do not add its size to the offset leave it so. Repackage the file.",
			Clause:   "ISO/IEC 14496-12 8.8.8; [MS-SSTR] 2.2.4.8",
			fragment: judgeRunOffset,
		},
		{
			ID: "TRUN-DUR-SRC", Title: "Nothing says how long the samples last", Severity: Error,
			Help: "The duration of a sample stands in the run, else in the tfhd, else in the trex. Here it stands nowhere, so that all samples last 0: the chunk has no length and players stop. " +
				"Repackage the file.",
			Clause:   "ISO/IEC 14496-12 8.8.8",
			fragment: judgeRunDurationSource,
		},
		{
			ID: "TRUN-ZERO", Title: "Samples that last 0", Severity: Error,
			Help: "Two samples then have the same time: players drop one or stumble, and times behind it are early. Only the last sample of a fragment may have no length. " +
				"Repackage the file with its true frame rate.",
			Clause:   "ISO/IEC 14496-12 8.8.8",
			fragment: judgeRunZero,
		},
		{
			ID: "TRUN-CTO-SIGN", Title: "Composition offsets that only make sense as negative", Severity: Warning,
			Help: "In a run of version 0 composition offsets have no sign, and these then lie hours ahead. Expression Encoder wrote negative ones there. " +
				"Players that keep to the specification show nothing. Repackage the file, which writes version 1.",
			Clause:   "ISO/IEC 14496-12 8.8.8",
			fragment: judgeRunSign,
		},
		{
			ID: "TRUN-EMPTY", Title: "A run without samples", Severity: Warning,
			Help:     "A run that lists nothing is of no use, and some players take it for the end or fail. Repackage the file.",
			Clause:   "ISO/IEC 14496-12 8.8.8",
			fragment: judgeRunEmpty,
		},
	}
}

// fits is what the sizes of a fragment say: those listed, and those there are.
type fits struct {
	sum, data int64
	short     *media.Trun // a run that claims more samples than it has bytes for
}

func (f fits) ok() bool { return f.short == nil && f.sum == f.data }

// fit adds up the sizes of a fragment of one track.
func (s *Sight) fit() fits {
	f := fits{sum: s.Run.Size(), data: s.Run.PayloadEnd - s.Run.Payload}
	for i := range s.Run.Truns {
		if t := &s.Run.Truns[i]; uint64(t.Claimed) > uint64(t.Count) {
			f.short = t
		}
	}
	if s.Run.Trafs > 1 || s.Track.Protected { // the other tracks have the rest, or what decrypts the samples
		f.data = min(f.data, f.sum)
	}
	return f
}

func (s *Sight) fragmented() bool { return s.Run != nil && s.Fragment.MoofSize > 0 }

func judgeRunSizes(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() || s.empty() {
		return
	}
	f := s.fit()
	switch {
	case f.short != nil:
		to.Add("", Finding{
			Message: fmt.Sprintf("%s claims %d samples, and its run has room for %d", c.chunkOf(s.Track, s.N), f.short.Claimed, f.short.Count),
			Place:   s.Place(), Measured: fmt.Sprintf("%d samples", f.short.Claimed), Expected: fmt.Sprintf("%d samples", f.short.Count),
			Hint: "Damaged bytes, or a writer that counts wrongly. Copy the file again; if it is so at its source, encode it again.",
		})
	case f.sum != f.data:
		to.Add("", Finding{
			Message: fmt.Sprintf("%s lists samples of %d bytes, and its mdat holds %d", c.chunkOf(s.Track, s.N), f.sum, f.data),
			Place:   s.Place(), Measured: fmt.Sprintf("%d bytes", f.sum), Expected: fmt.Sprintf("%d bytes", f.data),
			Hint: "A tool changed samples without the run, or the other way round. Repackage that part from its source.",
		})
	}
}

// empty tells whether the fragment lists no sample, which is TRUN-EMPTY.
func (s *Sight) empty() bool {
	for i := range s.Run.Truns {
		if s.Run.Truns[i].Claimed > 0 {
			return false
		}
	}
	return true
}

// judgeRunOffset looks at each offset that a run tells, and at the base that
// counts where it tells none. Where the sizes are wrong too only a place outside
// the mdat is its fault.
func judgeRunOffset(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() {
		return
	}
	r, at := s.Run, s.Fragment.Offset
	base := at
	if r.TfhdFlags&0x1 != 0 {
		base = int64(min(r.Base, 1<<62))
	}
	if r.Trafs > 1 && r.TfhdFlags&(0x1|0x20000) == 0 {
		return // a traf behind another counts from where that one ends
	}
	right := s.fit().ok() && r.Trafs == 1 && !s.Track.Protected // vectors may stand before encrypted samples
	next, told := base, false
	want := r.Payload
	for i := range r.Truns {
		t := &r.Truns[i]
		if t.Flags&0x1 != 0 {
			next, told = base+int64(t.DataOffset), true
		}
		if t.Count == 0 {
			continue
		}
		if next < r.Payload || next >= max(r.PayloadEnd, r.Payload+1) || right && next != want {
			s.wrongOffset(c, t, told, next, want, to)
			return
		}
		size := int64(0)
		for _, sample := range r.Samples[t.First : t.First+t.Count] {
			size += int64(sample.Size)
		}
		next += size
		want += size
	}
}

func (s *Sight) wrongOffset(c *Case, t *media.Trun, told bool, leads, want int64, to *Reporter) {
	place := s.Place()
	place.Offset, place.Size = t.Offset, 0
	side, off := "before", want-leads
	if off < 0 {
		side, off = "behind", -off
	}
	what := "the data offset"
	if !told {
		what = "without a data offset its place"
	}
	hint := "A server or tool changed the moof and left the offset as it was. Repackage the file; many players take the mdat instead and play."
	if s.Run.TfhdFlags&0x1 != 0 {
		hint = "base_data_offset counts from the start of the file that the fragment was cut out of. Repackage it."
	}
	to.Add("", Finding{
		Message: fmt.Sprintf("%s: %s leads to byte %d, %d bytes %s where its samples begin", c.chunkOf(s.Track, s.N), what, leads, off, side),
		Place:   place, Measured: fmt.Sprintf("%d bytes from the moof", leads-s.Fragment.Offset), Expected: fmt.Sprintf("%d bytes from the moof", want-s.Fragment.Offset),
		Hint: hint,
	})
}

// unsourced tells whether nothing says how long the samples of a run last.
func (s *Sight) unsourced(t *media.Trun) bool {
	return t.Flags&0x100 == 0 && s.Run.TfhdFlags&0x8 == 0 && t.Count > 0 && s.Run.Samples[t.First].Duration == 0
}

func judgeRunDurationSource(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() || !s.Track.File.Movie.Present { // a trex that is not there may say it
		return
	}
	for i := range s.Run.Truns {
		if s.unsourced(&s.Run.Truns[i]) {
			to.Add("", Finding{
				Message: fmt.Sprintf("%s has %d samples, and neither trun, tfhd nor trex says how long they last", c.chunkOf(s.Track, s.N), s.Run.Truns[i].Count),
				Place:   s.Place(), Measured: "no duration", Expected: "a duration in trun, tfhd or trex",
				Hint: "A packager that leaves out defaults, or a moov of another file. Repackage the file.",
			})
			return
		}
	}
}

func judgeRunZero(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() {
		return
	}
	n, first := 0, 0
	for i := range s.Run.Truns {
		t := &s.Run.Truns[i]
		if s.unsourced(t) {
			return
		}
		for j := t.First; j < t.First+t.Count; j++ {
			if s.Run.Samples[j].Duration == 0 && j < len(s.Run.Samples)-1 {
				if n++; n == 1 {
					first = j
				}
			}
		}
	}
	if n == 0 {
		return
	}
	to.Add("", Finding{
		Message: fmt.Sprintf("%s: %s of %d %s 0, the first is sample %d", c.chunkOf(s.Track, s.N), count(n, "sample", "samples"), len(s.Run.Samples), lastWord(n), first+1),
		Place:   s.Place(), Measured: fmt.Sprintf("%d samples of 0 ticks", n), Expected: "none but the last",
		Hint: "Two frames with one time stamp, as after a change of the frame rate or a bad join. Encode with a constant frame rate.",
	})
}

func lastWord(n int) string {
	if n == 1 {
		return "lasts"
	}
	return "last"
}

func judgeRunSign(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() {
		return
	}
	for i := range s.Run.Truns {
		t := &s.Run.Truns[i]
		if t.Version != 0 || t.Flags&0x800 == 0 {
			continue
		}
		for j := t.First; j < t.First+t.Count; j++ {
			v := s.Run.Samples[j].Composition // read as negative where it can only be meant so
			if v >= 0 && v <= math.MaxInt32 {
				continue
			}
			to.Add("", Finding{
				Message: fmt.Sprintf("%s: sample %d has the composition offset %d in a run of version 0, which can only mean %d", c.chunkOf(s.Track, s.N), j+1, uint32(v), int32(v)),
				Place:   s.Place(), Measured: fmt.Sprintf("%d ticks, version 0", uint32(v)), Expected: "version 1, or offsets below 2147483648",
				Hint: "Expression Encoder and some packagers write negative offsets so. Repackage the file.",
			})
			return
		}
	}
}

// durationIsEmpty is the tfhd flag for a time in which nothing happens (8.8.7).
const durationIsEmpty = 0x10000

func judgeRunEmpty(c *Case, s *Sight, to *Reporter) {
	if !s.fragmented() || s.Run.TfhdFlags&durationIsEmpty != 0 {
		return
	}
	what := ""
	for i := range s.Run.Truns {
		if s.Run.Truns[i].Claimed == 0 {
			what = fmt.Sprintf("run %d of %d lists no sample", i+1, len(s.Run.Truns))
			break
		}
	}
	if len(s.Run.Truns) == 0 {
		what = "has no run of samples"
	}
	if what == "" {
		return
	}
	to.Add("", Finding{
		Message: fmt.Sprintf("%s: %s", c.chunkOf(s.Track, s.N), what),
		Place:   s.Place(), Measured: "0 samples", Expected: "1 or more",
		Hint: "A flush of the encoder at the end, or a sparse stream that sends fragments without data.",
	})
}
