package box

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"smoothscope/inspect/source"
)

// windowSize is how many bytes one read call asks for; larger ones were slower.
const windowSize = 4096

// window is the part of a source that was read last.
type window struct {
	buf   []byte
	off   int64 // of buf[0], from the start of the file
	limit int64 // where reading ahead stops, 0 for the end of the file
}

// bytes are n bytes at off, valid until the next call; n is at most windowSize.
func (w *window) bytes(src source.Source, off int64, n int) ([]byte, error) {
	at := off - w.off
	if at < 0 || at+int64(n) > int64(len(w.buf)) {
		if err := w.fill(src, off, n); err != nil {
			return nil, err
		}
		at = 0
	}
	return w.buf[at : at+int64(n)], nil
}

func (w *window) fill(src source.Source, off int64, n int) error {
	end := src.Size()
	if w.limit > 0 {
		end = min(end, max(w.limit, off+int64(n)))
	}
	want := int(max(min(end-off, windowSize), 0))
	if want < n {
		return fmt.Errorf("%d bytes at %#x: %w", n, off, io.ErrUnexpectedEOF)
	}
	if cap(w.buf) < want {
		w.buf = make([]byte, want)
	}
	w.buf, w.off = w.buf[:want], off
	got, err := src.ReadAt(w.buf, off)
	w.buf = w.buf[:got]
	if got >= n {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%d bytes at %#x: %w", n, off, err)
}

// bits is an unsigned integer of n bits, at most 64, at a bit of the file.
func (w *window) bits(src source.Source, bit int64, n int) (uint64, error) {
	if n == 0 {
		return 0, nil
	}
	shift := int(bit & 7)
	p, err := w.bytes(src, bit>>3, (shift+n+7)>>3)
	if err != nil {
		return 0, err
	}
	if shift == 0 && n&7 == 0 {
		return bigEndian(p), nil
	}
	return unaligned(p, shift, n), nil
}

func bigEndian(p []byte) uint64 {
	switch len(p) {
	case 4:
		return uint64(binary.BigEndian.Uint32(p))
	case 8:
		return binary.BigEndian.Uint64(p)
	}
	var v uint64
	for _, b := range p {
		v = v<<8 | uint64(b)
	}
	return v
}

func unaligned(p []byte, shift, n int) uint64 {
	v := uint64(p[0]) & (0xff >> shift)
	left := n - (8 - shift) // bits after the first byte; negative: it has too many
	if left <= 0 {
		return v >> -left
	}
	for _, b := range p[1:] {
		if left < 8 {
			return v<<left | uint64(b)>>(8-left)
		}
		v, left = v<<8|uint64(b), left-8
	}
	return v
}
