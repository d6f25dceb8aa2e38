package check

import (
	"context"
	"errors"
	"io"

	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// Unit is what the NAL units of one sample say (ISO/IEC 14496-15 5.3).
type Unit struct {
	Sync  bool  // it holds a picture to begin with: an IDR of AVC, an IRAP of HEVC
	Coded bool  // it holds a slice at all
	First byte  // type of the first slice
	Spare int64 // bytes that the lengths leave over, negative where they overrun; 0 is right
	Bad   int64 // where the first length that does not fit stands, from the start of the file; -1 for none
}

// Units is what the NAL units of each sample say; nil where the codec has none,
// the samples are encrypted or cannot be read.
func (s *Sight) Units() []Unit {
	if !s.read {
		s.read = true
		if s.Run != nil && s.reader != nil {
			s.units = s.reader.units(s.Run)
		}
	}
	return s.units
}

// sampleReader reads the headers of NAL units through one small block.
type sampleReader struct {
	src    source.Source
	length int // bytes of a NAL unit's length
	sync   func(kind byte) (sync, slice bool)
	kind   func(first byte) byte
	buf    []byte
	at     int64
}

// The block holds several small samples; of large ones only headers are read.
const (
	smallSample = 2048 // bytes; where samples are smaller, blocks hold several
	unitBlock   = 16 << 10
	headBlock   = 64
	maxUnits    = 4096 // of one sample; no encoder comes near
)

// newSampleReader is nil where the samples of a track have no NAL units that
// can be read.
func newSampleReader(ctx context.Context, t *Track) *sampleReader {
	r := &sampleReader{src: source.WithContext(ctx, t.File.Media.Source), length: t.Codec.NALLength}
	if t.Kind != media.Video || t.Protected || r.length == 0 {
		return nil
	}
	switch t.Codec.FourCC {
	case "H264", "AVC1":
		r.kind, r.sync = func(b byte) byte { return b & 0x1f }, avcSync
	case "HVC1", "HEV1":
		r.kind, r.sync = func(b byte) byte { return b >> 1 & 0x3f }, hevcSync
	default:
		return nil
	}
	return r
}

// avcSync: slices are types 1 to 5, an IDR is 5 (ISO/IEC 14496-10 table 7-1).
func avcSync(kind byte) (sync, slice bool) { return kind == 5, kind >= 1 && kind <= 5 }

// hevcSync: slices are types 0 to 31, an IRAP is 16 to 23 (ISO/IEC 23008-2 table 7-1).
func hevcSync(kind byte) (sync, slice bool) { return kind >= 16 && kind <= 23, kind < 32 }

// units reads the headers of the NAL units of all samples of a fragment.
func (r *sampleReader) units(run *media.Run) []Unit {
	list := make([]Unit, len(run.Samples))
	r.buf = r.buf[:0]
	block := headBlock
	if n := int64(len(run.Samples)); n > 0 && run.Size()/n < smallSample {
		block = unitBlock
	}
	for i, s := range run.Samples {
		var err error
		if list[i], err = r.sample(s, run.PayloadEnd, block); err != nil {
			return nil
		}
	}
	return list
}

// sample walks over the units of one sample. end is that of the mdat.
func (r *sampleReader) sample(s media.Sample, end int64, block int) (Unit, error) {
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
		if stop-at <= int64(r.length) {
			u.Bad, u.Spare = at, stop-at
			return u, nil
		}
		head, err := r.peek(at, r.length+1, block, end)
		if err != nil {
			return u, err
		}
		size := int64(0)
		for _, b := range head[:r.length] {
			size = size<<8 | int64(b)
		}
		if size == 0 || size > stop-at-int64(r.length) {
			u.Bad, u.Spare = at, stop-at-int64(r.length)-size
			return u, nil
		}
		u.add(r, head[r.length])
		at += int64(r.length) + size
	}
	return u, nil
}

func (u *Unit) add(r *sampleReader, first byte) {
	kind := r.kind(first)
	sync, slice := r.sync(kind)
	if slice && !u.Coded {
		u.Coded, u.First = true, kind
	}
	u.Sync = u.Sync || sync
}

// peek returns n bytes at off, from the block where they are in it.
func (r *sampleReader) peek(off int64, n, block int, end int64) ([]byte, error) {
	if from := off - r.at; from >= 0 && from+int64(n) <= int64(len(r.buf)) {
		return r.buf[from : from+int64(n)], nil
	}
	want := int(min(int64(max(n, block)), end-off))
	if cap(r.buf) < want {
		r.buf = make([]byte, want)
	}
	r.buf, r.at = r.buf[:want], off
	got, err := r.src.ReadAt(r.buf, off)
	r.buf = r.buf[:got]
	if got < n {
		if err == nil || errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	return r.buf[:n], nil
}
