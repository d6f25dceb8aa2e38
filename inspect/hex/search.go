package hex

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Query is what is searched for. The zero value finds nothing.
type Query struct {
	Bytes []byte          // at most MaxPattern
	Fold  bool            // A to Z and a to z are the same
	Done  func(off int64) // told after each block how far it got; may be nil
}

// MaxPattern is the longest pattern in bytes.
const MaxPattern = 4096

// block is how much is read at once. Memory stays there, however large the source.
const block = 256 << 10

// ErrPattern says that there is nothing, or too much, to search for.
var ErrPattern = errors.New("pattern must have 1 to 4096 bytes")

// Text searches for a text in UTF-8, whatever the case of its ASCII letters.
func Text(s string) Query { return Query{Bytes: []byte(s), Fold: true} }

// ParseBytes reads hex digits: "0000001c", "00 00 00 1c", "0x1c", "00:1c".
func ParseBytes(s string) ([]byte, error) {
	digits := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "0x")
	digits = strings.NewReplacer(" ", "", ":", "", "-", "", ",", "", "\t", "", "\u2009", "").Replace(digits)
	b, err := hex.DecodeString(digits)
	if err != nil {
		return nil, fmt.Errorf("hex digits %q: %w", s, err)
	}
	if len(b) == 0 || len(b) > MaxPattern {
		return nil, fmt.Errorf("hex digits %q: %w", s, ErrPattern)
	}
	return b, nil
}

// Next returns the offset of the first match that begins at from or after it,
// -1 when there is none before size. A source that ends early is no error.
func (q Query) Next(ctx context.Context, r io.ReaderAt, size, from int64) (int64, error) {
	needle, err := q.needle()
	if err != nil {
		return -1, err
	}
	buf := make([]byte, block+len(needle)-1)
	for off := max(0, from); off < size; off += block {
		part, err := q.read(ctx, r, buf[:min(int64(len(buf)), size-off)], off)
		if err != nil {
			return -1, err
		}
		if i := bytes.Index(part, needle); i >= 0 {
			return off + int64(i), nil
		}
		q.tell(min(size, off+block))
	}
	return -1, nil
}

// Previous returns the offset of the last match that begins before a place, -1
// when there is none.
func (q Query) Previous(ctx context.Context, r io.ReaderAt, size, before int64) (int64, error) {
	needle, err := q.needle()
	if err != nil {
		return -1, err
	}
	buf := make([]byte, block+len(needle)-1)
	for end := min(before, size); end > 0; end -= block {
		off := max(0, end-block) // matches that begin in [off, end)
		n := min(end-off+int64(len(needle))-1, size-off)
		part, err := q.read(ctx, r, buf[:n], off)
		if err != nil {
			return -1, err
		}
		if i := bytes.LastIndex(part, needle); i >= 0 {
			return off + int64(i), nil
		}
		q.tell(off)
	}
	return -1, nil
}

func (q Query) needle() ([]byte, error) {
	if len(q.Bytes) == 0 || len(q.Bytes) > MaxPattern {
		return nil, ErrPattern
	}
	if !q.Fold {
		return q.Bytes, nil
	}
	return lower(bytes.Clone(q.Bytes)), nil
}

// read fills a block, folded where the query asks for it.
func (q Query) read(ctx context.Context, r io.ReaderAt, buf []byte, off int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	n, err := r.ReadAt(buf, off)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("search at 0x%x: %w", off, err)
	}
	if q.Fold {
		lower(buf[:n])
	}
	return buf[:n], nil
}

// lower changes A to Z in place and nothing else: bytes are no text.
func lower(b []byte) []byte {
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

func (q Query) tell(off int64) {
	if q.Done != nil {
		q.Done(off)
	}
}
