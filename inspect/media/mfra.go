package media

import (
	"cmp"
	"encoding/binary"
	"slices"

	"smoothscope/inspect/source"
)

const (
	maxMfra    = 64 << 20 // bytes; 3600 fragments take 70 kB
	maxEntries = 1 << 20  // of all tracks of a file, also the most fragments listed
)

// entry is one line of a tfra (ISO/IEC 14496-12 8.8.10).
type entry struct {
	moof int64
	time uint64
}

// index is the random access index of a file: for each track its entries by
// moof, one per moof with the lowest time.
type index map[uint32][]entry

// readMfra reads the mfra that the last four bytes of the file point to. A
// file without one, with an empty one, or with other bytes there has no index.
func readMfra(src source.Source) index {
	size := src.Size()
	if size < 16 {
		return nil
	}
	tail, err := source.ReadRange(src, size-4, 4, 4)
	if err != nil {
		return nil
	}
	return readMfraAt(src, size-int64(binary.BigEndian.Uint32(tail)))
}

// readMfraAt reads the mfra at off, if one is there.
func readMfraAt(src source.Source, off int64) index {
	room := src.Size() - off
	if off < 0 || room < 16 {
		return nil
	}
	b, err := source.ReadRange(src, off, 16, 16)
	if err != nil {
		return nil
	}
	h, ok := parseHead(b, room)
	if !ok || h.kind != cc("mfra") || !h.fits(room) {
		return nil
	}
	b, err = source.ReadRange(src, off, h.size, maxMfra)
	if err != nil {
		return nil
	}
	return parseMfra(b[h.bytes:])
}

func parseMfra(b []byte) index {
	found, left := index{}, maxEntries
	for kind, body := range boxes(b) {
		if kind == cc("tfra") && len(body) >= 16 {
			track := binary.BigEndian.Uint32(body[4:])
			entries := parseTfra(body, left)
			left -= len(entries)
			found[track] = append(found[track], entries...)
		}
	}
	for track, entries := range found {
		found[track] = onePerMoof(entries)
	}
	return found
}

// parseTfra reads at most max entries. The lengths of the three numbers at the
// end of an entry are codes: bytes less one.
func parseTfra(b []byte, max int) []entry {
	wide := b[0] == 1
	lengths, claimed := binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint32(b[12:])
	row := 8 + int(lengths>>4&3+lengths>>2&3+lengths&3) + 3
	if wide {
		row += 8
	}
	b = b[16:]
	entries := make([]entry, min(int(claimed), len(b)/row, max))
	for i := range entries {
		line := b[i*row:]
		if wide {
			entries[i] = entry{time: binary.BigEndian.Uint64(line), moof: int64(binary.BigEndian.Uint64(line[8:]))}
		} else {
			entries[i] = entry{time: uint64(binary.BigEndian.Uint32(line)), moof: int64(binary.BigEndian.Uint32(line[4:]))}
		}
	}
	return entries
}

// onePerMoof sorts by moof and keeps the lowest time of each: some writers
// list every sync sample.
func onePerMoof(entries []entry) []entry {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.moof, b.moof), cmp.Compare(a.time, b.time))
	})
	return slices.CompactFunc(entries, func(a, b entry) bool { return a.moof == b.moof })
}

// moofs are the offsets that any track lists, ascending, each once.
func (x index) moofs() []int64 {
	var all []int64
	for _, entries := range x {
		for _, e := range entries {
			all = append(all, e.moof)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
