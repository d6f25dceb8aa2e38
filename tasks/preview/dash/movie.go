package dash

import (
	"encoding/binary"
	"errors"
	"fmt"

	"smoothscope/tasks/preview/boxes"
)

// movie is what the moov of a media file says of one track.
type movie struct {
	entries       [][]byte // the boxes of the stsd, as they stand in the file
	width, height uint32   // of the tkhd, 16.16
	edit          int64    // media time at which the presentation starts, by the edit list
	pssh          [][]byte // boxes, as they stand in the file
}

// readMovie finds a track in a moov with its header.
func readMovie(moov []byte, track uint32) (movie, error) {
	var m movie
	found := false
	for x := range boxes.In(boxes.Child(moov, "moov")) {
		switch x.Kind {
		case "trak":
			if tkhd := boxes.Child(x.Body, "tkhd"); !found && trackID(tkhd) == track {
				found = true
				m.readTrack(x.Body, tkhd)
			}
		case "pssh":
			m.pssh = append(m.pssh, x.Whole)
		case "uuid":
			if id, _, ok := boxes.UUID(x.Body); ok && id == piffPssh {
				m.pssh = append(m.pssh, x.Whole)
			}
		}
	}
	switch {
	case !found:
		return m, fmt.Errorf("the moov has no track %d", track)
	case len(m.entries) == 0:
		return m, errors.New("its track has no sample entry")
	}
	return m, nil
}

// trackID is that of a tkhd (ISO/IEC 14496-12 8.3.2); 0 where it has none.
func trackID(tkhd []byte) uint32 {
	at := 12
	if len(tkhd) > 0 && tkhd[0] == 1 {
		at = 20
	}
	if len(tkhd) < at+4 {
		return 0
	}
	return binary.BigEndian.Uint32(tkhd[at:])
}

func (m *movie) readTrack(trak, tkhd []byte) {
	if n := len(tkhd); n >= 84 {
		m.width, m.height = binary.BigEndian.Uint32(tkhd[n-8:]), binary.BigEndian.Uint32(tkhd[n-4:])
	}
	m.edit = firstEdit(boxes.Child(trak, "edts", "elst"))
	stsd := boxes.Child(trak, "mdia", "minf", "stbl", "stsd")
	for x := range boxes.In(stsd[min(8, len(stsd)):]) {
		m.entries = append(m.entries, x.Whole)
	}
}

// firstEdit is the media time of the first edit that is not empty (8.6.6).
func firstEdit(elst []byte) int64 {
	if len(elst) < 8 {
		return 0
	}
	row, at := 12, 4
	if elst[0] == 1 {
		row, at = 20, 8
	}
	for b := elst[8:]; len(b) >= row; b = b[row:] {
		t := int64(int32(binary.BigEndian.Uint32(b[at:])))
		if elst[0] == 1 {
			t = int64(binary.BigEndian.Uint64(b[at:]))
		}
		if t >= 0 {
			return t
		}
	}
	return 0
}
