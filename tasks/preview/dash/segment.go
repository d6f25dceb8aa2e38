package dash

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// Segment is one media segment: Head, then the spans of the media file Member
// one after the other. There is one span, unless samples of other tracks lie
// between those of this one.
type Segment struct {
	Head   []byte // styp, moof and the header of the mdat
	Member string // member path of the asset
	Spans  []Span
	Chunk  int    // number in the stream
	Time   uint64 // of the chunk on the asset's time line: its Smooth key
}

// Span is a range of bytes of a media file.
type Span = media.Extent

// Size is the length of the whole segment in bytes.
func (s *Segment) Size() int64 {
	n := int64(len(s.Head))
	for _, x := range s.Spans {
		n += x.Size
	}
	return n
}

// Segment makes the segment of a level that starts at a time of the view's time
// line, in ticks of the SegmentTimeline. Only the moof is read. The error is
// ErrNoSegment where no segment starts there.
func (m *Movie) Segment(ctx context.Context, stream, index int, time uint64) (*Segment, error) {
	l := m.level(stream, index)
	if l == nil {
		return nil, fmt.Errorf("stream %d, level %d: %w", stream, index, ErrNoSegment)
	}
	at, ok := slices.BinarySearchFunc(l.chunks, time, func(c chunk, t uint64) int { return cmp.Compare(l.viewed(&c), t) })
	if !ok {
		return nil, fmt.Errorf("%s %s at %d: %w", l.stream.Name, l.says.BitrateKey, time, ErrNoSegment)
	}
	c := &l.chunks[at]
	run, err := l.file.Run(ctx, c.at)
	if err != nil {
		return nil, err
	}
	s, err := l.segment(ctx, c, run)
	if err != nil {
		return nil, fmt.Errorf("%s: the fragment at 0x%x: %w", l.says.File, c.at.Offset, err)
	}
	return s, nil
}

func (l *level) segment(ctx context.Context, c *chunk, run *media.Run) (*Segment, error) {
	moof, err := source.ReadRange(source.WithContext(ctx, l.file.Source), c.at.Offset, c.at.MoofSize, c.at.MoofSize)
	if err != nil {
		return nil, err
	}
	f := fragment{run: run, audio: l.stream.Type == "audio"}
	f.decode, _ = l.timesOf(c, run)
	f.decode -= l.shift
	if err := f.readTrafs(moof, c.at.Track); err != nil {
		return nil, err
	}
	if err := f.keys.read(l.key, len(run.Samples)); err != nil {
		return nil, err
	}
	if l.stream.Type == "text" {
		return l.textSegment(ctx, c, run, &f)
	}
	spans, size, err := run.Extents(run.Samples, l.file.Source.Size())
	if err != nil {
		return nil, err
	}
	f.size = size
	return &Segment{Head: f.head(), Member: l.says.File, Spans: spans, Chunk: c.number, Time: c.time}, nil
}
