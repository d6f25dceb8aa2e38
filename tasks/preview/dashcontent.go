package preview

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"time"

	"smoothscope/tasks/preview/dash"
)

// patience is how long Add waits for the DASH view of an asset. Where it takes
// longer, as on a slow network drive, it is made when it is asked for.
const patience = 2 * time.Second

// dashView is the DASH view of an asset, made once.
type dashView struct {
	turn chan struct{} // who may make it
	made atomic.Pointer[madeView]
}

type madeView struct {
	movie *dash.Movie
	mpd   *document
	err   error // why there is none
}

// get makes the view or waits for who does. A request that ends meanwhile
// leaves the work to the next.
func (v *dashView) get(ctx context.Context, c *assetContent) (*madeView, error) {
	if m := v.made.Load(); m != nil {
		return m, nil
	}
	select {
	case v.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-v.turn }()
	if m := v.made.Load(); m != nil {
		return m, nil
	}
	m := makeView(ctx, c)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	v.made.Store(m)
	return m, nil
}

func makeView(ctx context.Context, c *assetContent) *madeView {
	movie, err := dash.New(ctx, c.asset)
	if err != nil {
		return &madeView{err: err}
	}
	mpd, err := movie.MPD(ctx)
	if err != nil {
		return &madeView{err: err}
	}
	m := &madeView{movie: movie, mpd: newDocument(mpd)}
	m.mpd.contentType = "application/dash+xml"
	return m
}

// tryDASH notes whether the asset can go as DASH, and what of it cannot.
func (c *assetContent) tryDASH(ctx context.Context) {
	soon, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	m, err := c.dash.get(soon, c)
	switch {
	case err != nil:
		c.dashable = true // not known yet: say so when asked
	case m.err != nil:
		c.notes = append(c.notes, "no DASH: "+m.err.Error())
	default:
		c.dashable = true
		for _, s := range m.movie.Skipped {
			c.notes = append(c.notes, "not in DASH: "+s)
		}
	}
}

// mpd is the DASH manifest.
func (c *assetContent) mpd(x *exchange) (*document, error) {
	m, err := c.view(x)
	if err != nil {
		return nil, err
	}
	return m.mpd, nil
}

func (c *assetContent) view(x *exchange) (*madeView, error) {
	m, err := c.dash.get(x.req.Context(), c)
	if err != nil {
		return nil, err
	}
	if m.err != nil {
		return nil, failf(http.StatusNotFound, "there is no DASH of this asset: %v", m.err)
	}
	return m, nil
}

// dashBody is an initialization segment or a media segment.
func (c *assetContent) dashBody(x *exchange) (*body, error) {
	m, err := c.view(x)
	if err != nil {
		return nil, err
	}
	t := &x.target
	if t.streamIndex >= len(c.asset.Streams) || t.levelIndex >= len(c.asset.Streams[t.streamIndex].Levels) {
		return nil, failf(http.StatusNotFound, "there is no level %d of stream %d", t.levelIndex, t.streamIndex)
	}
	x.note.Stream, x.note.Level = t.streamIndex, t.levelIndex
	b := &body{contentType: dashType(c.asset.Streams[t.streamIndex].Type)}
	if t.kind == Init {
		b.head, err = m.movie.Init(x.req.Context(), t.streamIndex, t.levelIndex)
		return b, noSegment(err)
	}
	return b, c.segment(x, b, m.movie)
}

// segment fills a body with a media segment: what was made here, then the
// samples from the file.
func (c *assetContent) segment(x *exchange, b *body, movie *dash.Movie) error {
	t := &x.target
	f, err := c.fileOf(x.req.Context(), c.asset.Streams[t.streamIndex].Levels[t.levelIndex].File)
	if err != nil {
		return err
	}
	if f != nil {
		if err := f.check(); err != nil { // what became of the file explains more than what is read from it
			return err
		}
	}
	s, err := movie.Segment(x.req.Context(), t.streamIndex, t.levelIndex, t.time)
	if err != nil {
		return noSegment(err)
	}
	if b.file, err = c.fileOf(x.req.Context(), s.Member); err != nil {
		return err
	}
	if b.file == nil {
		return failf(http.StatusNotFound, "%s: is no longer there: put it back, or open the asset again", s.Member)
	}
	x.note.Chunk, x.note.Time = s.Chunk, s.Time
	b.head, b.modified, b.etag = s.Head, b.file.modified(), b.file.etag(int64(s.Time), Segment)
	b.spans = s.Spans
	return b.settle()
}

// noSegment says of what DASH does not know that it is not there.
func noSegment(err error) error {
	if errors.Is(err, dash.ErrNoSegment) {
		return failf(http.StatusNotFound, "%v", err)
	}
	return err
}

func dashType(kind string) []string {
	switch kind {
	case "video":
		return videoType
	case "audio":
		return audioType
	}
	return otherType
}
