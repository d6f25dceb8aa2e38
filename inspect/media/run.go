package media

import (
	"context"
	"errors"
	"fmt"
)

// Sample is one sample of a fragment, in decode order.
type Sample struct {
	Offset      int64  // bytes from the start of the file
	Size        uint32 // bytes
	Duration    uint32 // ticks of the track
	Composition int64  // ticks from decoding to presentation, may be negative
	Flags       uint32 // sample_flags (ISO/IEC 14496-12 8.8.3.1) as they count for it
	Sync        bool   // by Flags; see Run.Flagged
}

// Trun is one track run box as it stands in the file (8.8.8).
type Trun struct {
	Offset     int64 // of the box, in bytes from the start of the file
	Version    uint8
	Flags      uint32
	DataOffset int32 // where Flags has 0x1
	First      int   // its first sample in Run.Samples
	Count      int   // samples that have bytes
	Claimed    uint32
}

// Run is what one moof says of one track: all its samples, and what the boxes
// around them claim.
type Run struct {
	Track     uint32 // of the tfhd, which is often not that of the moov
	Sequence  uint32 // mfhd sequence_number
	Samples   []Sample
	Truns     []Trun
	TfhdFlags uint32
	Base      uint64 // tfhd base_data_offset, where TfhdFlags has 0x1

	Description uint32 // tfhd sample_description_index, where TfhdFlags has 0x2
	Trafs       int    // of the moof, those of other tracks too

	HasTfdt bool
	Tfdt    uint64 // ticks, the decode time of the first sample
	HasTfxd bool
	Tfxd    int64  // ticks, may be negative
	TfxdFor uint64 // ticks, the duration that the tfxd tells

	Flagged bool   // the file says which samples are sync: else all look so
	Sdtp    []byte // one byte a sample (8.6.4), nil where there is none

	Payload    int64 // of the mdat, in bytes from the start of the file; the whole of a plain file
	PayloadEnd int64
	Misplaced  bool // the data offset does not lead into the mdat: samples are laid at its start

	unlisted int // samples whose rows take no bytes
}

// errNoRun says that a moof has no traf of the track.
var errNoRun = errors.New("its moof has no traf of the track")

// Run reads the moof of a fragment of this file and lists its samples. It reads
// no sample. Samples whose sizes overrun the mdat keep their claimed places;
// whoever reads them checks PayloadEnd. Who wants many fragments, or groups of a
// plain file, asks a RunReader.
func (f *File) Run(ctx context.Context, at Fragment) (*Run, error) {
	if !f.Fragmented {
		return nil, noMoof(f, at)
	}
	return f.RunReader(ctx).Run(at)
}

func noMoof(f *File, at Fragment) error {
	return fmt.Errorf("%s: the fragment at 0x%x has no moof that could be read", f.Source.Name(), at.Offset)
}

// place gives every sample its offset. What the file claims is taken where it
// lies in the mdat. Servers that insert a box into the moof leave the claim
// behind (smooth streaming fragments do carry such), so that samples then
// follow the header of the mdat.
func (r *Run) place(moof int64) {
	base := moof
	if r.TfhdFlags&0x1 != 0 {
		base = int64(min(r.Base, 1<<62))
	}
	next := r.Payload
	for i := range r.Truns {
		t := &r.Truns[i]
		size := r.sizeOf(t)
		if t.Flags&0x1 != 0 {
			if claimed := base + int64(t.DataOffset); claimed >= r.Payload && size <= r.PayloadEnd-claimed {
				next = claimed
			} else {
				r.Misplaced = true
			}
		}
		for j := t.First; j < t.First+t.Count; j++ {
			r.Samples[j].Offset = next
			next += int64(r.Samples[j].Size)
		}
	}
}

// sizeOf is the sum of the sample sizes of a trun.
func (r *Run) sizeOf(t *Trun) int64 {
	sum := int64(0)
	for _, s := range r.Samples[t.First : t.First+t.Count] {
		sum += int64(s.Size)
	}
	return sum
}

// Size is the sum of the sample sizes in bytes.
func (r *Run) Size() int64 {
	sum := int64(0)
	for _, s := range r.Samples {
		sum += int64(s.Size)
	}
	return sum
}

// Span is the sum of the sample durations in ticks.
func (r *Run) Span() uint64 {
	sum := uint64(0)
	for _, s := range r.Samples {
		sum += uint64(s.Duration)
	}
	return sum
}
