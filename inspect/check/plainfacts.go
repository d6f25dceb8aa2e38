package check

import (
	"context"

	"smoothscope/inspect/media"
)

// plainFacts fills in what the sample tables of a plain MP4 say of its groups
// of pictures (stts, ctts and stss, ISO/IEC 14496-12 8.6). Fragmented files say
// it in their moofs.
func (t *Track) plainFacts(ctx context.Context) error {
	if t.File.Media.Fragmented {
		return nil
	}
	g := plainGroups{track: t}
	for s, err := range t.File.Media.Samples(ctx, t.ID) {
		if err != nil {
			return ctx.Err() // of bad tables the index tells
		}
		if !g.take(s) {
			break
		}
	}
	return nil
}

// plainGroups fills one group after the other.
type plainGroups struct {
	track *Track
	next  int       // group to begin next
	group *Fragment // the one at hand
	left  uint32    // samples of it to come
	at    uint64    // ticks from its start
}

// take is false once all groups are full.
func (g *plainGroups) take(s media.Sample) bool {
	video := g.track.Kind == media.Video
	if g.left == 0 {
		if g.next >= len(g.track.Fragments) {
			return false
		}
		g.group, g.left, g.at = &g.track.Fragments[g.next], g.track.Index.Fragments[g.next].Samples, 0
		g.group.First, g.group.Frame = s.Composition, s.Duration
		g.group.Opens = s.Sync || !video
		g.next++
	}
	if s.Sync && video {
		g.group.Syncs = append(g.group.Syncs, g.at)
	}
	g.at += uint64(s.Duration)
	if g.left > 0 {
		g.left--
	}
	return true
}
