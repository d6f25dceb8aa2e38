package offsets

import (
	"bufio"
	"fmt"
	"io"
)

// writeIsmf writes what FFmpeg's ismindex writes with -ismf: the path of the
// chunk, its first byte, and the byte after its last. The lines do not say
// which file they mean, so a map is right for the entries of one file only.
func writeIsmf(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	for _, e := range entries {
		// The buffer keeps the first error and Flush returns it.
		_, _ = fmt.Fprintf(out, "%s %d %d\n", e.Path, e.Offset, e.Offset+e.Size)
	}
	return out.Flush()
}
