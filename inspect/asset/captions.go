package asset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"smoothscope/inspect/caption"
	"smoothscope/inspect/media"
)

// Captions is the captions of one text stream on the asset's own time line.
type Captions struct {
	Stream    int
	Base      CaptionBase
	Document  *caption.Document // a TTML document with the cues; its Bytes are one file for the whole stream
	Documents int               // that they were read from
	Warnings  []string
}

// CaptionBase is what the times in the documents of a stream count from.
type CaptionBase string

// The bases of times.
const (
	RelativeBase CaptionBase = "fragment" // each fragment's own begin
	AbsoluteBase CaptionBase = "asset"    // the begin of the time line
	ManifestBase CaptionBase = "manifest" // the chunk of the manifest that carries the text
	UnknownBase  CaptionBase = ""         // there is nothing to tell it by
)

// ErrNoCaptions says that a stream carries something else.
var ErrNoCaptions = errors.New("is no stream of captions that can be read here")

// maxCaptions bounds the caption documents that are read, in bytes.
const maxCaptions = 4 << 20

// HasCaptions says whether a stream is one that Captions reads.
func (s *Stream) HasCaptions() bool {
	if !strings.EqualFold(s.Type, "text") || len(s.Levels) == 0 {
		return false
	}
	switch strings.ToUpper(s.Subtype) {
	case "CAPT", "SUBT", "DESC":
		return true
	case "":
		return !s.Embedded || strings.EqualFold(s.Name, "ClosedCaptions")
	}
	return false
}

// Captions reads the captions of a stream: those in the samples of an .ismt,
// one TTML document a fragment, or those that the client manifest carries. A
// cue that goes on over the edges of fragments is one cue again.
func (a *Asset) Captions(ctx context.Context, stream int) (*Captions, error) {
	s := &a.Streams[stream]
	if !s.HasCaptions() {
		return nil, fmt.Errorf("stream %q %w", s.Name, ErrNoCaptions)
	}
	c := &Captions{Stream: stream}
	var docs []timedDocument
	var err error
	if s.Embedded {
		docs, err = c.embedded(s)
	} else {
		docs, err = c.fragments(ctx, a, s)
	}
	if err != nil {
		return nil, fmt.Errorf("stream %q: %w", s.Name, err)
	}
	c.Documents = len(docs)
	return c, c.join(docs, s)
}

// fragments reads one document from each fragment of the first level.
func (c *Captions) fragments(ctx context.Context, a *Asset, s *Stream) ([]timedDocument, error) {
	located, err := a.Locate(ctx, c.Stream, 0)
	if err != nil {
		return nil, err
	}
	c.Warnings = append(append(c.Warnings, located.Warnings...), located.Problems...)
	file, err := a.Media(ctx, s.Levels[0].File)
	if err != nil {
		return nil, err
	}
	track, _ := file.Track(s.Levels[0].TrackID)
	var docs []timedDocument
	left := file.Source.Size()
	for _, l := range located.Locations {
		if l.Missing != nil {
			c.warn("chunk %d has no bytes: %v", l.Chunk, l.Missing)
			continue
		}
		run, err := file.Run(ctx, fragmentAt(s, l))
		for _, at := range samplePlaces(run, l, uint64(track.TimeScale), s.TimeScale) {
			var raw []byte
			if raw, err = readSample(file, at.from, at.to, &left); err != nil {
				break
			}
			docs = c.add(docs, raw, at.chunk, s.TimeScale)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			c.warn("chunk %d: %v", l.Chunk, err)
		}
	}
	return docs, nil
}

// samplePlace is where a document lies in a file, and the time that it is for.
type samplePlace struct {
	from, to int64
	chunk    Location
}

// samplePlaces is the documents of a fragment: its samples, or where there is
// one the whole mdat, as some writers tell a size that is too small.
func samplePlaces(run *media.Run, l Location, track, scale uint64) []samplePlace {
	if run == nil || len(run.Samples) == 0 {
		return nil
	}
	if len(run.Samples) == 1 {
		return []samplePlace{{run.Payload, run.PayloadEnd, l}}
	}
	var all []samplePlace
	done := uint64(0)
	for _, s := range run.Samples {
		at := samplePlace{s.Offset, s.Offset + int64(s.Size), l}
		at.chunk.Time = l.Time + media.Rescale(done, max(1, track), scale)
		done += uint64(s.Duration)
		at.chunk.Duration = l.Time + media.Rescale(done, max(1, track), scale) - at.chunk.Time
		all = append(all, at)
	}
	return all
}

// readSample reads a document. All of them together may have as many bytes as
// are left: none counts twice, whatever the boxes say.
func readSample(file *media.File, from, to int64, left *int64) ([]byte, error) {
	if from < 0 || to < from || to-from > maxCaptions || to > file.Source.Size() {
		return nil, fmt.Errorf("a document of %d bytes at 0x%x is not there", to-from, from)
	}
	if *left -= to - from; *left < 0 {
		return nil, errTwice
	}
	raw := make([]byte, to-from)
	if n, err := file.Source.ReadAt(raw, from); n < len(raw) && err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return raw, nil
}

// maxWarnings is how many single places are told of.
const maxWarnings = 50

func (c *Captions) warn(format string, args ...any) {
	switch n := len(c.Warnings); {
	case n < maxWarnings:
		c.Warnings = append(c.Warnings, fmt.Sprintf(format, args...))
	case n == maxWarnings:
		c.Warnings = append(c.Warnings, "and further ones of this kind")
	}
}
