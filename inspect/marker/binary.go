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
	switch {
	case headed(b):
		return Exact(b[sampleHead:])
	case len(b) > sampleHead && b[0] == TableID:
		return Exact(b)
	}
	return nil
}

// Ahead is how far a sample of a marker track stands ahead of what it
// announces, in ticks of the track; false where it does not say so.
func Ahead(b []byte) (uint32, bool) {
	if !headed(b) {
		return 0, false
	}
	return binary.BigEndian.Uint32(b[8:]), true
}

// sampleHead is the bytes of version, id and presentation_time_delta.
const sampleHead = 12

func headed(b []byte) bool {
	const version = 1
	return len(b) > sampleHead && b[sampleHead] == TableID && binary.BigEndian.Uint32(b) == version
}
