package media

import (
	"encoding/binary"
	"iter"
	"math"
)

// The uuid of tfxd, the time and duration of a fragment ([MS-SSTR] 2.2.4.4).
var tfxdID = [16]byte{0x6d, 0x1d, 0x9b, 0x05, 0x42, 0xd5, 0x44, 0xe6, 0x80, 0xe2, 0x14, 0x1d, 0xaf, 0xf7, 0x57, 0xb2}

// defaults are the sample defaults of a track (trex, ISO/IEC 14496-12 8.8.3).
type defaults struct {
	duration uint32
	size     uint32
	flags    uint32 // sample_flags
}

// run is what a moof says of one track, in one traf or in several.
type run struct {
	track    uint32
	sequence uint32
	offset   int64 // of the moof
	moofSize int64
	end      int64 // after the mdat
	payload  int64 // bytes in the mdat
	tracks   int   // of the moof
	samples  uint32
	sizes    int64  // sum of the sample sizes
	span     uint64 // sum of the sample durations
	timed    timing
	time     int64 // of the fragment, by tfxd or tfdt; tfxd may be negative
	duration uint64
}

// timing is where the time of a run comes from.
type timing uint8

const (
	untimed timing = iota
	byTfdt
	byTfxd
)

// boxes walks over the boxes in b and stops at the first that does not fit.
func boxes(b []byte) iter.Seq2[fourCC, []byte] {
	return func(yield func(fourCC, []byte) bool) {
		for {
			h, ok := parseHead(b, int64(len(b)))
			if !ok || !h.fits(int64(len(b))) || !yield(h.kind, b[h.bytes:h.size]) {
				return
			}
			b = b[h.size:]
		}
	}
}

// parseMoof reads the runs in the payload of a moof (8.8.4). It has its own
// few lines instead of the general decoder because a file has thousands of
// moofs and four numbers of each are wanted.
func parseMoof(b []byte, trex map[uint32]defaults, out []run) []run {
	first := len(out)
	var sequence uint32
	for kind, body := range boxes(b) {
		switch kind {
		case cc("mfhd"):
			if len(body) >= 8 {
				sequence = binary.BigEndian.Uint32(body[4:])
			}
		case cc("traf"):
			if r, ok := parseTraf(body, trex); ok {
				out = addRun(out, first, r)
			}
		}
	}
	for i := first; i < len(out); i++ {
		out[i].sequence, out[i].tracks = sequence, len(out)-first
	}
	return out
}

// addRun appends a run to those of its moof, which begin at first. A track may
// have several trafs in a moof (8.8.6): they are one fragment.
func addRun(out []run, first int, r run) []run {
	for i := first; i < len(out); i++ {
		if out[i].track == r.track {
			out[i].join(r)
			return out
		}
	}
	return append(out, r)
}

// join adds the samples of another traf; the earlier time counts.
func (r *run) join(other run) {
	if r.timed == untimed || other.timed == r.timed && other.time < r.time {
		r.timed, r.time = other.timed, other.time
	}
	r.samples += other.samples
	r.sizes = addSize(r.sizes, uint64(other.sizes))
	r.span += other.span
	r.duration += other.duration
}

// parseTraf reads one traf; the tfhd need not come first.
func parseTraf(b []byte, trex map[uint32]defaults) (run, bool) {
	r, with, ok := run{}, defaults{}, false
	for kind, body := range boxes(b) {
		if kind == cc("tfhd") && len(body) >= 8 {
			r.track, ok = binary.BigEndian.Uint32(body[4:]), true
			with = tfhdDefaults(body, trex[r.track])
		}
	}
	for kind, body := range boxes(b) {
		switch kind {
		case cc("trun"):
			r.addTrun(body, with)
		case cc("tfdt"):
			r.setTfdt(body)
		case cc("uuid"):
			r.setTfxd(body)
		}
	}
	return r, ok
}

// tfhdDefaults replaces the defaults of the track by those of the fragment (8.8.7).
func tfhdDefaults(b []byte, d defaults) defaults {
	flags, at := binary.BigEndian.Uint32(b)&0xffffff, 8
	take := func(flag uint32, bytes int) (uint32, bool) {
		if flags&flag == 0 {
			return 0, false
		}
		at += bytes
		if at > len(b) {
			return 0, false
		}
		return binary.BigEndian.Uint32(b[at-4:]), true
	}
	take(0x1, 8)
	take(0x2, 4)
	if v, ok := take(0x8, 4); ok {
		d.duration = v
	}
	if v, ok := take(0x10, 4); ok {
		d.size = v
	}
	if v, ok := take(0x20, 4); ok {
		d.flags = v
	}
	return d
}

// addTrun adds the samples of one trun (8.8.8). The rows are those that have
// bytes, whatever the count claims.
func (r *run) addTrun(b []byte, with defaults) {
	if len(b) < 8 {
		return
	}
	flags, count := binary.BigEndian.Uint32(b)&0xffffff, binary.BigEndian.Uint32(b[4:])
	at := 8 + 4*bit(flags, 0x1) + 4*bit(flags, 0x4)
	durations, sizes := bit(flags, 0x100), bit(flags, 0x200)
	row := 4 * (durations + sizes + bit(flags, 0x400) + bit(flags, 0x800))
	if row > 0 {
		count = min(count, uint32(max(0, len(b)-at)/row))
	}
	if durations == 0 {
		r.span += uint64(count) * uint64(with.duration)
	}
	if sizes == 0 {
		r.sizes = addSize(r.sizes, uint64(count)*uint64(with.size))
	}
	r.samples += count
	if durations+sizes == 0 {
		return
	}
	for i := range int(count) {
		line := b[at+i*row:]
		if durations == 1 {
			r.span += uint64(binary.BigEndian.Uint32(line))
		}
		if sizes == 1 {
			r.sizes = addSize(r.sizes, uint64(binary.BigEndian.Uint32(line[4*durations:])))
		}
	}
}

func bit(flags, one uint32) int {
	if flags&one != 0 {
		return 1
	}
	return 0
}

// addSize adds without running over; sizes come from the file.
func addSize(sum int64, more uint64) int64 {
	if more > uint64(math.MaxInt64-sum) {
		return math.MaxInt64
	}
	return sum + int64(more)
}

// setTfdt takes the decode time (8.8.12) where no tfxd was seen.
func (r *run) setTfdt(b []byte) {
	if r.timed == byTfxd || len(b) < 8 {
		return
	}
	switch {
	case b[0] == 0:
		r.time = int64(binary.BigEndian.Uint32(b[4:]))
	case b[0] == 1 && len(b) >= 12:
		r.time = int64(binary.BigEndian.Uint64(b[4:]))
	default:
		return
	}
	r.timed = byTfdt
}

// setTfxd takes time and duration of a tfxd. Version 1 is read as signed:
// encoders write the priming of audio as a time before 0.
func (r *run) setTfxd(b []byte) {
	if len(b) < 28 || [16]byte(b[:16]) != tfxdID {
		return
	}
	version, b := b[16], b[20:]
	switch {
	case version == 0:
		r.time, r.duration = int64(binary.BigEndian.Uint32(b)), uint64(binary.BigEndian.Uint32(b[4:]))
	case version == 1 && len(b) >= 16:
		r.time, r.duration = int64(binary.BigEndian.Uint64(b)), binary.BigEndian.Uint64(b[8:])
	default:
		return
	}
	r.timed = byTfxd
}
