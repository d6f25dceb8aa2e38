package codec

import "io"

// bitReader reads bits from the most significant on. After the end all reads
// give 0 and err is set.
type bitReader struct {
	bytes []byte
	at    int // in bits
	err   error
}

// left is the number of bits that are still there.
func (r *bitReader) left() int { return len(r.bytes)*8 - r.at }

// u reads n bits, at most 32.
func (r *bitReader) u(n int) uint32 {
	if r.err != nil || r.left() < n {
		r.err = io.ErrUnexpectedEOF
		return 0
	}
	var v uint32
	for range n {
		v = v<<1 | uint32(r.bytes[r.at/8]>>(7-r.at%8)&1)
		r.at++
	}
	return v
}

func (r *bitReader) flag() bool { return r.u(1) == 1 }

func (r *bitReader) skip(n int) {
	if r.err != nil || r.left() < n {
		r.err = io.ErrUnexpectedEOF
		return
	}
	r.at += n
}

// ue reads an unsigned Exp-Golomb code (ISO/IEC 14496-10, 9.1).
func (r *bitReader) ue() uint32 {
	zeros := 0
	for r.err == nil && !r.flag() {
		if zeros++; zeros > 31 {
			r.err = io.ErrUnexpectedEOF
		}
	}
	if r.err != nil {
		return 0
	}
	return 1<<zeros - 1 + r.u(zeros)
}

// se reads a signed Exp-Golomb code.
func (r *bitReader) se() int32 {
	n := r.ue()
	if n%2 == 1 {
		return int32(n/2) + 1
	}
	return -int32(n / 2)
}
