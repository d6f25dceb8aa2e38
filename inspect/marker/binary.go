package marker

import "encoding/binary"

func isSection(b []byte) bool { return len(b) > 0 && b[0] == TableID }

func saysSection(b []byte) Meaning {
	s, err := Decode(b)
	return Meaning{Ad: true, ID: s.EventID(), Text: s.Title(), Length: s.cue.Length(), Scale: Clock, Err: err}
}

// FromSample is the section in a sample of a marker track: bare, or behind the
// version, id and delta that live ingest puts before it. It is nil where there
// is none.
func FromSample(b []byte) []byte {
	const head, version = 12, 1
	switch {
	case len(b) > head && b[head] == TableID && binary.BigEndian.Uint32(b) == version:
		return Exact(b[head:])
	case len(b) > head && b[0] == TableID:
		return Exact(b)
	}
	return nil
}
