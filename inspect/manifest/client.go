package manifest

// Client is a client manifest (MS-SSTR 2.2.2).
type Client struct {
	MajorVersion, MinorVersion int
	TimeScale                  uint64 // ticks per second, never 0
	Duration                   uint64 // in TimeScale; 0 while live or where not said
	Live                       bool
	Lookahead                  int    // fragments that follow one before it is listed
	DVRWindow                  uint64 // in TimeScale; 0 is unlimited
	Streams                    []Stream
	Protection                 []Protection
	Custom                     []Attr   // CustomAttributes of the root
	Attrs                      []Attr   // of the root, as written
	Warnings                   []string // oddities that were tolerated
	Encoding                   string   // utf-8, utf-16le, utf-16be, windows-1252
	Text                       []byte   // the document as UTF-8; spans point into it
	Span                       Span
}

// Protection is one ProtectionHeader.
type Protection struct {
	SystemID string // dashed lower-case GUID; as written where it is none
	Data     string // base64, blanks removed
	Span     Span
}

// Stream is a StreamIndex (MS-SSTR 2.2.2.3).
type Stream struct {
	Type      string // lower case: video, audio, text
	Subtype   string
	Name      string // as written, "" where absent: see Title
	Language  string
	URL       string // the template, as written
	Parent    string // ParentStreamIndex: its presence makes the stream sparse
	TimeScale uint64 // ticks per second of its chunks, never 0
	Embedded  bool   // its data is in the manifest: there are no fragments
	Levels    []Level
	Chunks    []Chunk
	Content   []Content // of the older embedded form
	Custom    []Attr    // CustomAttributes below StreamIndex
	Attrs     []Attr    // as written
	Span      Span
}

// Title is the name of the stream: its Name, or its Type where it has none.
func (s *Stream) Title() string {
	if s.Name != "" {
		return s.Name
	}
	return s.Type
}

// Attr is the value of an attribute of the StreamIndex, found in any case.
func (s *Stream) Attr(name string) (string, bool) {
	a, ok := lookup(s.Attrs, name)
	return a.Value, ok
}

// Level is a QualityLevel (MS-SSTR 2.2.2.5).
type Level struct {
	Index         int
	Bitrate       uint64 // bits per second
	BitrateText   string // as written: the key in URLs
	FourCC        string // the level's own, else the StreamIndex's
	PrivateData   string // CodecPrivateData, else WaveFormatEx: hex, blanks removed
	Width, Height int    // of video, in pixels

	SamplingRate  int // of audio, in Hz
	Channels      int
	BitsPerSample int
	PacketSize    int // nBlockAlign of a WAVEFORMATEX
	AudioTag      int // wFormatTag of a WAVEFORMATEX

	NALLength int // bytes of a NAL unit's length, 4 where not said
	Custom    []Attr
	Attrs     []Attr // as written
	Span      Span
}

// Attr is the value of an attribute of the QualityLevel, found in any case.
func (l *Level) Attr(name string) (string, bool) {
	a, ok := lookup(l.Attrs, name)
	return a.Value, ok
}

// Chunk is one chunk of a stream, repeats expanded (MS-SSTR 2.2.2.6).
type Chunk struct {
	N             int    // ordinal as the manifest counts, which need not start at 0
	Time          uint64 // start in the stream's time scale: the key in URLs
	Duration      uint64 // in the stream's time scale; 0 where unknown
	DurationKnown bool
	Data          []string // base64 of embedded data, blanks removed, one per f
}

// Content is a child of a Content element: ScriptCommand, Marker or Sample.
type Content struct {
	Element string
	Attrs   []Attr
	Text    string
}
