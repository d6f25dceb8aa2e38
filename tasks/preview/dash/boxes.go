package dash

import (
	"encoding/binary"
	"iter"
)

// bytesOf is a box found in bytes: its type, its whole bytes and its payload.
type bytesOf struct {
	kind  string
	whole []byte
	body  []byte
}

// boxes walks over the boxes in b and stops at the first that does not fit.
func boxes(b []byte) iter.Seq[bytesOf] {
	return func(yield func(bytesOf) bool) {
		for len(b) >= 8 {
			size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
			switch {
			case size == 0:
				size = uint64(len(b))
			case size == 1 && len(b) >= 16:
				size, head = binary.BigEndian.Uint64(b[8:]), 16
			}
			if size < head || size > uint64(len(b)) {
				return
			}
			if !yield(bytesOf{string(b[4:8]), b[:size], b[head:size]}) {
				return
			}
			b = b[size:]
		}
	}
}

// child is the payload of the first box along a path; nil where there is none.
func child(b []byte, path ...string) []byte {
	for _, kind := range path {
		found := false
		for x := range boxes(b) {
			if x.kind == kind {
				b, found = x.body, true
				break
			}
		}
		if !found {
			return nil
		}
	}
	return b
}

// uuidOf is the extended type at the start of the payload of a uuid box.
func uuidOf(body []byte) (id [16]byte, rest []byte, ok bool) {
	if len(body) < 16 {
		return id, nil, false
	}
	return [16]byte(body), body[16:], true
}

// writer appends boxes to bytes.
type writer struct{ b []byte }

func (w *writer) u8(v byte)    { w.b = append(w.b, v) }
func (w *writer) u16(v uint16) { w.b = binary.BigEndian.AppendUint16(w.b, v) }
func (w *writer) u32(v uint32) { w.b = binary.BigEndian.AppendUint32(w.b, v) }
func (w *writer) u64(v uint64) { w.b = binary.BigEndian.AppendUint64(w.b, v) }
func (w *writer) raw(b []byte) { w.b = append(w.b, b...) }

// box writes a box around what fill writes.
func (w *writer) box(kind string, fill func()) {
	at := len(w.b)
	w.u32(0)
	w.b = append(w.b, kind...)
	fill()
	binary.BigEndian.PutUint32(w.b[at:], uint32(len(w.b)-at))
}

// full writes a box that has version and flags (ISO/IEC 14496-12 4.2).
func (w *writer) full(kind string, version byte, flags uint32, fill func()) {
	w.box(kind, func() {
		w.u32(uint32(version)<<24 | flags)
		fill()
	})
}
