// Package manifest knows the two manifests of a Smooth Streaming asset: the
// client manifest (SmoothStreamingMedia, usually .ismc) and the server
// manifest (SMIL, .ism). It reads them as real encoders write them, expands
// their chunk lists, builds the paths of chunks, and writes a client manifest
// for an asset that has none. It knows nothing of media files and opens none.
//
// Parsers return what they understood and an error: a manifest that is cut in
// the middle still gives the streams before the cut.
package manifest

import "strings"

// Limits that a manifest of any real asset stays far below. They bound memory
// whatever a file claims.
const (
	// MaxSize is the largest document in bytes.
	MaxSize = 64 << 20
	// MaxChunks is the largest number of chunks of a stream, repeats expanded:
	// nine days of two-second chunks.
	MaxChunks = 400_000

	maxAllChunks = 2 * MaxChunks // of all streams together
	maxItems     = 1_000_000     // levels, attributes, params, texts that are kept
	maxToken     = 8 << 20       // bytes of one tag or one text
	maxDepth     = 64            // nested elements
	maxWarnings  = 100
)

// DefaultTimeScale is the number of ticks per second where a manifest does not
// say (MS-SSTR 2.2.2.1).
const DefaultTimeScale = 10_000_000

// Attr is a name and a value, as written.
type Attr struct {
	Name, Value string
}

// Span is where an element lies in the decoded text: from its "<" up to and
// without To.
type Span struct {
	From, To int64
}

// lookup is the value of the attribute called name: the exact spelling first,
// then any case.
func lookup(attrs []Attr, name string) (Attr, bool) {
	for _, a := range attrs {
		if a.Name == name {
			return a, true
		}
	}
	for _, a := range attrs {
		if strings.EqualFold(a.Name, name) {
			return a, true
		}
	}
	return Attr{}, false
}
