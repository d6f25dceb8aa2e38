package check

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"smoothscope/inspect/box"
	"smoothscope/inspect/media"
	"smoothscope/inspect/source"
)

// gathering is the pass over all media files: each is read once, and the rules
// that judge fragments and boxes do so while these are at hand.
type gathering struct {
	c         *Case
	reports   *Reports
	fragments []judge
	boxes     []judge

	mu       sync.Mutex
	progress func(done, total int64)
	done     int64
	total    int64
}

// judge is a rule with its reporter.
type judge struct {
	rule *Rule
	to   *Reporter
}

// gather reads all media files, as many at once as there are processors.
func (c *Case) gather(ctx context.Context, reports *Reports, progress func(done, total int64)) error {
	g := &gathering{c: c, reports: reports, progress: progress}
	for _, r := range reports.rules {
		j := judge{r, reports.of(r)}
		if r.fragment != nil {
			g.fragments = append(g.fragments, j)
		}
		if r.boxes != nil {
			g.boxes = append(g.boxes, j)
		}
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range c.Files {
		work.Go(func() error { return g.file(ctx, f) })
	}
	return work.Wait()
}

// file gathers one media file. What is wrong with it is a fact, not an error.
func (g *gathering) file(ctx context.Context, f *File) error {
	if !f.Member.Present {
		f.Err = errAbsent
		return nil
	}
	if f.Media, f.Err = g.c.Asset.Media(ctx, f.Member.Path); f.Err != nil {
		return ctx.Err()
	}
	if err := g.judgeBoxes(ctx, f); err != nil {
		return err
	}
	for i := range f.Media.Tracks {
		t, err := g.open(ctx, f, f.Media.Tracks[i])
		if err != nil {
			return err
		}
		f.Tracks = append(f.Tracks, t)
	}
	for _, t := range f.Tracks {
		if err := g.track(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

var errAbsent = errors.New("the file is missing")

// BoxSight is the boxes of a file while they are at hand.
type BoxSight struct {
	*box.Tree
}

// judgeBoxes lets the rules about boxes see them. The tree of a large file
// takes memory and goes when they are done.
func (g *gathering) judgeBoxes(ctx context.Context, f *File) error {
	if len(g.boxes) == 0 {
		return nil
	}
	tree, err := box.Scan(ctx, source.WithContext(ctx, f.Media.Source), box.Options{})
	if err != nil {
		return ctx.Err()
	}
	sight := &BoxSight{Tree: tree}
	for _, j := range g.boxes {
		j.rule.boxes(g.c, f, sight, j.to)
	}
	return nil
}

// open lists the fragments of a track and finds the level that it is.
func (g *gathering) open(ctx context.Context, f *File, track media.Track) (*Track, error) {
	t := &Track{Track: track, File: f, Stream: -1, Level: -1}
	for s := range g.c.Asset.Streams {
		for l := range g.c.Asset.Streams[s].Levels {
			if level := &g.c.Asset.Streams[s].Levels[l]; t.Stream < 0 && level.File == f.Member.Path && level.TrackID == t.ID {
				t.Stream, t.Level = s, l
			}
		}
	}
	index, err := f.Media.Fragments(ctx, t.ID)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		index = &media.Index{Problems: []string{err.Error()}, Broken: 1}
	}
	t.Index = index
	g.mu.Lock()
	g.total += int64(len(index.Fragments))
	g.mu.Unlock()
	return t, nil
}

// tellEvery is after how many fragments progress is told.
const tellEvery = 256

// track reads every moof of a track.
func (g *gathering) track(ctx context.Context, t *Track) error {
	t.Fragments = make([]Fragment, len(t.Index.Fragments))
	reader := newSampleReader(ctx, t)
	for n, at := range t.Index.Fragments {
		if n%tellEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			g.tell(min(tellEvery, int64(n)))
		}
		t.Fragments[n].Fragment = at
		s := &Sight{Track: t, N: n, Fragment: &t.Fragments[n], reader: reader}
		s.Run, s.Err = t.File.Media.Run(ctx, at)
		s.fill()
		for _, j := range g.fragments {
			j.rule.fragment(g.c, s, j.to)
		}
	}
	g.tell(int64(len(t.Index.Fragments) % tellEvery))
	return ctx.Err()
}

func (g *gathering) tell(more int64) {
	if g.progress == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done += more
	g.progress(g.done, g.total)
}
