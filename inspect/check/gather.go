package check

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"smoothscope/inspect/box"
	"smoothscope/inspect/media"
)

// gathering is the pass over all media files. First each file's boxes and the
// list of its fragments, then every fragment; rules that judge boxes and
// fragments do so while these are at hand.
type gathering struct {
	c         *Case
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

// gather reads all media files with as many goroutines as there are processors.
func (c *Case) gather(ctx context.Context, reports *Reports, progress func(done, total int64)) error {
	g := &gathering{c: c, progress: progress}
	for _, r := range reports.rules {
		j := judge{r, reports.of(r)}
		if r.fragment != nil {
			g.fragments = append(g.fragments, j)
		}
		if r.boxes != nil {
			g.boxes = append(g.boxes, j)
		}
	}
	work, limited := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range c.Files {
		work.Go(func() error { return g.file(limited, f) })
	}
	if err := work.Wait(); err != nil {
		return err
	}
	return g.everyFragment(ctx)
}

// file lists what is in one media file. What is wrong with it is a fact, not an
// error.
func (g *gathering) file(ctx context.Context, f *File) error {
	if !f.Member.Present {
		f.Err = errAbsent
		return nil
	}
	if f.Media, f.Err = g.c.Asset.Media(ctx, f.Member.Path); f.Err != nil {
		return ctx.Err()
	}
	for i := range f.Media.Tracks {
		t, err := g.open(ctx, f, f.Media.Tracks[i])
		if err != nil {
			return err
		}
		f.Tracks = append(f.Tracks, t)
	}
	return g.judgeBoxes(ctx, f)
}

var errAbsent = errors.New("the file is missing")

// BoxSight is the boxes of a file while they are at hand.
type BoxSight struct {
	*box.Tree
	File *File
	Err  error // why the file could not be read to its end; then the boxes before that are there

	decoder *box.Decoder
}

// judgeBoxes lets the rules about boxes see them. The tree of a large file
// takes memory and goes when they are done.
func (g *gathering) judgeBoxes(ctx context.Context, f *File) error {
	tree, err := box.Scan(ctx, f.Media.Source, box.Options{})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	sight := &BoxSight{Tree: tree, File: f, Err: err, decoder: box.NewDecoder(tree)}
	f.Movie = sight.movie()
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
	t.Fragments = make([]Fragment, len(index.Fragments))
	for n, at := range index.Fragments {
		t.Fragments[n].Fragment = at
	}
	t.place()
	return t, nil
}
