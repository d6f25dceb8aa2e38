package media

import (
	"context"
	"fmt"

	"smoothscope/inspect/source"
)

// maxMovie is the largest moov that Movie reads: one of a fragmented file has
// no sample tables and takes kilobytes.
const maxMovie = 16 << 20

// Movie is the bytes of the moov box with its header (ISO/IEC 14496-12 8.2.1),
// as they stand in the file; nil where the file has none.
func (f *File) Movie(ctx context.Context) ([]byte, error) {
	if f.moov == nil {
		return nil, nil
	}
	at, ok := f.moov.tree.Source().(*part)
	if !ok {
		return nil, nil
	}
	b, err := source.ReadRange(source.WithContext(ctx, f.Source), at.off, at.n, maxMovie)
	if err != nil {
		return nil, fmt.Errorf("%s: the moov: %w", f.Source.Name(), err)
	}
	return b, nil
}
