package asset

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"smoothscope/inspect/manifest"
	"smoothscope/inspect/marker"
	"smoothscope/inspect/media"
)

// ErrNoMarkers says that a stream has no media that carry markers.
var ErrNoMarkers = errors.New("is no stream of markers in a media file")

var errTwice = errors.New("the samples have more bytes than the file: some are named twice")

// maxMarkerBytes bounds the sample of a marker.
const maxMarkerBytes = 1 << 20

// HasMarkers says whether a stream is one that Markers reads: text with media
// of its own that is neither captions nor a description.
func (a *Asset) HasMarkers(stream int) bool {
	s := &a.Streams[stream]
	if !strings.EqualFold(s.Type, "text") || s.Embedded || len(s.Levels) == 0 || s.HasCaptions() || stream >= len(a.made.Streams) {
		return false
	}
	return marker.ClassOf(&a.made.Streams[stream]) != ""
}

// Markers reads the markers that a stream carries in its media, as live ingest
// writes them. Those of the client manifest are marker.All. The warnings tell
// what could not be read.
func (a *Asset) Markers(ctx context.Context, stream int) (all []marker.Marker, warnings []string, err error) {
	s := &a.Streams[stream]
	if !a.HasMarkers(stream) {
		return nil, nil, fmt.Errorf("stream %q %w", s.Name, ErrNoMarkers)
	}
	located, err := a.Locate(ctx, stream, 0)
	if err != nil {
		return nil, nil, err
	}
	warnings = append(append(warnings, located.Warnings...), located.Problems...)
	if s.Levels[0].File == "" || len(located.Locations) == 0 {
		return nil, warnings, nil
	}
	file, err := a.Media(ctx, s.Levels[0].File)
	if err != nil {
		return nil, warnings, err
	}
	track, _ := file.Track(s.Levels[0].TrackID)
	left := file.Source.Size()
	for _, l := range located.Locations {
		if l.Missing != nil {
			continue // that is among the problems
		}
		samples, err := samplesOf(ctx, file, s, l, &left)
		if err != nil {
			if ctx.Err() != nil {
				return nil, nil, ctx.Err()
			}
			warnings = append(warnings, fmt.Sprintf("chunk %d of %s: %v", l.Chunk, s.Name, err))
		}
		for _, b := range samples {
			all = append(all, marker.OfSample(&a.made.Streams[stream], stream, manifest.Chunk{Time: l.Time, Duration: l.Duration}, l.Chunk, b, uint64(track.TimeScale)))
		}
	}
	return all, warnings, nil
}

// samplesOf is the samples of a fragment that hold anything. All of them
// together may have as many bytes as are left: none counts twice.
func samplesOf(ctx context.Context, file *media.File, s *Stream, l Location, left *int64) ([][]byte, error) {
	run, err := file.Run(ctx, fragmentAt(s, l))
	if err != nil {
		return nil, err
	}
	var all [][]byte
	for _, sample := range run.Samples {
		if sample.Size == 0 {
			continue
		}
		if sample.Size > maxMarkerBytes || sample.Offset < 0 || sample.Offset+int64(sample.Size) > file.Source.Size() {
			return all, fmt.Errorf("a sample of %d bytes at 0x%x is not there", sample.Size, sample.Offset)
		}
		if *left -= int64(sample.Size); *left < 0 {
			return all, errTwice
		}
		b := make([]byte, sample.Size)
		if n, err := file.Source.ReadAt(b, sample.Offset); n < len(b) {
			return all, err
		}
		all = append(all, b)
	}
	return all, nil
}

// fragmentAt is what a media file has to know of a chunk to read it.
func fragmentAt(s *Stream, l Location) media.Fragment {
	return media.Fragment{Track: s.Levels[0].TrackID, Time: l.Time, Duration: l.Duration, Offset: l.Offset, MoofSize: l.MoofSize, Size: l.Size}
}
