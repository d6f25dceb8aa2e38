package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"smoothscope/inspect/source"
)

// The block that window reads at once adapts to the moofs of the file between
// these two, so that one read fetches a moof with the header of its mdat.
const (
	minBlock = 512
	maxBlock = 64 << 10
)

// fourCC is a box type as a number, so that comparing makes no strings.
type fourCC uint32

func cc(s string) fourCC {
	return fourCC(s[0])<<24 | fourCC(s[1])<<16 | fourCC(s[2])<<8 | fourCC(s[3])
}

// head is the header of a box: 8 bytes, or 16 with a 64-bit size.
type head struct {
	kind  fourCC
	size  int64 // header and payload as claimed; to the end of the room where the size is 0
	bytes int64 // of the header
}

// parseHead reads the header at the start of b; room is what may belong to the
// box at most. ok is false where no header fits or eight zero bytes stand.
func parseHead(b []byte, room int64) (h head, ok bool) {
	if len(b) < 8 {
		return head{}, false
	}
	size := int64(binary.BigEndian.Uint32(b))
	h = head{kind: fourCC(binary.BigEndian.Uint32(b[4:])), size: size, bytes: 8}
	switch {
	case size == 0 && h.kind == 0:
		return head{}, false
	case size == 0:
		h.size = room
	case size == 1:
		if len(b) < 16 {
			return head{}, false
		}
		h.size, h.bytes = int64(binary.BigEndian.Uint64(b[8:])), 16
	}
	return h, true
}

// fits says whether the claimed size is possible in room bytes.
func (h head) fits(room int64) bool {
	return h.size >= h.bytes && h.size <= room
}

func (k fourCC) String() string {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(k))
	s := ""
	for _, c := range b {
		if c < 0x20 || c > 0x7e {
			s += fmt.Sprintf("\\x%02X", c)
		} else {
			s += string(rune(c))
		}
	}
	return s
}

// window reads a source through one block that it keeps.
type window struct {
	src   source.Source
	at    int64  // where buf starts in the source
	buf   []byte // bytes that were read
	block int    // how much to read at once
}

func newWindow(src source.Source) *window {
	return &window{src: src, block: 4096}
}

// peek returns n bytes at off, fewer where the source ends. The bytes are
// valid until the next peek.
func (w *window) peek(off int64, n int) ([]byte, error) {
	left := w.src.Size() - off
	if off < 0 || left <= 0 {
		return nil, nil
	}
	n = int(min(int64(n), left))
	if start := off - w.at; start >= 0 && start+int64(n) <= int64(len(w.buf)) {
		return w.buf[start : start+int64(n)], nil
	}
	want := int(min(int64(max(n, w.block)), left))
	if cap(w.buf) < want {
		w.buf = make([]byte, want)
	}
	w.at, w.buf = off, w.buf[:want]
	got, err := w.src.ReadAt(w.buf, off)
	if got < want && err != nil && !errors.Is(err, io.EOF) {
		w.buf = w.buf[:0]
		return nil, fmt.Errorf("read at 0x%x: %w", off, err)
	}
	w.buf = w.buf[:got]
	return w.buf[:min(n, got)], nil
}

// head reads the header of the box at off.
func (w *window) head(off int64) (head, bool, error) {
	b, err := w.peek(off, 16)
	if err != nil {
		return head{}, false, err
	}
	h, ok := parseHead(b, w.src.Size()-off)
	return h, ok, nil
}

// expect makes the next reads big enough for boxes like the one just seen.
func (w *window) expect(size int64) {
	w.block = int(max(minBlock, min(maxBlock, size+64)))
}
