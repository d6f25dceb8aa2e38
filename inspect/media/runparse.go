package media

import (
	"encoding/binary"
	"math"
	"slices"
)

// Flags that decide how a trun is laid out (ISO/IEC 14496-12 8.8.8.1).
const (
	trunOffset      = 0x1
	trunFirstFlags  = 0x4
	trunDuration    = 0x100
	trunSize        = 0x200
	trunFlags       = 0x400
	trunComposition = 0x800
)

const nonSync = 0x10000 // sample_is_non_sync_sample

// parse reads the samples of one track from a moof with its header. A track
// may have several trafs (8.8.6); a fragment with one traf is taken whatever
// its track ID says.
func (r *Run) parse(moof []byte, at Fragment, trex map[uint32]defaults) error {
	h, ok := parseHead(moof, int64(len(moof)))
	if !ok || h.kind != cc("moof") || !h.fits(int64(len(moof))) {
		return errNoRun
	}
	var few [1]placed
	trafs := few[:0]
	for kind, body := range boxes(moof[h.bytes:h.size]) {
		switch kind {
		case cc("mfhd"):
			if len(body) >= 8 {
				r.Sequence = binary.BigEndian.Uint32(body[4:])
			}
		case cc("traf"):
			trafs = append(trafs, placed{body, at.Offset + within(moof, body)})
		}
	}
	r.Trafs = len(trafs)
	for _, t := range trafs {
		r.addTraf(t, at.Track, trex)
	}
	if len(r.Truns) == 0 && r.Track == 0 {
		return errNoRun
	}
	r.settleFlags()
	return nil
}

// placed is bytes of the file with their offset in it.
type placed struct {
	b  []byte
	at int64
}

// within is where part begins in whole; part is a slice of it.
func within(whole, part []byte) int64 {
	return int64(cap(whole) - cap(part))
}

// addTraf adds the samples of a traf of the track.
func (r *Run) addTraf(traf placed, track uint32, trex map[uint32]defaults) {
	var tfhd []byte
	for kind, body := range boxes(traf.b) {
		if kind == cc("tfhd") && len(body) >= 8 {
			tfhd = body
		}
	}
	if tfhd == nil {
		return
	}
	id := binary.BigEndian.Uint32(tfhd[4:])
	if id != track && r.Trafs > 1 {
		return
	}
	r.setHead(id, tfhd)
	known, ok := trex[track]
	if !ok {
		known = trex[id]
	}
	with := tfhdDefaults(tfhd, known)
	r.Flagged = r.Flagged || r.TfhdFlags&0x20 != 0 || known.flags != 0
	for kind, body := range boxes(traf.b) {
		switch kind {
		case cc("trun"):
			r.addTrun(placed{body, traf.at + within(traf.b, body) - 8}, with)
		case cc("sdtp"):
			r.Sdtp = append(r.Sdtp, body[min(4, len(body)):]...)
		case cc("tfdt"), cc("uuid"):
			r.addTime(kind, body)
		}
	}
}

// setHead takes what a tfhd says beside the defaults.
func (r *Run) setHead(id uint32, tfhd []byte) {
	r.Track, r.TfhdFlags = id, binary.BigEndian.Uint32(tfhd)&0xffffff
	if r.TfhdFlags&0x1 != 0 && len(tfhd) >= 16 {
		r.Base = binary.BigEndian.Uint64(tfhd[8:])
	}
	if at := 8 + 8*bit(r.TfhdFlags, 0x1); r.TfhdFlags&0x2 != 0 && len(tfhd) >= at+4 {
		r.Description = binary.BigEndian.Uint32(tfhd[at:])
	}
}

// addTime takes the first tfdt and the first tfxd.
func (r *Run) addTime(kind fourCC, body []byte) {
	var own run
	if kind == cc("tfdt") {
		if own.setTfdt(body); own.timed == byTfdt && !r.HasTfdt {
			r.HasTfdt, r.Tfdt = true, uint64(own.time)
		}
		return
	}
	if own.setTfxd(body); own.timed == byTfxd && !r.HasTfxd {
		r.HasTfxd, r.Tfxd, r.TfxdFor = true, own.time, own.duration
	}
}

// addTrun adds the samples of a trun that have bytes; where each takes none,
// those that the claimed count names, as far as their sizes can be real.
func (r *Run) addTrun(trun placed, with defaults) {
	b := trun.b
	if len(b) < 8 {
		return
	}
	t := Trun{
		Offset: trun.at, Version: b[0], Flags: binary.BigEndian.Uint32(b) & 0xffffff,
		Claimed: binary.BigEndian.Uint32(b[4:]), First: len(r.Samples),
	}
	b = b[8:]
	next := func(flag uint32) (uint32, bool) {
		if t.Flags&flag == 0 || len(b) < 4 {
			return 0, false
		}
		v := binary.BigEndian.Uint32(b)
		b = b[4:]
		return v, true
	}
	if v, ok := next(trunOffset); ok {
		t.DataOffset = int32(v)
	}
	first, hasFirst := next(trunFirstFlags)
	r.Flagged = r.Flagged || t.Flags&trunFlags != 0
	row := trunRow{trun: &t, bytes: 4 * (bit(t.Flags, trunDuration) + bit(t.Flags, trunSize) + bit(t.Flags, trunFlags) + bit(t.Flags, trunComposition))}
	t.Count = t.rows(row.bytes, len(b), r.unlisted)
	if row.bytes == 0 {
		r.unlisted += t.Count
	}
	r.Samples = slices.Grow(r.Samples, t.Count)
	for range t.Count {
		r.Samples = append(r.Samples, row.sample(b[:row.bytes], with))
		b = b[row.bytes:]
	}
	if hasFirst && t.Count > 0 && t.Flags&trunFlags == 0 {
		s := &r.Samples[t.First]
		s.Flags, s.Sync = first, first&nonSync == 0
	}
	r.Truns = append(r.Truns, t)
}

// trunRow is how the rows of a trun are laid out.
type trunRow struct {
	trun  *Trun
	bytes int
}

// sample reads one row; what it leaves out is as the defaults say.
func (row trunRow) sample(b []byte, with defaults) Sample {
	s := Sample{Duration: with.duration, Size: with.size, Flags: with.flags}
	flags := row.trun.Flags
	if flags&trunDuration != 0 {
		s.Duration, b = binary.BigEndian.Uint32(b), b[4:]
	}
	if flags&trunSize != 0 {
		s.Size, b = binary.BigEndian.Uint32(b), b[4:]
	}
	if flags&trunFlags != 0 {
		s.Flags, b = binary.BigEndian.Uint32(b), b[4:]
	}
	if flags&trunComposition != 0 {
		s.Composition = composition(binary.BigEndian.Uint32(b), row.trun.Version)
	}
	s.Sync = s.Flags&nonSync == 0
	return s
}

// maxUnlisted is how many samples a fragment may have whose rows take no bytes,
// in all its truns together: one of a minute of audio has 3 000.
const maxUnlisted = 1 << 16

// rows is how many samples of a trun to believe in; unlisted is how many without
// rows the fragment has already.
func (t *Trun) rows(row, left, unlisted int) int {
	if row == 0 {
		return int(min(int64(t.Claimed), int64(maxUnlisted-unlisted)))
	}
	return int(min(int64(t.Claimed), int64(left/row)))
}

// composition reads a composition offset. A trun of version 0 has no negative
// ones (8.8.8), but Microsoft's encoders write such: what would be 2^31 ticks
// late is some ticks early.
func composition(v uint32, version uint8) int64 {
	if version == 0 && v <= math.MaxInt32 {
		return int64(v)
	}
	return int64(int32(v))
}

// settleFlags gives samples without flags of their own those of the sdtp, in
// whose bytes the same fields stand (8.6.4, 8.8.3.1). Where that leaves open
// what a sample depends on, but the first alone is flagged as one to start from,
// the others are none: Microsoft's encoders write so.
func (r *Run) settleFlags() {
	if r.Flagged || len(r.Samples) == 0 {
		return
	}
	sdtp := len(r.Sdtp) >= len(r.Samples)
	marked := r.Truns[0].Flags&trunFirstFlags != 0 && r.Samples[0].Flags != 0 && r.Samples[0].Sync
	r.Flagged = sdtp || marked
	for i := range r.Samples {
		s := &r.Samples[i]
		if s.Flags != 0 {
			continue
		}
		if sdtp {
			s.Flags = uint32(r.Sdtp[i]) << 20
		}
		switch depends := s.Flags >> 24 & 3; {
		case depends == 1:
			s.Flags |= nonSync
		case depends == 0 && marked:
			s.Flags |= dependent
		}
		s.Sync = s.Flags&nonSync == 0
	}
}

// dependent is the flags of a sample that depends on others.
const dependent = 0x01000000 | nonSync
