package check

// Finding is one cause of trouble: what is wrong, where it is first seen and
// how often, how far off it is, and what to do about it.
type Finding struct {
	Rule     string
	Severity Severity
	Message  string  // a sentence without full stop that says it all, places and figures included
	Place            // where it is first seen
	Count    int     // how many places; at least 1
	More     []Place // up to two further places

	Measured string // with unit
	Expected string
	Off      Distance
	Hint     string // likely cause and what to do, sentences
	Clause   string // of the specification
}

// Place is where something is. The zero Place is not the asset as a whole: use
// Nowhere and what is derived from it.
type Place struct {
	Stream int    // in asset.Streams, -1 for none
	Level  int    // in the stream's Levels, -1 for none
	Chunk  int    // ordinal in the level, -1 for none
	Time   uint64 // ticks of the stream, where Chunk is not -1
	File   string // member path, "" for none
	Offset int64  // bytes from the start of File, -1 for none
	Size   int64  // bytes, 0 where only the place is known
}

// Nowhere is the asset as a whole.
func Nowhere() Place { return Place{Stream: -1, Level: -1, Chunk: -1, Offset: -1} }

// InFile is a place in a member.
func InFile(path string, offset, size int64) Place {
	p := Nowhere()
	p.File, p.Offset, p.Size = path, offset, size
	return p
}

// InStream is a stream, or with a level that is not -1 one of its levels.
func InStream(stream, level int) Place {
	p := Nowhere()
	p.Stream, p.Level = stream, level
	return p
}

// AtChunk is the same place at a chunk.
func (p Place) AtChunk(n int, time uint64) Place {
	p.Chunk, p.Time = n, time
	return p
}

// Distance is how far off a time is; zero where a finding is about none.
type Distance struct {
	Ticks     int64
	TimeScale uint64  // ticks per second
	Frames    float64 // 0 where the frame duration is unknown
}

// Milliseconds is the distance in ms.
func (d Distance) Milliseconds() float64 {
	if d.TimeScale == 0 {
		return 0
	}
	return float64(d.Ticks) * 1000 / float64(d.TimeScale)
}
