// Package boxes walks over the few boxes of a moof or moov that are in memory,
// and writes some anew (ISO/IEC 14496-12 4.2). It knows no box but the extended
// types of Smooth Streaming and PIFF that both views of an asset need; what
// boxes mean is inspect's.
package boxes

import (
	"encoding/binary"
	"iter"
)

// The extended types of fragments ([MS-SSTR] 2.2.4.4, PIFF 1.1 5.3.2).
var (
	Tfxd = [16]byte{0x6d, 0x1d, 0x9b, 0x05, 0x42, 0xd5, 0x44, 0xe6, 0x80, 0xe2, 0x14, 0x1d, 0xaf, 0xf7, 0x57, 0xb2}
	Senc = [16]byte{0xa2, 0x39, 0x4f, 0x52, 0x5a, 0x9b, 0x4f, 0x14, 0xa2, 0x44, 0x6c, 0x42, 0x7c, 0x64, 0x8d, 0xf4}
)

// Box is a box found in bytes.
type Box struct {
	Kind  string // its type, four letters
	Whole []byte // with its header
	Body  []byte // its payload
}

// In walks over the boxes in b and stops at the first that does not fit.
func In(b []byte) iter.Seq[Box] {
	return func(yield func(Box) bool) {
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
			if !yield(Box{string(b[4:8]), b[:size], b[head:size]}) {
				return
			}
			b = b[size:]
		}
	}
}

// Child is the payload of the first box along a path; nil where there is none.
func Child(b []byte, path ...string) []byte {
	for _, kind := range path {
		found := false
		for x := range In(b) {
			if x.Kind == kind {
				b, found = x.Body, true
				break
			}
		}
		if !found {
			return nil
		}
	}
	return b
}

// UUID is the extended type at the start of the payload of a uuid box.
func UUID(body []byte) (id [16]byte, rest []byte, ok bool) {
	if len(body) < 16 {
		return id, nil, false
	}
	return [16]byte(body), body[16:], true
}

// Writer appends boxes to bytes.
type Writer struct{ Bytes []byte }

// U8 writes a number of 8 bits.
func (w *Writer) U8(v byte) { w.Bytes = append(w.Bytes, v) }

// U16 writes a number of 16 bits.
func (w *Writer) U16(v uint16) { w.Bytes = binary.BigEndian.AppendUint16(w.Bytes, v) }

// U32 writes numbers of 32 bits.
func (w *Writer) U32(values ...uint32) {
	for _, v := range values {
		w.Bytes = binary.BigEndian.AppendUint32(w.Bytes, v)
	}
}

// U64 writes numbers of 64 bits.
func (w *Writer) U64(values ...uint64) {
	for _, v := range values {
		w.Bytes = binary.BigEndian.AppendUint64(w.Bytes, v)
	}
}

// Raw writes bytes as they are.
func (w *Writer) Raw(b []byte) { w.Bytes = append(w.Bytes, b...) }

// Box writes a box of less than 4 GiB around what fill writes.
func (w *Writer) Box(kind string, fill func()) {
	at := len(w.Bytes)
	w.U32(0)
	w.Bytes = append(w.Bytes, kind...)
	fill()
	binary.BigEndian.PutUint32(w.Bytes[at:], uint32(len(w.Bytes)-at))
}

// Full writes a box that has version and flags.
func (w *Writer) Full(kind string, version byte, flags uint32, fill func()) {
	w.Box(kind, func() {
		w.U32(uint32(version)<<24 | flags)
		fill()
	})
}
