package check

import "iter"

// Movie is what the moov of a file says beside its tracks.
type Movie struct {
	Present  bool
	Scale    uint64 // ticks per second of Extends
	Extended bool   // it has an mvex: fragments follow
	Extends  uint64 // mehd fragment_duration, 0 where there is none
	At       int64  // of the mehd, in bytes from the start of the file

	Entries map[uint32]int // sample entries by track
}

// movie reads the facts about the moov.
func (b *BoxSight) movie() Movie {
	moov := b.Child(-1, "moov")
	if moov < 0 {
		return Movie{}
	}
	m := Movie{Present: true, Extended: b.Child(moov, "mvex") >= 0, Entries: map[uint32]int{}}
	for trak, id := range b.traks(moov) {
		if stsd := b.Child(trak, "mdia", "minf", "stbl", "stsd"); stsd >= 0 {
			for entry := range b.Children(stsd) {
				if !b.Node(entry).Gap {
					m.Entries[id]++
				}
			}
		}
	}
	if i := b.Child(moov, "mvhd"); i >= 0 {
		m.Scale = b.fields(i).Uint("timescale")
	}
	if i := b.Child(moov, "mvex", "mehd"); i >= 0 {
		m.Extends, m.At = b.fields(i).Uint("fragment_duration"), b.Node(i).Offset
	}
	return m
}

// traks is the tracks of a moov with their IDs.
func (b *BoxSight) traks(moov int) iter.Seq2[int, uint32] {
	return func(yield func(int, uint32) bool) {
		for trak := range b.Children(moov) {
			if !b.is(trak, "trak") {
				continue
			}
			if tkhd := b.Child(trak, "tkhd"); tkhd >= 0 && !yield(trak, uint32(b.fields(tkhd).Uint("track_id"))) {
				return
			}
		}
	}
}
