package source

import (
	"errors"
	"fmt"
	"io"
)

// ReadRange reads n bytes at off. It refuses more than max bytes before it
// allocates anything, so n may come straight from a file. Where the source
// ends earlier, it returns the bytes that are there and an error that is
// io.ErrUnexpectedEOF.
func ReadRange(src Source, off, n, max int64) ([]byte, error) {
	if off < 0 || n < 0 {
		return nil, fmt.Errorf("%s: cannot read %d bytes at %d", src.Name(), n, off)
	}
	if n > max {
		return nil, fmt.Errorf("%s: %d bytes at 0x%x are more than the %d allowed here", src.Name(), n, off, max)
	}
	there := min(n, src.Size()-off)
	if there <= 0 {
		return nil, shortage(src, off, n, 0)
	}
	b := make([]byte, there)
	got, err := src.ReadAt(b, off)
	if got == len(b) {
		return b, shortage(src, off, n, there)
	}
	if err == nil || errors.Is(err, io.EOF) {
		return b[:got], shortage(src, off, n, int64(got))
	}
	return b[:got], fmt.Errorf("%s: read %d bytes at 0x%x: %w", src.Name(), n, off, err)
}

// shortage is the error for got bytes where n were asked for, nil when all came.
func shortage(src Source, off, n, got int64) error {
	if got == n {
		return nil
	}
	return fmt.Errorf("%s: ends after %d of %d bytes at 0x%x: %w", src.Name(), got, n, off, io.ErrUnexpectedEOF)
}

// ReadAll reads the whole source, which must not be larger than max bytes. It
// is for small documents.
func ReadAll(src Source, max int64) ([]byte, error) {
	if src.Size() > max {
		return nil, fmt.Errorf("%s: is %d bytes, more than the %d allowed for such a document", src.Name(), src.Size(), max)
	}
	return ReadRange(src, 0, src.Size(), max)
}
