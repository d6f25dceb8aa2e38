package check

// StreamFacts is a stream with what was measured of it, for timelines.
type StreamFacts struct {
	Type      string // video, audio or text
	Subtype   string // of text, as the manifest writes it
	Name      string
	Language  string
	TimeScale uint64 // ticks per second of Chunks
	Embedded  bool   // the data is in the manifest
	Chunks    []Span // as the manifest lists them
	Levels    []LevelFacts
}

// LevelFacts is a quality level with its fragments.
type LevelFacts struct {
	Bitrate   uint64
	Width     int
	Height    int
	FourCC    string
	File      string // member path, "" where none is known
	TimeScale uint64 // ticks per second of Fragments
	Fragments []Fragment
	Marks     map[int]Severity // the worst finding about each fragment that has one
}

// Span is a stretch of time in ticks.
type Span struct{ Time, Duration uint64 }

func (c *Case) streamFacts(marks map[chunkOf]Severity) []StreamFacts {
	list := make([]StreamFacts, 0, len(c.Asset.Streams))
	for i, s := range c.Asset.Streams {
		f := StreamFacts{Type: s.Type, Subtype: s.Subtype, Name: s.Name, Language: s.Language, TimeScale: s.TimeScale, Embedded: s.Embedded}
		for _, chunk := range s.Chunks {
			f.Chunks = append(f.Chunks, Span{chunk.Time, chunk.Duration})
		}
		for n, l := range s.Levels {
			level := LevelFacts{Bitrate: l.Bitrate, Width: l.Width, Height: l.Height, FourCC: l.FourCC, File: l.File, TimeScale: s.TimeScale}
			if t := c.LevelOf(i, n); t != nil {
				level.TimeScale, level.Fragments = uint64(t.TimeScale), t.Fragments
			}
			for k := range max(len(level.Fragments), len(s.Chunks)) {
				if m, ok := marks[chunkOf{i, n, k}]; ok {
					level.mark(k, m)
				}
			}
			f.Levels = append(f.Levels, level)
		}
		list = append(list, f)
	}
	return list
}

func (l *LevelFacts) mark(chunk int, s Severity) {
	if l.Marks == nil {
		l.Marks = map[int]Severity{}
	}
	l.Marks[chunk] = s
}
