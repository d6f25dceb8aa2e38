// Package dash knows the DASH view of a Smooth Streaming asset: a media
// presentation description, an initialization segment for each quality level,
// and media segments that are the fragments of the media files with a new moof
// before the same samples (ISO/IEC 23009-1, ISO/IEC 14496-12, 23001-7). It reads
// headers only; whoever serves a segment sends the samples from the media file.
// Text is the exception: its few bytes are read, as its times have to be moved.
// It knows no HTTP, and it changes no file. A kind of track that DASH can carry
// is one more case in level.describe and sampleEntries.
//
// # Time
//
// Smooth names a chunk by its start on the asset's time line, in 100 ns or in
// whatever the stream counts. An archive of a live event starts at 1.2·10^15
// there, one that counts from 1970 beyond 2^53, where a player in JavaScript
// rounds. The DASH view therefore has a time line of its own: a common origin is
// taken off every time of every stream, so that the first decode time is 0 and
// the numbers are small. Where decoding starts before presentation (pictures out
// of order, the priming of AAC), presentationTimeOffset says by how much, and
// presentation starts at 0 in the player. Movie.Start tells where that is in the
// asset.
//
// A fragment's first sample is shown at its chunk's time: decoding starts its
// composition offset before. A tfdt goes before that where it is near. Where
// the manifest and the media count from different starts, the manifest's times
// hold, as they do for players of Smooth.
package dash

import (
	"context"
	"errors"
	"fmt"
	"time"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
)

// ErrNoSegment says that there is no segment at that time, or no such level.
var ErrNoSegment = errors.New("there is no such segment")

// Movie is the DASH view of an asset. It keeps no file open beyond those of
// the asset, which must stay open; its methods may be called from several
// goroutines.
type Movie struct {
	Skipped  []string // streams and levels that cannot go into DASH, and why
	Warnings []string // what the view tolerates

	asset   *asset.Asset
	headers []manifest.Protection
	levels  [][]*level // by stream and level; nil where it cannot go
	start   int64      // first presentation, 100 ns on the asset's time line
	origin  int64      // of the view's time line, 100 ns on the asset's; may be negative
}

// New makes the DASH view of an asset. It finds the fragments of every level,
// for which each media file is walked over once, and reads the first moof of
// each. The error is for an asset none of whose streams can go.
func New(ctx context.Context, a *asset.Asset) (*Movie, error) {
	m := &Movie{asset: a, levels: make([][]*level, len(a.Streams))}
	if a.Live {
		m.warn("the asset is live: the DASH view is a snapshot of the chunks that were there when it was made")
	}
	if client, _ := manifest.ParseClient(a.ClientBytes()); client != nil {
		m.headers = client.Protection
	}
	for i := range a.Streams {
		m.levels[i] = make([]*level, len(a.Streams[i].Levels))
		if err := m.addStream(ctx, i); err != nil {
			return nil, err
		}
	}
	if err := m.setTimes(); err != nil {
		return nil, err
	}
	return m, nil
}

// Start is the presentation time on the asset's time line at which the DASH
// view starts: the asset's time is Start plus the player's.
func (m *Movie) Start() time.Duration {
	return time.Duration(min(m.start, int64(1<<63-1)/100)) * 100
}

func (m *Movie) warn(format string, args ...any) {
	m.Warnings = append(m.Warnings, fmt.Sprintf(format, args...))
}

func (m *Movie) skip(format string, args ...any) {
	m.Skipped = append(m.Skipped, fmt.Sprintf(format, args...))
}

// level is the view of one level; nil where there is none.
func (m *Movie) level(stream, level int) *level {
	if stream < 0 || stream >= len(m.levels) || level < 0 || level >= len(m.levels[stream]) {
		return nil
	}
	return m.levels[stream][level]
}
