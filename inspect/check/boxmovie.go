package check

// Movie is what the moov of a file says beside its tracks.
type Movie struct {
	Present  bool
	Scale    uint64 // ticks per second of Extends
	Extended bool   // it has an mvex: fragments follow
	Extends  uint64 // mehd fragment_duration, 0 where there is none
	At       int64  // of the mehd, in bytes from the start of the file
}

// movie reads the facts about the moov.
func (b *BoxSight) movie() Movie {
	moov := b.Child(-1, "moov")
	if moov < 0 {
		return Movie{}
	}
	m := Movie{Present: true, Extended: b.Child(moov, "mvex") >= 0}
	if i := b.Child(moov, "mvhd"); i >= 0 {
		m.Scale = b.fields(i).Uint("timescale")
	}
	if i := b.Child(moov, "mvex", "mehd"); i >= 0 {
		m.Extends, m.At = b.fields(i).Uint("fragment_duration"), b.Node(i).Offset
	}
	return m
}
