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
	var docs []timedDocument
	for _, l := range located.Locations {
		if l.Missing != nil {
			c.warn("chunk %d has no bytes: %v", l.Chunk, l.Missing)
			continue
		}
		raw, err := document(ctx, file, s, l)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			c.warn("chunk %d: %v", l.Chunk, err)
			continue
		}
		docs = c.add(docs, raw, l, s.TimeScale)
	}
	return docs, nil
}

// document is the sample of a fragment; where there is one, the whole mdat, as
// some writers tell a size that is too small.
func document(ctx context.Context, file *media.File, s *Stream, l Location) ([]byte, error) {
	run, err := file.Run(ctx, fragmentAt(s, l))
	if err != nil {
		return nil, err
	}
	from, to := run.Payload, run.PayloadEnd
	if len(run.Samples) > 1 {
		from, to = run.Samples[0].Offset, run.Samples[0].Offset+int64(run.Samples[0].Size)
	}
	if to < from || to-from > maxCaptions || to > file.Source.Size() {
		return nil, fmt.Errorf("a document of %d bytes at 0x%x is not there", to-from, from)
	}
	raw := make([]byte, to-from)
	if n, err := file.Source.ReadAt(raw, from); n < len(raw) && err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return raw, nil
}

func (c *Captions) warn(format string, args ...any) {
	c.Warnings = append(c.Warnings, fmt.Sprintf(format, args...))
}
