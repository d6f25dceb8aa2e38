package media

import (
	"errors"
	"fmt"
)

// Extent is a range of bytes of a file.
type Extent struct{ Offset, Size int64 }

// Extents is where some samples of a run lie in the file, in their order with
// neighbours joined, and how many bytes they take. All must lie in the mdat of
// the run and before end, where the file ends; and no byte counts twice: a moof
// could name the same megabyte a million times.
func (r *Run) Extents(samples []Sample, end int64) (list []Extent, size int64, err error) {
	end = min(end, r.PayloadEnd)
	for _, s := range samples {
		n := int64(s.Size)
		last := len(list) - 1
		switch {
		case n == 0:
			continue
		case s.Offset < r.Payload || s.Offset > end-n:
			return nil, 0, fmt.Errorf("a sample of %d bytes at 0x%x lies outside its mdat, which ends at 0x%x", n, s.Offset, end)
		case last >= 0 && list[last].Offset+list[last].Size == s.Offset:
			list[last].Size += n
		default:
			list = append(list, Extent{s.Offset, n})
		}
		size += n
	}
	if size > end-r.Payload {
		return nil, 0, errors.New("the samples of the fragment overlap: they take more bytes than there are")
	}
	return list, size, nil
}
