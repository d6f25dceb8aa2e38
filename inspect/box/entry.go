package box

import (
	"bytes"
	"encoding/binary"
)

// The fixed fields of sample entries, in bytes (ISO/IEC 14496-12, 8.5.2 and
// 12; QuickTime File Format, sound sample descriptions).
const (
	entryBase    = 8
	visualFields = 78
	audioFields  = 28
	audioMore1   = 16 // QuickTime version 1
	audioMore2   = 36 // QuickTime version 2
)

// entryKind is the family of a sample entry, which tells its fixed fields.
type entryKind uint8

const (
	otherEntry entryKind = iota
	visualEntry
	audioEntry
)

// kindOfEntry goes by the entry's type, and where that is unknown by the
// track's handler.
func kindOfEntry(code, handler Type) (kind entryKind, known bool) {
	switch string(code[:]) {
	case "avc1", "avc2", "avc3", "avc4", "svc1", "mvc1", "hvc1", "hev1", "hvc2", "hev2", "hvt1", "lhv1", "lhe1",
		"vvc1", "vvi1", "evc1", "mp4v", "encv", "resv", "vp08", "vp09", "vp10", "av01", "dvh1", "dvhe", "dva1",
		"dvav", "dav1", "vc-1", "s263", "mjp2", "jpeg", "apcn", "apch", "apcs", "apco", "ap4h", "ap4x", "uncv", "H264":
		return visualEntry, true
	case "mp4a", "enca", "resa", "ac-3", "ec-3", "ac-4", "dtsc", "dtse", "dtsh", "dtsl", "dtsx", "dtsy", "Opus",
		"fLaC", "alac", "samr", "sawb", "sawp", "sevc", "sqcp", "mha1", "mha2", "mhm1", "mhm2", "ipcm", "fpcm",
		"iamf", "mlpa", "twos", "sowt", "lpcm", "in24", "in32", "fl32", "fl64", "ulaw", "alaw", "ima4", "wma ":
		return audioEntry, true
	}
	switch string(handler[:]) {
	case "vide", "auxv", "pict":
		return visualEntry, false
	case "soun":
		return audioEntry, false
	}
	return otherEntry, false
}

// sampleEntry is childrenAfter for the entries of stsd. In an entry of unknown
// type only what looks like a box is taken for one, because some hold bare
// codec data after their fields.
func (s *scanner) sampleEntry(n *Node, payload, end int64) (skip int64, ok bool) {
	kind, known := kindOfEntry(n.Type, s.handler)
	switch kind {
	case visualEntry:
		skip = visualFields
	case audioEntry:
		skip = audioFields + s.soundMore(n, payload)
	default:
		skip, known = s.otherFields(n.Type, payload, end)
	}
	return skip, known || s.plausible(payload+skip, end)
}

// soundMore is how many bytes QuickTime's sound descriptions of version 1 and
// 2 add. ISO's own version 1 needs version 1 of stsd and adds none.
func (s *scanner) soundMore(n *Node, payload int64) int64 {
	stsd := &s.tree.nodes[n.Parent]
	if s.byteAt(stsd.Offset+int64(stsd.Header)) != 0 {
		return 0
	}
	raw, err := s.peek(payload+entryBase, 2)
	if err != nil || len(raw) < 2 {
		return 0
	}
	switch binary.BigEndian.Uint16(raw) {
	case 1:
		return audioMore1
	case 2:
		return audioMore2
	}
	return 0
}

// otherFields is for entries that are neither pictures nor sound.
func (s *scanner) otherFields(code Type, payload, end int64) (skip int64, known bool) {
	switch string(code[:]) {
	case "wvtt", "mp4s", "encs", "urim", "c608", "c708", "mebx":
		return entryBase, true
	case "stpp", "metx":
		return s.afterStrings(payload, end, 3), true
	case "sbtt", "stxt", "mett":
		return s.afterStrings(payload, end, 2), true
	case "tx3g":
		return entryBase + 30, true
	case "tmcd":
		return entryBase + 18, true
	case "rtp ", "srtp", "rrtp":
		return entryBase + 8, true
	}
	return entryBase, false
}

// afterStrings is the length of the fields of an entry that has count
// zero-terminated strings. Strings longer than a window are cut there.
func (s *scanner) afterStrings(payload, end int64, count int) int64 {
	at := payload + entryBase
	for range count {
		raw, err := s.peek(at, int(min(windowSize, max(0, end-at))))
		if err != nil {
			break
		}
		zero := bytes.IndexByte(raw, 0)
		if zero < 0 {
			return end - payload
		}
		at += int64(zero) + 1
	}
	return at - payload
}
