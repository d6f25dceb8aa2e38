package offsets

import (
	"bufio"
	"encoding/json"
	"io"
)

// writeJSON writes {"entries":[…]} with one entry a line, so that two maps can
// be compared line by line.
func writeJSON(w io.Writer, entries []Entry) error {
	out := bufio.NewWriter(w)
	// The buffer keeps the first error and Flush returns it.
	_, _ = out.WriteString(`{"entries":[`)
	for i, e := range entries {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if i > 0 {
			_ = out.WriteByte(',')
		}
		_ = out.WriteByte('\n')
		_, _ = out.Write(line)
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}
