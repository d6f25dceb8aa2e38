package offsets

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
)

// writeCSV writes the columns of the JSON with their names (RFC 4180, lines
// end with a line feed). The column bitrateFrom is there when an entry has it.
func writeCSV(w io.Writer, entries []Entry) error {
	from := slices.ContainsFunc(entries, func(e Entry) bool { return e.BitrateFrom != "" })
	out := csv.NewWriter(w)
	line := []string{"type", "stream", "bitrate", "time", "duration", "file", "offset", "size"}
	if from {
		line = append(line, "bitrateFrom")
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, e := range entries {
		line = append(line[:0], e.Type, e.Stream, strconv.FormatUint(e.Bitrate, 10), strconv.FormatUint(e.Time, 10),
			strconv.FormatUint(e.Duration, 10), e.File, strconv.FormatInt(e.Offset, 10), strconv.FormatInt(e.Size, 10))
		if from {
			line = append(line, e.BitrateFrom)
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
