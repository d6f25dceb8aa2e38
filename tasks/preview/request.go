package preview

import (
	"io"
	"log"
	"time"
)

// Kind is what a request asks for.
type Kind string

// The kinds of requests.
const (
	Manifest     Kind = "Manifest"
	Fragment     Kind = "Fragment"
	FragmentInfo Kind = "FragmentInfo"
	KeyFrames    Kind = "KeyFrames"
	RawFragments Kind = "RawFragments"
	MPD          Kind = "MPD"
	Init         Kind = "Init"
	Segment      Kind = "Segment"
	Page         Kind = "Page" // the player page, its files and what it needs to know
	Policy       Kind = "Policy"
	Other        Kind = "Other"
)

// HungUp is the Err of a request whose answer the player did not want to its
// end, as when a person seeks.
const HungUp = "the player hung up"

// Request is one answered request.
type Request struct {
	At   time.Time     // when it came
	Took time.Duration // until its last byte was handed to the system

	Site   string // name of the site, "" for none
	Method string
	Path   string // as it was sent, percent-encoded
	Kind   Kind

	Stream int    // index in the streams of the asset; -1 unknown
	Level  int    // index in the levels of the stream; -1 unknown
	Chunk  int    // ordinal in the stream; -1 unknown, or not listed by the manifest
	Time   uint64 // ticks of the stream, of chunks only

	Status int
	Bytes  int64  // of the body, as sent
	Err    string // why the answer is not what was asked for, "" when it is
	Agent  string // the player's User-Agent
}

// quiet swallows what net/http logs: players that hang up, malformed
// requests. Whoever wants to know listens to OnRequest.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
