package dash

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/Eyevinn/mp4ff/mp4"

	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// maxDocument is the most bytes of one text sample that are read.
const maxDocument = 1 << 20

// textCodec is the codec string of a text level. TTML alone has a place in
// DASH, whatever its sample entry is called.
func (l *level) textCodec() (string, error) {
	if strings.HasPrefix(l.codecs, "stpp") {
		return l.codecs, nil
	}
	kinds := []string{"TTML", "DFXP", "STPP"}
	if slices.Contains(kinds, strings.ToUpper(l.says.FourCC)) || slices.Contains(kinds, strings.ToUpper(l.track.SampleEntry)) {
		return "stpp", nil
	}
	return "", fmt.Errorf("text of the kind %s has no place in DASH, only TTML has", orNone(l.says.FourCC))
}

// textEntry is the sample entry of TTML (ISO/IEC 14496-30 4.1) in place of the
// one that FFmpeg and others write, which says nothing but its name.
func (l *level) textEntry() ([][]byte, error) {
	if len(l.movie.entries) > 0 && string(l.movie.entries[0][4:8]) == "stpp" {
		return l.movie.entries, nil
	}
	b, err := guarded(func() (mp4.Box, error) { return mp4.NewStppBox("http://www.w3.org/ns/ttml", "", ""), nil })
	return [][]byte{b}, err
}

// document reads the text of a fragment. Some writers give its only sample a
// size that is too small: then the whole mdat is the document.
func (l *level) document(ctx context.Context, run *media.Run) ([]byte, error) {
	if len(run.Samples) != 1 {
		return nil, fmt.Errorf("it has %d text samples, not one", len(run.Samples))
	}
	at, n := run.Samples[0].Offset, int64(run.Samples[0].Size)
	if run.Trafs == 1 {
		at, n = run.Payload, run.PayloadEnd-run.Payload
	}
	b, err := source.ReadRange(source.WithContext(ctx, l.file.Source), at, n, maxDocument)
	if err != nil {
		return nil, fmt.Errorf("its text: %w", err)
	}
	return b, nil
}

// peeks is how many fragments are looked at to learn how their times count.
const peeks = 8

// learnTimes learns whether the documents count from the start of the asset
// (as in CMAF) or, as a rule, each from the start of its fragment: the first
// begin that is not near the start of both decides.
func (l *level) learnTimes(ctx context.Context) error {
	for i, seen := 0, 0; i < len(l.chunks) && seen < peeks; i++ {
		c := &l.chunks[i]
		if c.time <= c.duration {
			continue
		}
		seen++
		run, err := l.file.Run(ctx, c.at)
		if err != nil {
			return err
		}
		b, err := l.document(ctx, run)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			continue
		}
		if begin, ok := firstBegin(string(b)); ok {
			l.absolute = begin >= rescale(c.time-c.duration, l.clock, hundredNanos)
			return nil
		}
	}
	return nil
}

// textSegment makes a segment whose document counts from the start of the
// view, as DASH wants it; its few bytes go into the head.
func (l *level) textSegment(ctx context.Context, c *chunk, run *media.Run, f *fragment) (*Segment, error) {
	b, err := l.document(ctx, run)
	if err != nil {
		return nil, err
	}
	if !l.absolute {
		text, err := delayed(string(b), rescale(l.viewed(c), l.clock, hundredNanos))
		if err != nil {
			return nil, err
		}
		b = []byte(text)
	}
	own := *run
	own.Samples = []media.Sample{run.Samples[0]}
	own.Samples[0].Size, own.Samples[0].Flags = uint32(len(b)), flagsSync
	f.run, f.size, f.audio = &own, int64(len(b)), true // like audio, each document stands alone
	return &Segment{Head: append(f.head(), b...), Member: l.says.File, Chunk: c.number, Time: c.time}, nil
}

var errNotText = errors.New("its text is not TTML in UTF-8: it has no body")
