package dash

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"smoothscope/inspect/asset"
	"smoothscope/inspect/manifest"
	"smoothscope/inspect/media"
)

// level is one quality level that can go into DASH.
type level struct {
	stream   *asset.Stream
	says     *asset.Level
	codecs   string // RFC 6381
	file     *media.File
	track    media.Track
	movie    movie // what the moov says of the track
	key      key
	headers  []manifest.Protection
	scale    uint64 // ticks per second of the media, which the samples count in
	clock    uint64 // ticks per second of the chunks: the stream's, as a rule
	chunks   []chunk
	absolute bool // the documents of a text level count from the start of the asset
	missing  int  // chunks of the manifest that have no bytes
	first    int64
	offset   int64 // of the view's time line, in ticks of clock
	shift    int64 // the same in ticks of scale
}

// chunk is one segment to be.
type chunk struct {
	number   int // in the stream
	time     uint64
	duration uint64
	at       media.Fragment
}

// addStream adds those levels of a stream that can go.
func (m *Movie) addStream(ctx context.Context, n int) error {
	s := &m.asset.Streams[n]
	if why := unfit(s); why != "" {
		m.skip("%s: %s", s.Name, why)
		return nil
	}
	for i := range s.Levels {
		l, err := m.newLevel(ctx, n, i)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			m.skip("%s %s: %v", s.Name, s.Levels[i].BitrateKey, err)
			continue
		}
		m.levels[n][i] = l
	}
	return nil
}

// unfit says why a stream as a whole cannot go.
func unfit(s *asset.Stream) string {
	switch {
	case s.Embedded:
		return "its data is in the client manifest (" + orNone(s.Subtype) + "): there are no fragments to send"
	case s.Type != "video" && s.Type != "audio" && s.Type != "text":
		return "a stream of type " + orNone(s.Type) + " has no place in DASH"
	case len(s.Levels) == 0:
		return "it has no quality level"
	}
	return ""
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// newLevel finds the fragments of a level. The error says why it cannot go.
func (m *Movie) newLevel(ctx context.Context, stream, index int) (*level, error) {
	s := &m.asset.Streams[stream]
	l := &level{stream: s, says: &s.Levels[index], scale: s.TimeScale, clock: s.TimeScale, headers: m.headers}
	located, err := m.asset.Locate(ctx, stream, index)
	if err != nil {
		return nil, err
	}
	if l.file, err = m.asset.Media(ctx, l.says.File); err != nil {
		return nil, errors.New(strings.Join(append(located.Problems, located.Warnings...), "; "))
	}
	if err := l.describe(ctx); err != nil {
		return nil, err
	}
	if err := l.take(ctx, located); err != nil {
		return nil, err
	}
	if l.missing > 0 {
		m.warn("%s %s: %d of %d chunks have no fragment: the DASH view has gaps there", s.Name, l.says.BitrateKey, l.missing, len(s.Chunks))
	}
	if s.Type == "text" {
		if err := l.learnTimes(ctx); err != nil {
			return nil, err
		}
	}
	return l, l.lead(ctx)
}

// describe takes codec and time scale from the media, or from the manifest
// where the file has no moov.
func (l *level) describe(ctx context.Context) error {
	l.codecs = l.says.Codec
	moov, err := l.file.Movie(ctx)
	if err != nil {
		return err
	}
	if moov != nil {
		l.track, _ = l.file.Track(l.says.TrackID)
		l.scale = uint64(l.track.TimeScale)
		if l.movie, err = readMovie(moov, l.says.TrackID); err != nil {
			return err
		}
		l.key = l.movie.key()
		if own := l.track.Codec.RFC6381; own != "" {
			l.codecs = own
		}
		l.codecs = inWords(l.codecs, l.track.SampleEntry)
	}
	if l.stream.Type == "text" {
		if l.codecs, err = l.textCodec(); err != nil {
			return err
		}
	}
	if l.codecs == "" {
		return fmt.Errorf("no codec string of DASH is known for %s", orNone(l.says.FourCC))
	}
	if l.scale == 0 || l.clock == 0 || l.scale > 1<<32-1 {
		return errors.New("its time scale is no number of ticks per second")
	}
	return nil
}

// inWords is a codec string that starts with the name of the sample entry, where
// a codec has two: with parameter sets in the entry, or among the samples.
func inWords(codecs, entry string) string {
	pair := map[string]string{"avc1": "avc3", "avc3": "avc1", "hvc1": "hev1", "hev1": "hvc1"}
	if len(codecs) > 4 && pair[codecs[:4]] == entry && entry != "" {
		return entry + codecs[4:]
	}
	return codecs
}

// take takes the chunks that have bytes. A level more than half of whose
// chunks are not there is not the level that the manifest describes.
func (l *level) take(ctx context.Context, located *asset.Located) error {
	index, err := l.file.Fragments(ctx, l.says.TrackID)
	if err != nil {
		return err
	}
	byOffset := make(map[int64]media.Fragment, len(index.Fragments))
	for _, f := range index.Fragments {
		byOffset[f.Offset] = f
	}
	for _, at := range located.Locations {
		f, ok := byOffset[at.Offset]
		switch {
		case at.Chunk < 0: // the manifest does not list it, so no player asks for it
		case at.Missing != nil || !ok || f.MoofSize == 0:
			l.missing++
		default:
			l.chunks = append(l.chunks, chunk{number: at.Chunk, time: at.Time, duration: at.Duration, at: f})
		}
	}
	if len(l.stream.Chunks) == 0 {
		return errors.New("it has no chunks")
	}
	if 2*l.missing > len(l.stream.Chunks) || len(l.chunks) == 0 {
		return fmt.Errorf("%d of %d chunks of the manifest have no fragment in %s: the level is not aligned with its stream",
			l.missing, len(l.stream.Chunks), l.says.File)
	}
	l.countAsWritten()
	l.mendDurations()
	return nil
}

// countAsWritten takes the media's time scale for the chunks where the
// manifest has taken their numbers over but not the scale.
func (l *level) countAsWritten() {
	if l.scale == l.clock {
		return
	}
	last := l.chunks[len(l.chunks)-1]
	if last.time > 0 && last.at.Time == last.time {
		l.clock = l.scale
	}
}

// mendDurations keeps chunks from overlapping and gives each a length: rounding
// makes them overlap by a tick, and the last may have none.
func (l *level) mendDurations() {
	for i := range l.chunks {
		c := &l.chunks[i]
		if i+1 < len(l.chunks) {
			room := l.chunks[i+1].time - c.time
			if c.duration > room || c.duration+rounding >= room || c.duration == 0 {
				c.duration = room
			}
		}
		if c.duration == 0 {
			c.duration = max(1, rescale(c.at.Duration, l.scale, l.clock))
		}
	}
}

// rounding is how far, in ticks, a chunk may end before the next one starts
// without there being a gap.
const rounding = 3
