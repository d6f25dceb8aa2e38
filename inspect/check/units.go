package check

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"smoothscope/inspect/codec"
	"smoothscope/inspect/media"
)

// Unit is what the NAL units of one sample say (ISO/IEC 14496-15 5.3). Of a
// sample that was not looked at it says nothing: not Coded, and nothing Bad.
type Unit struct {
	Sync    bool  // it holds a picture to begin with: an IDR of AVC, an IRAP of HEVC
	Coded   bool  // it holds a slice at all
	First   byte  // type of the first slice
	Foreign bool  // it holds a parameter set (SPS) that the track's record does not
	Spare   int64 // bytes that the lengths leave over, negative where they overrun; 0 is right
	Bad     int64 // where the first length that does not fit stands, from the start of the file; -1 for none
}

// NAL unit types of sequence parameter sets.
const (
	avcSPS  = 7
	hevcSPS = 33
)

// family is how a codec numbers its NAL units.
type family struct {
	kind  func(first byte) byte
	slice func(kind byte) bool
	sync  func(kind byte) bool // of slices
	sps   byte
}

// avc: slices are types 1 to 5, an IDR is 5 (ISO/IEC 14496-10 table 7-1).
func avc() *family {
	return &family{
		kind:  func(first byte) byte { return first & 0x1f },
		slice: func(kind byte) bool { return kind >= 1 && kind <= 5 },
		sync:  func(kind byte) bool { return kind == 5 },
		sps:   avcSPS,
	}
}

// hevc: slices are types 0 to 31, an IRAP is 16 to 23 (ISO/IEC 23008-2 table 7-1).
func hevc() *family {
	return &family{
		kind:  func(first byte) byte { return first >> 1 & 0x3f },
		slice: func(kind byte) bool { return kind < 32 },
		sync:  func(kind byte) bool { return kind >= 16 && kind <= 23 },
		sps:   hevcSPS,
	}
}

// familyOf is nil where the samples of a track have no NAL units that can be read.
func familyOf(t *Track) *family {
	if t.Kind != media.Video || t.Protected || t.Codec.NALLength == 0 {
		return nil
	}
	switch strings.ToUpper(t.Codec.FourCC) {
	case "H264", "AVC1":
		return avc()
	case "HVC1", "HEV1":
		return hevc()
	}
	return nil
}

// unitReader reads the headers of NAL units, those of a fragment at a time.
type unitReader struct {
	src    *readAhead
	family *family
	length int      // bytes of a NAL unit's length
	sets   [][]byte // the SPS of the track's record
	list   []Unit
	err    error // why the samples of the last fragment could not be read
	every  bool  // look at every sample, not only at those that could be key frames
}

func (r *unitReader) open(t *Track, src *readAhead) {
	r.src, r.family, r.length, r.sets = src, familyOf(t), t.Codec.NALLength, nil
	if r.family == nil {
		return
	}
	for _, unit := range codec.Units(t.Codec.Private) {
		if r.family.kind(unit[0]) == r.family.sps {
			r.sets = append(r.sets, unit)
		}
	}
}

// of is the units of all samples of a fragment, good until the next call; nil
// where there are none, or where they cannot be read.
func (r *unitReader) of(run *media.Run) []Unit {
	if r.family == nil || run == nil {
		r.err = nil
		return nil
	}
	r.list, r.err = r.list[:0], nil
	for i := range run.Samples {
		if !r.every && !suspicious(run, i) {
			r.list = append(r.list, Unit{Bad: -1})
			continue
		}
		u, err := r.sample(&run.Samples[i], run.PayloadEnd)
		if err != nil {
			r.err = err
			return nil
		}
		r.list = append(r.list, u)
	}
	return r.list
}

// suspicious tells whether a sample could be a key frame: the first of its
// fragment, any that is flagged so, and one at least half as large as the first.
// Where the file flags nothing, all could be.
func suspicious(run *media.Run, i int) bool {
	s := &run.Samples[i]
	return i == 0 || s.Sync || !run.Flagged || s.Size >= run.Samples[0].Size/2
}

// maxUnits is how many NAL units of a sample are looked at; no encoder comes near.
const maxUnits = 4096

// sample walks over the units of one sample. end is that of the mdat.
func (r *unitReader) sample(s *media.Sample, end int64) (Unit, error) {
	u := Unit{Bad: -1}
	at, stop := s.Offset, s.Offset+int64(s.Size)
	if at < 0 || stop > end {
		u.Bad, u.Spare = at, end-stop
		return u, nil
	}
	for range maxUnits {
		if at == stop {
			return u, nil
		}
		left := stop - at - int64(r.length)
		if left <= 0 {
			u.Bad, u.Spare = at, stop-at
			return u, nil
		}
		head, err := r.src.bytes(at, r.length+1)
		if err != nil || len(head) <= r.length {
			return u, fmt.Errorf("the sample at 0x%x: %w", s.Offset, cmp.Or(err, io.ErrUnexpectedEOF))
		}
		size := int64(0)
		for _, b := range head[:r.length] {
			size = size<<8 | int64(b)
		}
		if size == 0 || size > left {
			u.Bad, u.Spare = at, left-size
			return u, nil
		}
		r.take(&u, head[r.length], at+int64(r.length), size)
		at += int64(r.length) + size
	}
	return u, nil
}

// take notes one unit by the first byte of its header.
func (r *unitReader) take(u *Unit, first byte, at, size int64) {
	kind := r.family.kind(first)
	switch {
	case r.family.slice(kind):
		if !u.Coded {
			u.Coded, u.First = true, kind
		}
		u.Sync = u.Sync || r.family.sync(kind)
	case kind == r.family.sps && !u.Foreign && len(r.sets) > 0:
		u.Foreign = r.foreign(at, size)
	}
}

// maxSet bounds an SPS that is compared with those of the record.
const maxSet = 4096

// foreign tells whether the SPS at a place is none of those in the record.
func (r *unitReader) foreign(at, size int64) bool {
	b, err := r.src.bytes(at, int(min(size, maxSet)))
	if err != nil || int64(len(b)) < size {
		return false
	}
	for _, set := range r.sets {
		if bytes.Equal(set, b) {
			return false
		}
	}
	return true
}
