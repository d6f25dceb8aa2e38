package offsets

import (
	"bufio"
	"fmt"
	"io"
)

// writeFov writes the lines of the original Mp4 Explorer, which set-ups with
// PHP and nginx read. They have no escapes: a file name goes in as it is.
func writeFov(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	for _, e := range entries {
		// The buffer keeps the first error and Flush returns it.
		_, _ = fmt.Fprintf(out, "mediatype=%s,bitrate=%d,starttime=%d,file=%s,offset=%d,size=%d\n",
			e.Type, e.Bitrate, e.Time, e.File, e.Offset, e.Size)
	}
	return out.Flush()
}
