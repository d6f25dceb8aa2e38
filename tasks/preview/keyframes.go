package preview

import (
	"encoding/binary"
	"fmt"
	"math"
	"net/http"

	"smoothscope/inspect/media"
	"smoothscope/tasks/preview/boxes"
)

// keyFrames is a fragment of only the sync samples of another, for fast
// forward and back ([MS-SSTR] 2.2.3): the bytes before the samples, and where
// these lie in the file. Each sample lasts until the next one of them. moof is
// that of the fragment; at is the time in its address, for where the file does
// not tell its own.
func keyFrames(moof []byte, run *media.Run, video bool, at uint64) ([]byte, []media.Extent, error) {
	keys, skipped := syncSamples(run, video)
	if len(keys) == 0 {
		return nil, nil, failf(http.StatusNotFound, "the chunk at %d has no key frame", at)
	}
	samples := make([]media.Sample, len(keys))
	for i, k := range keys {
		samples[i] = k.Sample
	}
	spans, size, err := run.Extents(samples, run.PayloadEnd)
	if err != nil {
		return nil, nil, err
	}
	crypt, err := sampleCrypt(moof, run, keys)
	if err != nil {
		return nil, nil, err
	}
	head := writeMoof(run, keys, skipped, crypt, at)
	head, err = appendHeader(head, "mdat", size)
	return head, spans, err
}

// keySample is a sync sample, with the time until the next.
type keySample struct {
	media.Sample
	index int // in the run
}

// syncSamples picks the sync samples; skipped is how long those before the
// first last.
func syncSamples(run *media.Run, video bool) (keys []keySample, skipped uint64) {
	lasts := uint64(0)
	for i, s := range run.Samples {
		// Where a video says nothing of its samples, all look sync; but a
		// fragment starts with a key frame, and that one is certain.
		if s.Sync && (run.Flagged || !video || i == 0) {
			keys = append(keys, keySample{s, i})
			lasts = 0
		}
		lasts += uint64(s.Duration)
		if len(keys) == 0 {
			skipped = lasts
			continue
		}
		keys[len(keys)-1].Duration = uint32(min(lasts, math.MaxUint32))
	}
	return keys, skipped
}

// writeMoof writes the moof of the key frames: one traf with one trun, every
// value said for each sample, and the time of the first as tfxd.
func writeMoof(run *media.Run, keys []keySample, skipped uint64, crypt []byte, at uint64) []byte {
	start := int64(at)
	if run.HasTfxd {
		start = run.Tfxd
	}
	lasts := uint64(0)
	for _, s := range keys {
		lasts += uint64(s.Duration)
	}
	w := &boxes.Writer{}
	offset := 0
	w.Box("moof", func() {
		w.Box("mfhd", func() { w.U32(0, run.Sequence) })
		w.Box("traf", func() {
			w.Box("tfhd", func() { w.U32(0, run.Track) })
			if run.HasTfdt {
				w.Box("tfdt", func() { w.U32(1 << 24); w.U64(run.Tfdt + skipped) })
			}
			offset = writeTrun(w, keys)
			if len(run.Sdtp) >= len(run.Samples) {
				w.Box("sdtp", func() { w.U32(0); writePicked(w, run.Sdtp, keys) })
			}
			w.Bytes = append(w.Bytes, crypt...)
			w.Box("uuid", func() {
				w.Bytes = append(w.Bytes, boxes.Tfxd[:]...)
				w.U32(1 << 24)
				w.U64(uint64(start)+skipped, lasts)
			})
		})
	})
	binary.BigEndian.PutUint32(w.Bytes[offset:], uint32(len(w.Bytes)+8))
	return w.Bytes
}

// writeTrun writes the samples and says where the offset of their data stands.
func writeTrun(w *boxes.Writer, keys []keySample) (offset int) {
	const dataOffset, duration, size, flags, composition = 0x1, 0x100, 0x200, 0x400, 0x800
	w.Box("trun", func() {
		w.U32(1<<24|dataOffset|duration|size|flags|composition, uint32(len(keys)))
		offset = len(w.Bytes)
		w.U32(0)
		for _, s := range keys {
			w.U32(s.Duration, s.Size, s.Flags, uint32(int32(s.Composition)))
		}
	})
	return offset
}

func writePicked(w *boxes.Writer, of []byte, keys []keySample) {
	for _, s := range keys {
		w.Bytes = append(w.Bytes, of[s.index])
	}
}

// appendHeader appends the header of a box whose payload is sent later.
func appendHeader(b []byte, kind string, payload int64) ([]byte, error) {
	if payload > math.MaxUint32-8 {
		return nil, fmt.Errorf("%d bytes are too much for one %s", payload, kind)
	}
	w := &boxes.Writer{Bytes: b}
	w.U32(uint32(payload) + 8)
	return append(w.Bytes, kind...), nil
}
