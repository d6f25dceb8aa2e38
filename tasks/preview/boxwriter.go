package preview

import (
	"encoding/binary"
	"iter"
)

// tfxdID is the uuid of the time and duration of a fragment ([MS-SSTR] 2.2.4.4).
var tfxdID = [16]byte{0x6d, 0x1d, 0x9b, 0x05, 0x42, 0xd5, 0x44, 0xe6, 0x80, 0xe2, 0x14, 0x1d, 0xaf, 0xf7, 0x57, 0xb2}

// boxWriter writes the few small boxes of a moof.
type boxWriter struct{ b []byte }

// box writes a box around what payload writes.
func (w *boxWriter) box(kind string, payload func()) {
	start := len(w.b)
	w.u32(0)
	w.b = append(w.b, kind...)
	payload()
	w.put32(start, uint32(len(w.b)-start))
}

func (w *boxWriter) u32(values ...uint32) {
	for _, v := range values {
		w.b = binary.BigEndian.AppendUint32(w.b, v)
	}
}

func (w *boxWriter) u64(values ...uint64) {
	for _, v := range values {
		w.b = binary.BigEndian.AppendUint64(w.b, v)
	}
}

func (w *boxWriter) put32(at int, v uint32) { binary.BigEndian.PutUint32(w.b[at:], v) }

// boxesIn walks over boxes with 32-bit sizes, as all in a moof have, and stops
// at the first that does not fit.
func boxesIn(b []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for len(b) >= 8 {
			size := int64(binary.BigEndian.Uint32(b))
			if size < 8 || size > int64(len(b)) || !yield(string(b[4:8]), b[8:size]) {
				return
			}
			b = b[size:]
		}
	}
}
