package manifest

// Server is a server manifest (MS-SSTR 2.2.7.1.1, and .ism files of encoders).
type Server struct {
	ClientPath string // of the client manifest, as written; "" where not said
	Metas      []Attr
	Tracks     []ServerTrack
	Warnings   []string // oddities that were tolerated
	Encoding   string   // utf-8, utf-16le, utf-16be, windows-1252
	Text       []byte   // the document as UTF-8; spans point into it
	Span       Span
}

// Meta is the content of the head's meta called name, found in any case.
func (s *Server) Meta(name string) (string, bool) {
	a, ok := lookup(s.Metas, name)
	return a.Value, ok
}

// ServerTrack is one track of one media file.
type ServerTrack struct {
	Element        string // video, audio, textstream or ref
	Src            string // as written: see LocalPath
	Bitrate        uint64 // bits per second
	BitrateText    string // as written
	Language       string
	TrackID        uint32 // 0 where not said
	TrackName      string // the StreamIndex's Name; video, audio or textstream where not said
	TimeScale      uint64 // ticks per second, never 0
	ManifestOutput bool   // its data goes into the client manifest
	Parent         string // TrackName of the parent: its presence makes the track sparse
	Params         []Attr // all of them, as written
	Span           Span
}

// Param is the value of the param called name, found in any case.
func (t *ServerTrack) Param(name string) (string, bool) {
	a, ok := lookup(t.Params, name)
	return a.Value, ok
}
